import {
  cloudflareR2,
  defineCluster,
  destination,
  every,
  field,
  type GitOpsApp,
  KopiaMaintenance,
  plan,
  sharedPrefix,
  VolsyncApp,
} from '../../../src';

/** The home cluster after its NAS is lost: what was the copy is the primary repository now (docs/restore.md). */
export const lostNas = {
  cluster: defineCluster({
    name: 'home',
    kubernetes: '1.33',
    secretStore: { kind: 'ClusterSecretStore', name: 'onepassword-connect' },
    storage: { storageClassName: 'ceph-block', volumeSnapshotClassName: 'csi-ceph-block' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      r2: cloudflareR2({
        account: field('CLOUDFLARE_ACCOUNT_ID'),
        bucket: field('VOLSYNC_KOPIA_R2_BUCKET'),
        credentials: {
          item: 'cloudflare',
          accessKeyId: 'VOLSYNC_KOPIA_R2_ACCESS_KEY',
          secretAccessKey: 'VOLSYNC_KOPIA_R2_SECRET_ACCESS_KEY',
        },
        secret: { item: 'kopia' },
        prefix: sharedPrefix('nas/'),
      }),
    },
    primary: 'r2',
    plans: ({ r2 }) => ({
      standard: plan(destination(r2, { schedule: every(6).hours, retention: { daily: 7 } })),
    }),
    defaultPlan: 'standard',
  }),
  app: (app: GitOpsApp) => {
    new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), {
      repository: lostNas.cluster.repositories.r2,
    });
    new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', capacity: '15Gi' });
  },
};
