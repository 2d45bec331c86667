import {
  BackupAlerts,
  defineCluster,
  destination,
  externalSecrets,
  GitOpsApp,
  hourly,
  KopiaMaintenance,
  MoverJitterPolicy,
  nfsRepository,
  plan,
  VolsyncApp,
  VolsyncOperator,
} from '../../../src';
import { asKopiaKeeps } from '../support/kopia-defaults';

/** What apps wait for. */
const storage = { dependsOn: [{ name: 'rook-ceph-cluster', namespace: 'rook-ceph' }] };

const cluster = defineCluster({
  name: 'nfs-by-mover-volumes',
  kubernetes: '1.36',
  secrets: externalSecrets({ store: { kind: 'ClusterSecretStore', name: 'vault' }, refreshInterval: '15m' }),
  storage: {
    storageClassName: 'ceph-rbd',
    volumeSnapshotClassName: 'ceph-rbd',
    cache: { storageClassName: 'openebs-local', capacity: '12Gi' },
  },
  mover: { uid: 3000, gid: 3000 },
  repositories: {
    nas: nfsRepository({
      server: 'truenas.home.arpa',
      path: '/mnt/pool/backups/volsync',
      access: 'mover-volumes',
      squashesUsers: true,
      secret: { item: 'volsync-template' },
      maintenance: '40 1,7,13,19 * * *',
    }),
  },
  primary: 'nas',
  plans: ({ nas }) => ({
    standard: plan(destination(nas, { schedule: hourly.at(0), retention: asKopiaKeeps({ hourly: 24, daily: 7 }) })),
  }),
  defaultPlan: 'standard',
  restore: { enableFileDeletion: true, name: (app) => `${app}-bootstrap` },
  flux: { substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets' }] },
});

export function declare(): GitOpsApp {
  const app = new GitOpsApp({ cluster });
  const volsync = app.chart('system', 'volsync', { dependsOn: [{ name: 'snapshot-controller', namespace: 'system' }] });
  new VolsyncOperator(volsync, { serviceMonitor: false });
  new BackupAlerts(volsync);
  new MoverJitterPolicy(volsync);
  const maintenance = app.chart('system', 'volsync-maintenance');
  maintenance.addDependency(volsync);
  new KopiaMaintenance(maintenance, {
    repository: cluster.repositories.nas,
    name: 'daily',
    secretName: 'volsync-maintenance-secret',
    labels: { 'app.kubernetes.io/name': 'volsync-maintenance' },
  });

  new VolsyncApp(app.chart('default', 'linkwarden', storage), { app: 'linkwarden', capacity: '4Gi' });
  new VolsyncApp(app.chart('default', 'grocy', storage), {
    app: 'grocy',
    capacity: '1Gi',
    mover: { uid: 1000, gid: 1000 },
  });
  new VolsyncApp(app.chart('observability', 'influxdb', storage), { app: 'influxdb', capacity: '30Gi' });
  new VolsyncApp(app.chart('work', 'windmill', storage), {
    app: 'windmill',
    capacity: '3Gi',
    mover: { uid: 1003, gid: 1003 },
    schedule: hourly.at(20),
  });
  return app;
}
