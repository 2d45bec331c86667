import { type Cluster, foreignProblems } from './cluster';
import { type KopiaPodOptions, kopiaPodProblems, readerProblems, sharedProblems } from './kopia-job';
import type { Problem } from './problem';
import type { Repository } from './repository';

/** What is said of the Job that creates a repository. */
export interface InitializeOptions extends Omit<KopiaPodOptions, 'cache'> {
  /** The repository to create, on NFS or below a `sharedPrefix`; there must be nothing at its place. */
  readonly repository: Repository;
}

export function initializeProblems(options: InitializeOptions, cluster: Cluster): Problem[] {
  return [
    ...foreignProblems('repository', options.repository, cluster),
    ...sharedProblems('repository', options.repository, 'this creates'),
    ...readerProblems(options.mover, cluster.mover.uid, options.repository),
    ...kopiaPodProblems(options),
  ];
}
