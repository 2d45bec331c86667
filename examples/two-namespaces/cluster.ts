import {
  cloudflareR2,
  daily,
  defineCluster,
  destination,
  every,
  field,
  hourly,
  nfsRepository,
  plan,
  prefixPerNamespacedApp,
} from 'cdk8s-volsync-kopia';

export const cluster = defineCluster({
  name: 'two-namespaces',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'onepassword' },
  storage: { storageClassName: 'ceph-block', volumeSnapshotClassName: 'csi-ceph-block' },
  mover: { uid: 568, gid: 568 },
  repositories: {
    nas: nfsRepository({
      server: 'nas.internal',
      path: '/mnt/backups/kopia',
      access: 'mover-volumes',
      secret: { item: 'kopia' },
    }),
    r2: cloudflareR2({
      account: field('ACCOUNT'),
      bucket: 'backups',
      credentials: { item: 'cloudflare' },
      secret: { item: 'kopia' },
      // The namespace is part of the prefix: `prefixPerApp` would put two apps of one name into one repository.
      prefix: prefixPerNamespacedApp,
    }),
  },
  primary: 'nas',
  plans: ({ nas, r2 }) => ({
    standard: plan(destination(nas, { schedule: every(6).hours, retention: { latest: 4, daily: 7, weekly: 4 } })),
    critical: plan(
      destination(nas, { schedule: hourly, retention: { latest: 4, hourly: 24, daily: 7, weekly: 4 } }),
      destination(r2, { schedule: daily, retention: { latest: 3, daily: 14, monthly: 6 } }),
    ),
  }),
  defaultPlan: 'standard',
});
