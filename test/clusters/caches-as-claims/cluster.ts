import {
  BackupAlerts,
  defineCluster,
  destination,
  GitOpsApp,
  type GitOpsChartOptions,
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
  name: 'caches-as-claims',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'doppler' },
  storage: {
    storageClassName: 'ceph-block',
    volumeSnapshotClassName: 'csi-ceph-block',
    cache: { storageClassName: 'openebs-hostpath', capacity: '12Gi' },
  },
  mover: { uid: 2001, gid: 2001 },
  repositories: {
    nas: nfsRepository({
      server: 'atlas.home.arpa',
      path: '/mnt/hdd/volsync',
      access: 'mover-volumes',
      squashesUsers: true,
      secret: { item: 'volsync' },
      maintenance: '45 */8 * * *',
    }),
  },
  primary: 'nas',
  plans: ({ nas }) => ({
    standard: plan(destination(nas, { schedule: hourly.at(0), retention: asKopiaKeeps({ hourly: 24, daily: 7 }) })),
  }),
  defaultPlan: 'standard',
  restore: { enableFileDeletion: true },
});

export function declare(): GitOpsApp {
  const app = new GitOpsApp({ cluster });
  const volsync = app.chart('storage', 'volsync', {
    dependsOn: [{ name: 'snapshot-controller', namespace: 'storage' }],
  });
  new VolsyncOperator(volsync, { serviceMonitor: false });
  new BackupAlerts(volsync);
  new MoverJitterPolicy(volsync, { maxSeconds: 60 });
  const chart = (namespace: string, name: string, options?: GitOpsChartOptions) => {
    const made = app.chart(namespace, name, options);
    made.addDependency(volsync);
    return made;
  };
  const maintenance = chart('storage', 'volsync-maintenance');
  new KopiaMaintenance(maintenance, {
    repository: cluster.repositories.nas,
    name: 'daily',
    secretName: 'volsync-maintenance-secret',
  });

  new VolsyncApp(chart('data', 'cloudbeaver', storage), {
    app: 'cloudbeaver',
    claim: 'cloudbeaver-config',
    capacity: '1Gi',
    mover: { uid: 8978, gid: 8978 },
  });
  new VolsyncApp(chart('media', 'channels', storage), {
    app: 'channels',
    claim: 'channels-config',
    capacity: '50Gi',
    cache: { capacity: '50Gi' },
  });
  new VolsyncApp(chart('media', 'navidrome', storage), {
    app: 'navidrome',
    claim: 'navidrome-config',
    capacity: '5Gi',
  });
  new VolsyncApp(chart('security', 'authelia', storage), {
    app: 'authelia',
    claim: 'authelia-config',
    capacity: '12Gi',
  });
  return app;
}
