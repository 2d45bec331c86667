import type { ClusterMigration } from '../app/migration';
import type { Engine } from '../engine';
import type { PodOptions } from '../placement/pods';
import type { Plan } from '../plan/plan';
import type { Repository, UnnamedRepository } from '../repository/repository';
import { type Problem, problemIf } from '../rules/problem';
import type { SecretSource, SecretStore } from '../secrets/secret-source';
import type { Quantity } from '../values/quantity';
import type { ClusterIdentity } from './cluster-identity';
import type { Flux, FluxOptions } from './flux';
import type { FeatureGate } from './kubernetes';
import type { Mover } from './mover';
import type { ObjectMetadata } from './object-metadata';
import type { Cache, StorageProfile } from './storage';

/** What all apps of a cluster share. */
export interface Cluster extends PodOptions, ObjectMetadata {
  /** Name of the cluster, for messages. With `identity: 'namespace.cluster'` it is part of every identity, and has to stay. */
  readonly name: string;
  /** Minor version, e.g. `'1.33'`; decides the API versions that are emitted (rule A1). */
  readonly kubernetes: string;
  /**
   * What the control plane was started with beyond its defaults. Admission policies on Kubernetes 1.32 to 1.35 need
   * `'MutatingAdmissionPolicy'`, the gate and its runtime-config (rule A1); a `ZeroScaler` before 1.37 needs
   * `'HPAScaleToZero'` (rule A3). @default none
   */
  readonly featureGates?: readonly FeatureGate[];
  /** How the Secrets come to be that open repositories. */
  readonly secrets: SecretSource;
  /** Size of a claim whose app names none. */
  readonly capacity: Quantity;
  /** Where the apps' volumes live, and where movers keep their caches. */
  readonly storage: StorageProfile & {
    /** Where movers keep Kopia's cache. @default an emptyDir, which every run fills anew */
    readonly cache?: Cache;
    /** Where restores keep it: it is used once and then deleted. @default as `cache` */
    readonly restoreCache?: Cache;
  };
  /** Who the movers are. */
  readonly mover: Mover;
  /** The repositories, by name. */
  readonly repositories: Readonly<Record<string, Repository>>;
  /**
   * The repository whose objects bear the app's bare name; those of the others end in `-<repository>`. Because
   * Kopia files snapshots under these names, changing it on a live cluster loses sight of every snapshot.
   */
  readonly primary: string;
  /**
   * What tells an app's snapshots in a repository from those of the same app in another cluster. By default a repository is
   * one cluster's: of two clusters that share one, each deletes what the other backed up under the same namespace and name,
   * and restores it as its own. Changing this on a live cluster loses sight of every snapshot.
   * @default `'namespace'` (`defaults.identity`)
   */
  readonly identity?: ClusterIdentity;
  /** The plans that apps pick from, by name. */
  readonly plans: Readonly<Record<string, Plan>>;
  /** The plan of an app that names none. */
  readonly defaultPlan: string;
  /** How apps are restored. */
  readonly restore: RestoreDefaults;
  /** How apps are on their way from Restic to Kopia; see docs/migration.md. @default they are on none */
  readonly migration?: ClusterMigration;
  /** How Flux finds and applies the output. */
  readonly flux: Flux;
  /** What carries the backups out. @internal */
  readonly engine: Engine;
}

/** How every app of the cluster is restored. */
export interface RestoreDefaults {
  /**
   * Let the restore delete what the volume holds and the snapshot does not. VolSync wipes the volume *before* it
   * looks for a snapshot. Harmless for the new, empty volumes that restores are made into here.
   * @default false
   */
  readonly enableFileDeletion?: boolean;
  /**
   * What restores are called, made of the app's name: `(app) => \`${app}-bootstrap\``. One that is in the cluster under
   * its name is left alone; under a new name every app is restored once more, into a volume that nothing uses.
   * @default `<app>-dst`
   */
  readonly name?: (app: string) => string;
}

/** Repositories that know their own names. */
export type Named<R> = { readonly [Name in keyof R & string]: Repository<Name> };

/** A `Cluster` that knows its repositories and plans by name. */
export type DeclaredCluster<R, P> = Omit<Cluster, 'repositories' | 'plans'> & {
  /** The repositories, each under the name that it was declared by. */
  readonly repositories: Named<R>;
  /** The plans, each under the name that it was declared by. */
  readonly plans: P;
};

/** A cluster as it is declared. */
export interface ClusterOptions<R extends Record<string, UnnamedRepository>, P extends Record<string, Plan>>
  extends Omit<
    Cluster,
    'secrets' | 'capacity' | 'repositories' | 'primary' | 'plans' | 'defaultPlan' | 'restore' | 'flux' | 'engine'
  > {
  /**
   * The store that holds passwords and keys; the same as `secrets: externalSecrets({ store })`. One of the two is needed.
   * @default as `secrets` says
   */
  readonly secretStore?: SecretStore;
  /**
   * How the Secrets come to be that open repositories: {@link externalSecrets} or {@link existingSecret}. What a repository, an
   * app or another construct says of its own wins.
   * @default of what is in `secretStore`
   */
  readonly secrets?: SecretSource;
  /** Size of a claim whose app names none. @default `'5Gi'` (`defaults.capacity`) */
  readonly capacity?: Quantity;
  /**
   * The Kopia repositories. Their names end the names of objects, so they have 12 characters at most. A repository is one
   * cluster's, unless each of those that share it says `identity: 'namespace.cluster'`.
   */
  readonly repositories: R;
  /**
   * The repository whose objects bear the app's bare name; those of the others end in `-<repository>`. Kopia files
   * snapshots under these names: changing it on a live cluster loses sight of every snapshot.
   */
  readonly primary: keyof R & string;
  /** The plans that apps pick from, made of the repositories: `({ nas }) => ({ standard: plan(destination(nas, …)) })`. */
  readonly plans: (repositories: Named<R>) => P;
  /** The plan of an app that names none. */
  readonly defaultPlan: keyof P & string;
  /** How every app of the cluster is restored. @default nothing that deletes */
  readonly restore?: RestoreDefaults;
  /** How Flux finds and applies the output. @default as its fields say */
  readonly flux?: FluxOptions;
}

/** Reports a repository of another cluster: its name would end the names of objects here, and its place is unknown. */
export function foreignProblems(field: string, repository: Repository, cluster: Cluster): Problem[] {
  return problemIf(
    cluster.repositories[repository.name] !== repository,
    field,
    () =>
      `"${repository.name}" is not a repository of cluster "${cluster.name}"; use one of its own: ${Object.keys(cluster.repositories).join(', ')}`,
    'I2',
  );
}
