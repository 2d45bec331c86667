import {
  BackupAlerts,
  defineCluster,
  destination,
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

const cluster = defineCluster({
  name: 'caches-as-claims',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'doppler' },
  storage: {
    storageClassName: 'ceph-block',
    volumeSnapshotClassName: 'csi-ceph-block',
    cache: { storageClassName: 'openebs-hostpath', capacity: '12Gi' },
  },
  mover: { uid: 2001, gid: 2001, fsGroupChangePolicy: 'Always' },
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
  const volsync = app.chart('storage', 'volsync');
  new VolsyncOperator(volsync);
  new BackupAlerts(volsync);
  new MoverJitterPolicy(volsync, { maxSeconds: 60 });
  const chart = (namespace: string, name: string) => {
    const made = app.chart(namespace, name);
    made.addDependency(volsync);
    return made;
  };
  const maintenance = chart('storage', 'volsync-maintenance');
  new KopiaMaintenance(maintenance, { repository: cluster.repositories.nas, name: 'daily' });

  new VolsyncApp(chart('data', 'cloudbeaver'), {
    app: 'cloudbeaver',
    claim: 'cloudbeaver-config',
    capacity: '1Gi',
    mover: { uid: 8978, gid: 8978 },
  });
  new VolsyncApp(chart('media', 'channels'), {
    app: 'channels',
    claim: 'channels-config',
    capacity: '50Gi',
    cache: { capacity: '50Gi' },
  });
  new VolsyncApp(chart('media', 'navidrome'), {
    app: 'navidrome',
    claim: 'navidrome-config',
    capacity: '5Gi',
  });
  new VolsyncApp(chart('security', 'authelia'), {
    app: 'authelia',
    claim: 'authelia-config',
    capacity: '12Gi',
  });
  return app;
}
