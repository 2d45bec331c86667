import {
  BackupAlerts,
  defineCluster,
  destination,
  every,
  GitOpsApp,
  type GitOpsChartOptions,
  KopiaMaintenance,
  KopiaServer,
  MoverJitterPolicy,
  NfsInjectionPolicy,
  NfsScaler,
  nfsRepository,
  plan,
  type StorageProfile,
  VolsyncApp,
  VolsyncOperator,
} from '../../../src';
import { asKopiaKeeps } from '../support/kopia-defaults';

/** What apps wait for. */
const storage = { dependsOn: [{ name: 'rook-ceph-cluster', namespace: 'rook-ceph' }] };

const cluster = defineCluster({
  name: 'nfs-by-policy',
  kubernetes: '1.34',
  featureGates: ['MutatingAdmissionPolicy'],
  secretStore: { kind: 'ClusterSecretStore', name: 'onepassword' },
  storage: {
    storageClassName: 'rook-rbd',
    volumeSnapshotClassName: 'rook-rbd-snapshots',
    cache: { storageClassName: 'local-hostpath', capacity: '12Gi' },
  },
  mover: { uid: 1001, gid: 1001 },
  repositories: {
    nas: nfsRepository({
      server: 'tank.home.arpa',
      path: '/mnt/tank/kopia',
      access: 'admission-policy',
      secret: { item: 'volsync' },
      maintenance: '15 2,14 * * *',
    }),
  },
  primary: 'nas',
  plans: ({ nas }) => ({
    standard: plan(
      destination(nas, {
        schedule: every(6).hours,
        retention: asKopiaKeeps({ hourly: 24, daily: 14, weekly: 6 }),
      }),
    ),
  }),
  defaultPlan: 'standard',
  restore: { enableFileDeletion: true },
});

const { nas } = cluster.repositories;

const shared: StorageProfile = {
  storageClassName: 'rook-cephfs',
  volumeSnapshotClassName: 'rook-cephfs-snapshots',
  accessModes: ['ReadWriteMany'],
  snapshotAccessModes: ['ReadOnlyMany'],
};

const prometheus = 'http://prometheus-operated.monitoring.svc.cluster.local:9090';

export function declare(): GitOpsApp {
  const app = new GitOpsApp({ cluster });
  const volsync = app.chart('backup', 'volsync', {
    dependsOn: [{ name: 'snapshot-controller', namespace: 'kube-system' }],
  });
  new VolsyncOperator(volsync, { serviceMonitor: false });
  new BackupAlerts(volsync);
  new MoverJitterPolicy(volsync, { maxSeconds: 45 });
  new NfsInjectionPolicy(volsync, { repository: nas });
  const chart = (namespace: string, name: string, options?: GitOpsChartOptions) => {
    const made = app.chart(namespace, name, options);
    made.addDependency(volsync);
    return made;
  };
  const maintenance = chart('backup', 'volsync-maintenance');
  new KopiaMaintenance(maintenance, {
    repository: nas,
    name: 'daily',
    secretName: 'volsync-maintenance-secret',
    labels: { 'app.kubernetes.io/name': 'volsync-maintenance' },
  });
  const kopia = chart('backup', 'kopia');
  new KopiaServer(kopia, {
    repository: nas,
    hostname: 'kopia.example.com',
    gateway: { name: 'internal', namespace: 'gateway', sectionName: 'https' },
  });
  new NfsScaler(kopia, {
    app: 'kopia',
    name: 'kopia',
    query: 'max_over_time(probe_success{instance=~".+:2049"}[2m])',
    serverAddress: prometheus,
    cooldownPeriod: 0,
  });

  new VolsyncApp(chart('dev', 'forgejo', storage), {
    app: 'forgejo',
    capacity: '20Gi',
    cache: { capacity: '20Gi' },
    schedule: '7 */6 * * *',
  });
  new VolsyncApp(chart('office', 'nextcloud', storage), {
    app: 'nextcloud',
    capacity: '50Gi',
    cache: { capacity: '50Gi' },
    schedule: '19 */6 * * *',
    storage: shared,
  });
  new VolsyncApp(chart('office', 'planka', storage), {
    app: 'planka',
    capacity: '2Gi',
    schedule: '31 */6 * * *',
  });
  const photoview = chart('photos', 'photoview', storage);
  new VolsyncApp(photoview, { app: 'photoview', capacity: '10Gi', schedule: '43 2,14 * * *' });
  new NfsScaler(photoview, {
    app: 'photoview',
    name: 'photoview',
    query: 'max_over_time(probe_success{instance=~".+:2049"}[2m])',
    serverAddress: prometheus,
    cooldownPeriod: 0,
  });
  return app;
}
