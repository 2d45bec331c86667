import {
  daily,
  defineCluster,
  destination,
  GitOpsApp,
  KopiaMaintenance,
  plan,
  s3Repository,
  sharedPrefix,
  VolsyncApp,
} from 'cdk8s-volsync-kopia';

const cluster = defineCluster({
  name: 'gitops-subfolder',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'onepassword' },
  storage: { storageClassName: 'ceph-block', volumeSnapshotClassName: 'csi-ceph-block' },
  mover: { uid: 1000, gid: 1000 },
  repositories: {
    garage: s3Repository({
      endpoint: 's3.home.arpa:3900',
      region: 'garage',
      bucket: 'backups',
      credentials: { item: 'garage' },
      secret: { item: 'kopia' },
      prefix: sharedPrefix('kopia/'),
    }),
  },
  primary: 'garage',
  plans: ({ garage }) => ({
    standard: plan(destination(garage, { schedule: daily, retention: { latest: 3, daily: 14 } })),
  }),
  defaultPlan: 'standard',
  // From the root of the Git repository, where Flux starts; `dist` below this folder is what the app writes.
  flux: { path: './backups/dist' },
});

const app = new GitOpsApp({ cluster });

new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: cluster.repositories.garage });
new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });

app.run();
