import { CLUSTER_MIGRATION_KEYS, PHASES } from '../app/migration';
import { POD_OPTIONS_KEYS } from '../placement/pods';
import { resticListProblems } from '../restic/problems';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { booleanProblems, type KeysOf, Named, unknownKeyProblems } from '../values/known-keys';
import type { Cluster, ClusterOptions } from './cluster';
import type { FluxOptions } from './flux';
import { KUSTOMIZATION_REF_KEYS } from './kustomization-ref';
import { MOVER_KEYS } from './mover';
import { OBJECT_METADATA_KEYS } from './object-metadata';
import { namingProblems } from './restore-name';
import { CACHE_KEYS, STORAGE_KEYS } from './storage';

export const FLUX_KEYS: KeysOf<FluxOptions> = {
  path: true,
  source: { kind: true, name: true, namespace: true },
  namespace: true,
  kustomization: new Named(true, 'the names of the library'),
  dependsOn: [KUSTOMIZATION_REF_KEYS],
  interval: true,
  retryInterval: true,
  timeout: true,
  substituteFrom: [{ kind: true, name: true, optional: true }],
};

const RESTORE_NAMES = 'that restores are called as the library calls them';

type Declared = Omit<Cluster, 'engine'> & Pick<ClusterOptions<never, never>, 'secretStore'>;

export const CLUSTER_KEYS: KeysOf<Declared> = {
  name: true,
  kubernetes: true,
  featureGates: true,
  secretStore: { kind: true, name: true },
  secrets: true,
  capacity: true,
  storage: { ...STORAGE_KEYS, cache: CACHE_KEYS, restoreCache: CACHE_KEYS },
  mover: MOVER_KEYS,
  ...POD_OPTIONS_KEYS,
  ...OBJECT_METADATA_KEYS,
  repositories: 'reference',
  primary: 'reference',
  identity: true,
  plans: 'reference',
  defaultPlan: 'reference',
  restore: new Named({ enableFileDeletion: true, name: new Named(true, RESTORE_NAMES) }, RESTORE_NAMES),
  migration: new Named(CLUSTER_MIGRATION_KEYS, 'that no app comes from Restic'),
  flux: new Named(FLUX_KEYS, 'what flux bootstrap makes'),
};

/** Fields of a cluster's declaration that nothing reads, and switches that are neither on nor off. */
export function clusterKeyProblems(cluster: Cluster): Problem[] {
  const { engine: _, ...declared } = cluster;
  return [
    ...unknownKeyProblems('', declared, CLUSTER_KEYS),
    ...booleanProblems('restore.enableFileDeletion', cluster.restore.enableFileDeletion, 'D1'),
    ...namingProblems(cluster),
    ...phaseProblems(cluster),
  ];
}

/** T1. How Restic backs apps up is looked at with each app, of which names and folders are made. */
function phaseProblems({ migration }: Cluster): Problem[] {
  const { phase, from } = migration ?? {};
  return [
    ...ifGiven(from, ({ destinations }) => resticListProblems('migration.from.destinations', destinations)),
    ...problemIf(
      phase !== undefined && !PHASES.includes(phase),
      'migration.phase',
      () => `${show(phase)} is not how far a move can be; write ${PHASES.map(show).join(', ')}, or leave it out`,
      'T1',
    ),
  ];
}
