import { type Cluster, foreignProblems } from '../../../model/cluster/cluster';
import type { Repository } from '../../../model/repository/repository';
import type { Problem } from '../../../model/rules/problem';
import { type KopiaPodOptions, kopiaPodProblems, readerProblems, sharedProblems } from '../kopia-job';

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
