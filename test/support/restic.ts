import {
  backblazeB2,
  daily,
  defineCluster,
  destination,
  field,
  hourly,
  type Migration,
  nfsRepository,
  plan,
  prefixPerApp,
  type ResticBackups,
  type ResticNames,
  resticDestination,
  resticRepository,
} from '../../src';

/** Restic on a NAS, by mover volumes, in the shape of the cluster that has it so. */
export const local = resticRepository({
  name: 'local',
  at: nfsRepository({ server: '192.0.2.2', path: '/mnt/tank/volsync', access: 'mover-volumes' }),
  secret: { item: 'volsync' },
});

/** Restic in a bucket of which the vault alone knows where it is. */
export const remote = resticRepository({
  name: 'remote',
  at: field('REPOSITORY_TEMPLATE'),
  secret: { item: 'volsync' },
  credentials: {
    keys: { AWS_ACCESS_KEY_ID: 'AWS_ACCESS_KEY_ID', AWS_SECRET_ACCESS_KEY: 'AWS_SECRET_ACCESS_KEY' },
  },
});

/** Restic in a bucket at Backblaze, beside that of Kopia. */
export const bucket = resticRepository({
  name: 'bucket',
  at: backblazeB2({ region: 'us-east-005', bucket: 'restic', credentials: { item: 'backblaze' } }),
  secret: { item: 'volsync' },
});

/** As the templates of such a cluster have it. */
export const backups: ResticBackups = {
  destinations: [
    resticDestination(local, { schedule: '0 9 * * *', retention: { hourly: 24, daily: 14 }, pruneIntervalDays: 7 }),
    resticDestination(remote, { schedule: '0 9 * * *', retention: { daily: 14 }, pruneIntervalDays: 7 }),
  ],
  copyMethod: 'Clone',
  cache: { capacity: '8Gi', storageClassName: 'zfs' },
  restoreCache: { capacity: '10Gi', storageClassName: 'zfs' },
};

/** Names as Kopia's objects have them: those of the first destination are the app's own. */
export const bareNames: ResticNames = {
  source: ({ app, repository }) => (repository === 'local' ? app : `${app}-${repository}`),
  secret: ({ app, repository }) => (repository === 'local' ? `${app}-volsync` : `${app}-volsync-${repository}`),
};

/** That the app was restored from Kopia, for all that Restic has. */
export const verified: NonNullable<Migration['verified']> = {
  local: { on: '2026-02-01', from: 'nas' },
  remote: { on: '2026-02-02', from: 'b2' },
};

/** A cluster whose apps are on their way from Restic to Kopia. */
export function movingCluster(from: ResticBackups = backups, folder = '/mnt/tank/kopia') {
  return defineCluster({
    name: 'moving',
    kubernetes: '1.36',
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: { storageClassName: 'zfs', volumeSnapshotClassName: 'zfs-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      nas: nfsRepository({
        server: '192.0.2.2',
        path: folder,
        access: 'mover-volumes',
        secret: { item: 'kopia' },
        maintainedElsewhere: true,
      }),
      b2: backblazeB2({
        region: 'us-east-005',
        bucket: 'kopia',
        credentials: { item: 'backblaze' },
        secret: { item: 'kopia' },
        prefix: prefixPerApp,
      }),
    },
    primary: 'nas',
    plans: ({ nas, b2 }) => ({
      standard: plan(
        destination(nas, { schedule: hourly, retention: { hourly: 24, daily: 7 } }),
        destination(b2, { schedule: daily, retention: { daily: 14 } }),
      ),
    }),
    defaultPlan: 'standard',
    migration: { from },
  });
}
