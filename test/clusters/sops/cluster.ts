import {
  BackupAlerts,
  defineCluster,
  destination,
  every,
  existingSecret,
  GitOpsApp,
  type GitOpsChartOptions,
  KopiaMaintenance,
  KopiaServer,
  MoverJitterPolicy,
  nfsRepository,
  plan,
  VolsyncApp,
  VolsyncOperator,
} from '../../../src';
import { asKopiaKeeps } from '../support/kopia-defaults';

/** What apps wait for. */
const storage = { dependsOn: [{ name: 'longhorn', namespace: 'longhorn-system' }] };

const cluster = defineCluster({
  name: 'sops',
  kubernetes: '1.34',
  featureGates: ['MutatingAdmissionPolicy'],
  secrets: existingSecret(({ app }) => (app === undefined ? 'volsync-maintenance' : `${app}-volsync`)),
  storage: {
    storageClassName: 'longhorn',
    volumeSnapshotClassName: 'longhorn',
    // Copies have one replica, and a snapshot does not outlive its volume.
    snapshotStorageClassName: 'longhorn-snapshot',
    snapshotsOutliveVolume: false,
    cache: { storageClassName: 'local-hostpath', capacity: '12Gi' },
  },
  mover: { uid: 977, gid: 977 },
  repositories: {
    nas: nfsRepository({
      server: '192.168.40.5',
      path: '/volume1/kopia',
      access: 'mover-volumes',
      maintenance: '50 0,12 * * *',
    }),
  },
  primary: 'nas',
  plans: ({ nas }) => ({
    standard: plan(
      destination(nas, {
        schedule: every(12).hours.at(0),
        retention: asKopiaKeeps({ hourly: 24, daily: 7, weekly: 5 }),
      }),
    ),
  }),
  defaultPlan: 'standard',
  restore: { enableFileDeletion: true, name: (app) => app },
  flux: { substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets' }] },
});

export function declare(): GitOpsApp {
  const app = new GitOpsApp({ cluster });
  const volsync = app.chart('volsync-system', 'volsync', {
    dependsOn: [
      { name: 'longhorn', namespace: 'longhorn-system' },
      { name: 'snapshot-controller', namespace: 'kube-system' },
    ],
  });
  new VolsyncOperator(volsync, { serviceMonitor: false });
  new BackupAlerts(volsync);
  new MoverJitterPolicy(volsync);
  const chart = (namespace: string, name: string, options?: GitOpsChartOptions) => {
    const made = app.chart(namespace, name, options);
    made.addDependency(volsync);
    return made;
  };
  const maintenance = chart('volsync-system', 'volsync-maintenance');
  new KopiaMaintenance(maintenance, {
    repository: cluster.repositories.nas,
    name: 'daily',
    cache: { storageClassName: 'local-hostpath', capacity: '12Gi' },
  });
  new KopiaServer(chart('volsync-system', 'kopia'), {
    repository: cluster.repositories.nas,
    secrets: existingSecret(() => 'kopia-secret'),
    hostname: 'kopia.example.com',
    gateway: { name: 'internal', namespace: 'network', sectionName: 'https' },
  });

  const apps = [
    ['default', 'actual', '512Mi'],
    ['default', 'memos', '1Gi'],
    ['media', 'emby', '25Gi', { capacity: '25Gi' }],
  ] as const;
  for (const [namespace, name, capacity, restoreCache] of apps) {
    new VolsyncApp(chart(namespace, name, storage), { app: name, capacity, restoreCache });
  }
  return app;
}
