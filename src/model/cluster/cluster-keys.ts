import type { Problem } from '../rules/problem';
import { booleanProblems, type KeysOf, unknownKeyProblems } from '../values/known-keys';
import type { Cluster } from './cluster';
import type { FluxOptions } from './flux';
import { MOVER_KEYS } from './mover';
import { CACHE_KEYS, STORAGE_KEYS } from './storage';

const CLUSTER_KEYS: KeysOf<Omit<Cluster, 'engine'>> = {
  name: true,
  kubernetes: true,
  featureGates: true,
  secretStore: true,
  capacity: true,
  storage: true,
  mover: true,
  repositories: true,
  primary: true,
  plans: true,
  defaultPlan: true,
  restore: true,
  flux: true,
};

const FLUX_KEYS: KeysOf<FluxOptions> = {
  path: true,
  source: true,
  namespace: true,
  interval: true,
  retryInterval: true,
  timeout: true,
  substituteFrom: true,
};

/** Fields of a cluster's declaration that nothing reads, and switches that are neither on nor off. */
export function clusterKeyProblems(cluster: Cluster): Problem[] {
  const { engine: _, ...declared } = cluster;
  const { cache, ...storage } = declared.storage;
  return [
    ...unknownKeyProblems('', declared, CLUSTER_KEYS),
    ...unknownKeyProblems('secretStore', cluster.secretStore, { kind: true, name: true }),
    ...unknownKeyProblems('storage', storage, STORAGE_KEYS),
    ...unknownKeyProblems('storage.cache', cache, CACHE_KEYS),
    ...unknownKeyProblems('mover', cluster.mover, MOVER_KEYS),
    ...unknownKeyProblems('restore', cluster.restore, { enableFileDeletion: true }),
    ...booleanProblems('restore.enableFileDeletion', cluster.restore.enableFileDeletion, 'D1'),
    ...unknownKeyProblems('flux', cluster.flux, FLUX_KEYS),
  ];
}
