import { defaults } from '../defaults';
import { destinationsProblems, type Plan } from '../plan/plan';
import { nfsProblems } from '../repository/nfs/nfs-repository';
import type { Repository, UnnamedRepository } from '../repository/repository';
import { s3Problems } from '../repository/s3/s3-repository';
import { type Problem, renderProblem, show } from '../rules/problem';
import { scheduleProblems } from '../schedule/schedule';
import { given } from '../values/given';
import { nameProblems } from '../values/names';
import { type Quantity, quantityProblems } from '../values/quantity';
import { clusterKeyProblems, repositoryKeyProblems } from './cluster-keys';
import { completeFlux, type Flux, type FluxOptions, fluxProblems } from './flux';
import { type FeatureGate, featureGatesProblems, kubernetesProblems } from './kubernetes';
import { type Mover, moverProblems } from './mover';
import { type Cache, cacheProblems, type StorageProfile, storageProblems } from './storage';

/** The External Secrets store that holds passwords and keys. */
export interface SecretStore {
  /** Whether the store is for all namespaces or for one. */
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  /** Name of the store. */
  readonly name: string;
}

/** What all apps of a cluster share. */
export interface Cluster {
  /** Name of the cluster, for messages. */
  readonly name: string;
  /** Minor version, e.g. `'1.33'`; decides the API versions that are emitted (rule A1). */
  readonly kubernetes: string;
  /**
   * What the API server was started with beyond its defaults. Admission policies on Kubernetes 1.32 to 1.35 need
   * `'MutatingAdmissionPolicy'`, the gate and its runtime-config (rule A1). @default none
   */
  readonly featureGates?: readonly FeatureGate[];
  /** The store that holds passwords and keys. */
  readonly secretStore: SecretStore;
  /** Size of a claim whose app names none. */
  readonly capacity: Quantity;
  /** Where the apps' volumes live, and where movers keep their caches. */
  readonly storage: StorageProfile & {
    /** Where movers keep Kopia's cache. @default an emptyDir, which every run fills anew */
    readonly cache?: Cache;
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
  /** The plans that apps pick from, by name. */
  readonly plans: Readonly<Record<string, Plan>>;
  /** The plan of an app that names none. */
  readonly defaultPlan: string;
  /** How apps are restored. */
  readonly restore: RestoreDefaults;
  /** How Flux finds and applies the output. */
  readonly flux: Flux;
}

/** How every app of the cluster is restored. */
export interface RestoreDefaults {
  /**
   * Let the restore delete what the volume holds and the snapshot does not. VolSync wipes the volume *before* it
   * looks for a snapshot. Harmless for the new, empty volumes that restores are made into here.
   * @default false
   */
  readonly enableFileDeletion?: boolean;
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
  extends Omit<Cluster, 'capacity' | 'repositories' | 'primary' | 'plans' | 'defaultPlan' | 'restore' | 'flux'> {
  /** Size of a claim whose app names none. @default `'5Gi'` (`defaults.capacity`) */
  readonly capacity?: Quantity;
  /** The Kopia repositories. Their names end the names of objects, so they have 12 characters at most. */
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

/**
 * Declares what all apps of a cluster share. Repositories and plans are values of the result,
 * `home.plans.critical`, so a misspelt one does not compile.
 * @throws Error that lists everything wrong in the declaration
 */
export function defineCluster<R extends Record<string, UnnamedRepository>, P extends Record<string, Plan>>(
  options: ClusterOptions<R, P>,
): DeclaredCluster<R, P> {
  refuse(options.name, missingParts(options));
  const named = Object.entries(options.repositories).map(([name, each]) => [name, { ...each, name }] as const);
  const repositories: Record<string, Repository> = Object.fromEntries(named);
  const plans = options.plans(repositories as Named<R>) ?? {};
  const cluster = {
    restore: {},
    ...given(options),
    capacity: options.capacity ?? defaults.capacity,
    repositories,
    plans,
    flux: completeFlux(options.flux),
  };
  refuse(cluster.name, clusterProblems(cluster));
  return { ...cluster, repositories: repositories as Named<R> };
}

function refuse(name: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    const lines = problems.map((each) => `  [cluster ${name}] ${renderProblem(each)}`);
    throw new Error(`The cluster is not declared right:\n${lines.join('\n')}`);
  }
}

/** What plain JavaScript may leave out, and nothing else can be looked at without. */
function missingParts<R extends Record<string, UnnamedRepository>, P extends Record<string, Plan>>(
  options: ClusterOptions<R, P>,
): Problem[] {
  const parts = (['secretStore', 'storage', 'mover', 'repositories'] as const).filter((key) => !isObject(options[key]));
  return [
    ...parts.map((key) => ({ field: key, text: `${show(options[key])} is not an object; write ${key}: { … }` })),
    ...Object.entries(options.repositories ?? {})
      .filter(([, each]) => !isObject(each) || (each.type !== 'nfs' && each.type !== 's3'))
      .map(([name, each]) => ({
        field: `repositories.${name}`,
        text: `${show(each)} is not a repository; make it with nfsRepository, s3Repository, backblazeB2 or cloudflareR2`,
      })),
    ...(typeof options.plans === 'function'
      ? []
      : [
          {
            field: 'plans',
            text: `${show(options.plans)} is not a function; write plans: ({ nas }) => ({ standard: plan(…) })`,
          },
        ]),
  ];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function clusterProblems(cluster: Cluster): Problem[] {
  return [
    ...clusterKeyProblems(cluster),
    ...kubernetesProblems('kubernetes', cluster.kubernetes),
    ...featureGatesProblems('featureGates', cluster.featureGates),
    ...quantityProblems('capacity', cluster.capacity),
    ...storeProblems(cluster.secretStore),
    ...storageProblems('storage', cluster.storage),
    ...(cluster.storage.cache ? cacheProblems('storage.cache', cluster.storage.cache) : []),
    ...moverProblems('mover', cluster.mover),
    ...Object.entries(cluster.repositories).flatMap(([name, each]) => repositoryProblems(`repositories.${name}`, each)),
    ...Object.entries(cluster.plans).flatMap(([name, each]) =>
      destinationsProblems(`plans.${name}`, each?.destinations),
    ),
    ...(Object.hasOwn(cluster.repositories, cluster.primary)
      ? []
      : [
          {
            field: 'primary',
            text: `${show(cluster.primary)} is not a repository; ${nameOneOf(cluster.repositories)}`,
          },
        ]),
    ...(Object.hasOwn(cluster.plans, cluster.defaultPlan)
      ? []
      : [
          {
            field: 'defaultPlan',
            text: `${show(cluster.defaultPlan)} is not a plan; ${nameOneOf(cluster.plans)}`,
          },
        ]),
    ...fluxProblems('flux', cluster.flux),
  ];
}

function storeProblems({ kind, name }: SecretStore): Problem[] {
  return [
    ...(kind === 'ClusterSecretStore' || kind === 'SecretStore'
      ? []
      : [
          {
            field: 'secretStore.kind',
            text: `${show(kind)} is not a store; write "ClusterSecretStore" or "SecretStore"`,
          },
        ]),
    ...nameProblems('secretStore.name', name, 253),
  ];
}

function nameOneOf(declared: object): string {
  const names = Object.keys(declared);
  return names.length === 0 ? 'none is declared, so declare one' : `name one of ${names.join(', ')}`;
}

function repositoryProblems(field: string, repository: Repository): Problem[] {
  return [
    ...(/^[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?$/.test(repository.name)
      ? []
      : [
          {
            field,
            text: `"${repository.name}" ends the names of objects; use at most 12 lower-case letters, digits and "-"`,
            rule: 'I2' as const,
          },
        ]),
    ...repositoryKeyProblems(field, repository),
    ...secretProblems(field, repository),
    ...scheduleProblems(`${field}.maintenance`, repository.maintenance),
    ...(repository.type === 'nfs' ? nfsProblems(field, repository) : s3Problems(field, repository)),
  ];
}

function secretProblems(field: string, repository: Repository): Problem[] {
  const { item, password } = repository.secret;
  const named = { 'secret.item': item, 'secret.password': password, ...credentialNames(repository) };
  return Object.entries(named)
    .filter(([, value]) => typeof value !== 'string' || value.trim() === '')
    .map(([key, value]) => ({
      field: `${field}.${key}`,
      text: `${show(value)} names nothing in a vault; write the name of an item or of one of its fields`,
      rule: 'S1',
    }));
}

function credentialNames(repository: Repository): Record<string, unknown> {
  if (repository.type === 'nfs') {
    return {};
  }
  const { item, accessKeyId, secretAccessKey } = repository.credentials;
  return {
    'credentials.item': item,
    'credentials.accessKeyId': accessKeyId,
    'credentials.secretAccessKey': secretAccessKey,
  };
}

/** Reports a repository of another cluster: its name would end the names of objects here, and its place is unknown. */
export function foreignProblems(field: string, repository: Repository, cluster: Cluster): Problem[] {
  if (cluster.repositories[repository.name] === repository) {
    return [];
  }
  const names = Object.keys(cluster.repositories).join(', ');
  const text = `"${repository.name}" is not a repository of cluster "${cluster.name}"; use one of its own: ${names}`;
  return [{ field, text, rule: 'I2' }];
}
