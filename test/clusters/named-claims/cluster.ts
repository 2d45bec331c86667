import {
  BackupAlerts,
  defineCluster,
  destination,
  externalSecrets,
  GitOpsApp,
  type GitOpsChartOptions,
  hourly,
  KopiaMaintenance,
  KopiaServer,
  MoverJitterPolicy,
  nfsRepository,
  plan,
  VolsyncApp,
  VolsyncOperator,
} from '../../../src';
import { asKopiaKeeps } from '../support/kopia-defaults';

const store = { kind: 'ClusterSecretStore', name: 'onepassword-connect' } as const;

/** What apps wait for. */
const storage = { dependsOn: [{ name: 'openebs', namespace: 'system' }] };

const cluster = defineCluster({
  name: 'named-claims',
  kubernetes: '1.36',
  secretStore: store,
  storage: { storageClassName: 'zfs-local', volumeSnapshotClassName: 'zfs-snapshots' },
  mover: { uid: 2500, gid: 2500 },
  repositories: {
    nas: nfsRepository({
      server: 'nas.internal',
      path: '/mnt/slow/kopia',
      access: 'mover-volumes',
      squashesUsers: true,
      secret: { item: 'volsync-template' },
      maintenance: '5 4,16 * * *',
    }),
  },
  primary: 'nas',
  plans: ({ nas }) => ({
    standard: plan(destination(nas, { schedule: hourly.at(0), retention: asKopiaKeeps({ hourly: 24, daily: 7 }) })),
  }),
  defaultPlan: 'standard',
  restore: { enableFileDeletion: true, name: (app) => `${app}-bootstrap` },
});

export function declare(): GitOpsApp {
  const app = new GitOpsApp({ cluster });
  const volsync = app.chart('system', 'volsync', {
    dependsOn: [
      { name: 'snapshot-controller', namespace: 'system' },
      { name: 'openebs', namespace: 'system' },
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
  const maintenance = chart('system', 'volsync-maintenance');
  new KopiaMaintenance(maintenance, {
    repository: cluster.repositories.nas,
    name: 'kopia-daily-maintenance',
    secretName: 'volsync-secret',
    labels: { 'app.kubernetes.io/name': 'volsync' },
  });
  new KopiaServer(chart('system', 'kopia'), {
    repository: cluster.repositories.nas,
    secrets: externalSecrets({ store, items: 'properties' }),
    hostname: 'kopia.example.com',
    gateway: { name: 'internal', namespace: 'network', sectionName: 'https' },
  });

  // Two claims of one app, each under a name of its own.
  new VolsyncApp(chart('media', 'storyteller', storage), {
    app: 'storyteller',
    claim: 'storyteller-config',
    capacity: '2Gi',
  });
  new VolsyncApp(chart('media', 'storyteller-metadata', storage), {
    app: 'storyteller-metadata',
    capacity: '20Gi',
  });
  new VolsyncApp(chart('office', 'docuseal', storage), {
    app: 'docuseal',
    claim: 'data-docuseal-0',
    capacity: '15Gi',
  });
  new VolsyncApp(chart('rss', 'tt-rss', storage), {
    app: 'tt-rss',
    claim: 'tt-rss-data',
    capacity: '1Gi',
    mover: { uid: 0, gid: 33 },
  });
  new VolsyncApp(chart('home', 'esphome', storage), { app: 'esphome', capacity: '1Gi' });
  return app;
}
