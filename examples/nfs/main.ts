import {
  defineCluster,
  destination,
  GitOpsApp,
  hourly,
  KopiaMaintenance,
  nfsRepository,
  plan,
  VolsyncApp,
  VolsyncOperator,
} from 'cdk8s-volsync-kopia';

const cluster = defineCluster({
  name: 'nfs',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'onepassword' },
  storage: { storageClassName: 'ceph-block', volumeSnapshotClassName: 'csi-ceph-block' },
  mover: { uid: 568, gid: 568 },
  repositories: {
    // Every mover carries the mount itself: nothing to switch on in the API server.
    nas: nfsRepository({
      server: 'nas.internal',
      path: '/mnt/backups/kopia',
      access: 'mover-volumes',
      secret: { item: 'kopia' },
    }),
  },
  primary: 'nas',
  plans: ({ nas }) => ({
    standard: plan(destination(nas, { schedule: hourly, retention: { latest: 4, hourly: 24, daily: 7, weekly: 4 } })),
  }),
  defaultPlan: 'standard',
});

const app = new GitOpsApp({ cluster });

const operator = app.chart('storage', 'volsync');
new VolsyncOperator(operator);

// All apps share the repository, so it has one maintainer.
const maintenance = app.chart('storage', 'kopia-maintenance');
new KopiaMaintenance(maintenance, { repository: cluster.repositories.nas });
maintenance.addDependency(operator);

const romm = app.chart('games', 'romm');
new VolsyncApp(romm, { app: 'romm' });
romm.addDependency(operator);

app.run();
