import {
  BackupAlerts,
  defineCluster,
  destination,
  field,
  GitOpsApp,
  hourly,
  KopiaMaintenance,
  MoverJitterPolicy,
  plan,
  s3Repository,
  sharedPrefix,
  VolsyncApp,
  VolsyncOperator,
} from '../../../src';
import { asKopiaKeeps } from '../support/kopia-defaults';

const keeps = { hourly: 24, daily: 7, weekly: 2, monthly: 1 };

const cluster = defineCluster({
  name: 's3',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'infisical' },
  storage: {
    storageClassName: 'local-csi',
    volumeSnapshotClassName: 'local-csi',
    cache: { storageClassName: 'local-csi', capacity: '12Gi' },
  },
  mover: { uid: 10500, gid: 10500 },
  podLabels: { 'egress.home.arpa/internet': 'allow' },
  repositories: {
    garage: s3Repository({
      endpoint: field('garage_endpoint'),
      bucket: field('KOPIA_BUCKET'),
      prefix: sharedPrefix(''),
      credentials: { item: 'garage', accessKeyId: 'garage_access_key', secretAccessKey: 'garage_secret_key' },
      secret: { item: 'volsync' },
      maintenance: '10 */6 * * *',
    }),
  },
  primary: 'garage',
  plans: ({ garage }) => ({
    standard: plan(destination(garage, { schedule: hourly.at(0), retention: asKopiaKeeps(keeps) })),
  }),
  defaultPlan: 'standard',
  restore: { enableFileDeletion: true, name: (app) => `${app}-bootstrap` },
  flux: { substituteFrom: [{ kind: 'ConfigMap', name: 'cluster-settings' }] },
});

export function declare(): GitOpsApp {
  const app = new GitOpsApp({ cluster });
  const volsync = app.chart('volsync-system', 'volsync', {
    dependsOn: [{ name: 'democratic-csi', namespace: 'storage' }],
  });
  new VolsyncOperator(volsync, { serviceMonitor: false });
  new BackupAlerts(volsync);
  new MoverJitterPolicy(volsync, { maxSeconds: 300 });
  const chart = (namespace: string, name: string) => {
    const made = app.chart(namespace, name);
    made.addDependency(volsync);
    return made;
  };
  const maintenance = chart('volsync-system', 'volsync-maintenance');
  new KopiaMaintenance(maintenance, {
    repository: cluster.repositories.garage,
    name: 'kopia-daily-maintenance',
    mover: { uid: 1000, gid: 1000 },
    secretName: 'volsync-secret',
    labels: { 'app.kubernetes.io/name': 'volsync' },
  });

  new VolsyncApp(chart('downloads', 'autobrr'), { app: 'autobrr', capacity: '1Gi' });
  new VolsyncApp(chart('home', 'baikal'), { app: 'baikal', capacity: '1Gi' });
  new VolsyncApp(chart('home', 'tandoor'), {
    app: 'tandoor',
    capacity: '5Gi',
    retention: asKopiaKeeps({ ...keeps, weekly: 8, monthly: 12 }),
  });
  new VolsyncApp(chart('network', 'unifi'), { app: 'unifi', capacity: '8Gi', mover: { uid: 0, gid: 0 } });
  return app;
}
