import {
  backblazeB2,
  cloudflareR2,
  daily,
  defineCluster,
  destination,
  every,
  field,
  hourly,
  nfsRepository,
  plan,
  prefixPerApp,
  sharedPrefix,
} from '../index';

/** The NAS, as it is called in the network. */
export const NAS = 'citadel.internal';

/** The home cluster: what all its apps share. */
export const home = defineCluster({
  name: 'home',
  kubernetes: '1.33',
  featureGates: ['MutatingAdmissionPolicy'],
  secretStore: { kind: 'ClusterSecretStore', name: 'onepassword-connect' },
  storage: {
    storageClassName: 'ceph-block',
    volumeSnapshotClassName: 'csi-ceph-block',
    cache: { storageClassName: 'openebs-hostpath', capacity: '8Gi' },
  },
  mover: { uid: 568, gid: 568 },
  repositories: {
    nas: nfsRepository({
      server: NAS,
      path: '/mnt/storage0/backups/VolsyncKopia',
      access: 'admission-policy',
      squashesUsers: true,
      secret: { item: 'kopia' },
      maintenance: every(6).hours.at(30),
    }),
    b2: backblazeB2({
      region: 'us-east-005',
      bucket: field('VOLSYNC_KOPIA_B2_BUCKET'),
      credentials: {
        item: 'backblaze',
        accessKeyId: 'VOLSYNC_KOPIA_B2_ACCESS_KEY',
        secretAccessKey: 'VOLSYNC_KOPIA_B2_SECRET_ACCESS_KEY',
      },
      secret: { item: 'kopia' },
      prefix: prefixPerApp,
      // The minute is that of the app's own backup.
      maintenance: daily.hour(4),
    }),
    // The off-site copy of `nas`; no app backs up here itself.
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
  primary: 'nas',
  plans: ({ nas, b2 }) => {
    const offsite = destination(b2, {
      schedule: daily,
      retention: { daily: 14, weekly: 4, monthly: 3, latest: 3 },
    });
    return {
      standard: plan(
        destination(nas, {
          schedule: every(6).hours,
          retention: { hourly: 4, daily: 7, weekly: 4, monthly: 3, latest: 4 },
        }),
        offsite,
      ),
      critical: plan(
        destination(nas, {
          schedule: hourly,
          retention: { hourly: 24, daily: 7, weekly: 4, monthly: 3, latest: 4 },
        }),
        offsite,
      ),
    };
  },
  defaultPlan: 'standard',
  restore: { enableFileDeletion: true },
  flux: { substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets' }] },
});
