import {
  BackupAlerts,
  daily,
  defineCluster,
  destination,
  every,
  field,
  GitOpsApp,
  KopiaMaintenance,
  KopiaServer,
  MoverJitterPolicy,
  nfsRepository,
  plan,
  s3Repository,
  sharedPrefix,
  VolsyncApp,
  VolsyncOperator,
} from '../../../src';
import { asKopiaKeeps } from '../support/kopia-defaults';

/** What apps wait for. */
const storage = { dependsOn: [{ name: 'rook-ceph-cluster', namespace: 'rook-ceph' }] };

const cluster = defineCluster({
  name: 'two-tiers',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'bitwarden' },
  storage: {
    storageClassName: 'ceph-block',
    volumeSnapshotClassName: 'ceph-block-snapshots',
    cache: { storageClassName: 'ceph-block', capacity: '12Gi' },
    restoreCache: { storageClassName: 'openebs-local', capacity: '12Gi' },
  },
  mover: { uid: 2000, gid: 2000, fsGroupChangePolicy: 'OnRootMismatch' },
  repositories: {
    nfs: nfsRepository({
      server: 'nas.lan',
      path: '/export/kopia',
      access: 'mover-volumes',
      secret: { item: 'volsync_nfs' },
      maintenance: '20 3,15 * * *',
    }),
    s3: s3Repository({
      endpoint: field('AWS_S3_ENDPOINT'),
      bucket: field('BUCKET'),
      prefix: sharedPrefix(''),
      credentials: { item: 'volsync_s3' },
      secret: { item: 'volsync_s3' },
      maintenance: '20 4 * * *',
    }),
  },
  primary: 'nfs',
  plans: ({ nfs, s3 }) => ({
    both: plan(
      destination(nfs, {
        schedule: every(2).hours.at(0),
        retention: asKopiaKeeps({ hourly: 12, daily: 7, weekly: 4, monthly: 12 }),
      }),
      destination(s3, { schedule: daily.hour(1).at(30), retention: asKopiaKeeps({ hourly: 0, daily: 5 }) }),
    ),
  }),
  defaultPlan: 'both',
  restore: { enableFileDeletion: true },
});

const { nfs, s3 } = cluster.repositories;

export function declare(): GitOpsApp {
  const app = new GitOpsApp({ cluster });
  const volsync = app.chart('system', 'volsync');
  new VolsyncOperator(volsync, { serviceMonitor: false });
  new BackupAlerts(volsync);
  new MoverJitterPolicy(volsync, { maxSeconds: 60 });
  const maintenance = app.chart('system', 'kopia-maintenance');
  maintenance.addDependency(volsync);
  new KopiaMaintenance(maintenance, { repository: nfs, secretName: 'volsync-nfs-maintenance-secret' });
  new KopiaMaintenance(maintenance, { repository: s3, secretName: 'volsync-s3-maintenance-secret' });
  new KopiaServer(app.chart('system', 'kopia'), {
    repository: nfs,
    hostname: 'kopia.example.com',
    gateway: { name: 'envoy-internal', namespace: 'network', sectionName: 'https' },
  });

  new VolsyncApp(app.chart('databases', 'mealie', storage), { app: 'mealie', capacity: '3Gi' });
  new VolsyncApp(app.chart('games', 'minecraft', storage), { app: 'minecraft', capacity: '40Gi' });
  new VolsyncApp(app.chart('home', 'frigate', storage), { app: 'frigate', capacity: '10Gi' });
  new VolsyncApp(app.chart('photos', 'immich', storage), {
    app: 'immich-library',
    existingClaim: 'immich-library',
    copyMethod: 'Direct',
    cache: 'emptyDir',
    compression: 'zstd-best-compression',
    destinations: [
      destination(s3, {
        schedule: daily.hour(23).at(0),
        retention: asKopiaKeeps({ hourly: 0, daily: 2, weekly: 1, monthly: 2 }),
      }),
    ],
  });
  return app;
}
