import { defineCluster, destination, hourly, type NfsRepositoryOptions, nfsRepository, plan } from '../../src';

/** A cluster with one NAS, which this app mounts and maintains itself unless `options` say otherwise. */
export function nasCluster(options: Partial<NfsRepositoryOptions> = {}, kubernetes = '1.36') {
  return defineCluster({
    name: 'one-nas',
    kubernetes,
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      nas: nfsRepository({
        server: 'nas.internal',
        path: '/backups',
        access: 'admission-policy',
        secret: { item: 'kopia' },
        ...options,
      }),
    },
    primary: 'nas',
    plans: ({ nas }) => ({ standard: plan(destination(nas, { schedule: hourly, retention: { daily: 7 } })) }),
    defaultPlan: 'standard',
  });
}
