import type { NfsRepository, Repository, S3Repository } from '../repository/repository';
import type { Problem } from '../rules/problem';
import { booleanProblems, type KeysOf, unknownKeyProblems } from '../values/known-keys';
import type { Cluster } from './cluster';
import type { FluxOptions } from './flux';
import { MOVER_KEYS } from './mover';
import { CACHE_KEYS, STORAGE_KEYS } from './storage';

const CLUSTER_KEYS: KeysOf<Cluster> = {
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

const NFS_KEYS: KeysOf<NfsRepository & Repository> = {
  type: true,
  name: true,
  secret: true,
  maintenance: true,
  maintainedElsewhere: true,
  server: true,
  path: true,
  access: true,
  mountPath: true,
  injectedElsewhere: true,
  squashesUsers: true,
};

const S3_KEYS: KeysOf<S3Repository & Repository> = {
  type: true,
  name: true,
  secret: true,
  maintenance: true,
  maintainedElsewhere: true,
  endpoint: true,
  bucket: true,
  credentials: true,
  region: true,
  prefix: true,
  tls: true,
};

/** Fields of a cluster's declaration that nothing reads, and switches that are neither on nor off. */
export function clusterKeyProblems(cluster: Cluster): Problem[] {
  const { cache, ...storage } = cluster.storage;
  return [
    ...unknownKeyProblems('', cluster, CLUSTER_KEYS),
    ...unknownKeyProblems('secretStore', cluster.secretStore, { kind: true, name: true }),
    ...unknownKeyProblems('storage', storage, STORAGE_KEYS),
    ...unknownKeyProblems('storage.cache', cache, CACHE_KEYS),
    ...unknownKeyProblems('mover', cluster.mover, MOVER_KEYS),
    ...unknownKeyProblems('restore', cluster.restore, { enableFileDeletion: true }),
    ...booleanProblems('restore.enableFileDeletion', cluster.restore.enableFileDeletion, 'D1'),
    ...unknownKeyProblems('flux', cluster.flux, FLUX_KEYS),
  ];
}

export function repositoryKeyProblems(field: string, repository: Repository): Problem[] {
  const common = [
    ...unknownKeyProblems(`${field}.secret`, repository.secret, { item: true, password: true }),
    ...booleanProblems(`${field}.maintainedElsewhere`, repository.maintainedElsewhere, 'M1'),
  ];
  if (repository.type === 'nfs') {
    return [
      ...unknownKeyProblems(field, repository, NFS_KEYS),
      ...common,
      ...booleanProblems(`${field}.injectedElsewhere`, repository.injectedElsewhere, 'A2'),
      ...booleanProblems(`${field}.squashesUsers`, repository.squashesUsers, 'M2'),
    ];
  }
  const { credentials } = repository;
  return [
    ...unknownKeyProblems(field, repository, S3_KEYS),
    ...common,
    ...booleanProblems(`${field}.tls`, repository.tls, 'S1'),
    ...unknownKeyProblems(`${field}.credentials`, credentials, {
      item: true,
      accessKeyId: true,
      secretAccessKey: true,
    }),
  ];
}
