import { ApiObject, JsonPatch } from 'cdk8s';
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

const podLabels = { 'egress.home.arpa/internet': 'allow' };

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
  mover: { uid: 10500, gid: 10500, fsGroupChangePolicy: 'Always' },
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
  const volsync = app.chart('volsync-system', 'volsync');
  new VolsyncOperator(volsync);
  new BackupAlerts(volsync);
  new MoverJitterPolicy(volsync, { maxSeconds: 300 });
  const chart = (namespace: string, name: string) => {
    const made = app.chart(namespace, name);
    made.addDependency(volsync);
    return made;
  };
  const maintenance = chart('volsync-system', 'volsync-maintenance');
  const maintainer = new KopiaMaintenance(maintenance, {
    repository: cluster.repositories.garage,
    name: 'kopia-daily-maintenance',
    mover: { uid: 1000, gid: 1000 },
  });
  ApiObject.of(maintainer).addJsonPatch(JsonPatch.add('/spec/moverPodLabels/egress.home.arpa~1internet', 'allow'));

  new VolsyncApp(chart('downloads', 'autobrr'), { podLabels, app: 'autobrr', capacity: '1Gi' });
  new VolsyncApp(chart('home', 'baikal'), { podLabels, app: 'baikal', capacity: '1Gi' });
  new VolsyncApp(chart('home', 'tandoor'), {
    podLabels,
    app: 'tandoor',
    capacity: '5Gi',
    retention: asKopiaKeeps({ ...keeps, weekly: 8, monthly: 12 }),
  });
  new VolsyncApp(chart('network', 'unifi'), { podLabels, app: 'unifi', capacity: '8Gi', mover: { uid: 0, gid: 0 } });
  return app;
}
