import type { k8s } from 'cdk8s-plus-30';
import type { Construct } from 'constructs';
import type { Cluster } from '../../model/cluster/cluster';
import { kindOf, type Repository } from '../../model/repository/repository';
import type { Manifest } from '../../tree/manifest';
import type { VaultFields } from '../kit/vault-secret';
import { type KopiaCommand, type KopiaPod, kopiaPodSpec } from './pod';
import { addKopiaSecret, secretVariables } from './secret';
import { authoritiesOf } from './trust';

/** Something that a pod does with Kopia, with everything decided. */
export interface KopiaTask {
  readonly name: string;
  readonly namespace: string;
  readonly pod: KopiaPod;
  /** The repository that is opened, with the password of which. */
  readonly repository: Repository;
  /** The repository whose keys Kopia is given. @default the one that is opened */
  readonly keysOf?: Repository;
  /** The files that Kopia reads, by name. */
  readonly files: (fields: VaultFields) => Record<string, string>;
  /** Whether the repository's volume is written to, where it is on one. */
  readonly writes: boolean;
  readonly commands: readonly KopiaCommand[];
}

/** Adds the Secret of a task; gives that, and the pod that carries the task out. */
export function addKopiaTask(
  scope: Construct,
  task: KopiaTask,
  cluster: Cluster,
): { readonly secret: Manifest; readonly podSpec: k8s.PodSpec } {
  const { name, namespace, repository, keysOf = repository, files } = task;
  const secret = addKopiaSecret(scope, 'secret', {
    name,
    namespace,
    cluster,
    password: repository.secret,
    keysOf,
    files,
  });
  const podSpec = kopiaPodSpec(task.pod, {
    secret: `${name}-secret`,
    variables: secretVariables(keysOf),
    files: Object.keys(files({ password: '', credential: () => '' })),
    volume: kindOf(repository).volume(repository),
    writes: task.writes,
    authorities: authoritiesOf([repository, keysOf]),
    commands: task.commands,
  });
  return { secret, podSpec };
}
