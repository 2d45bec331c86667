import {
  backblazeB2,
  CloudSyncCronJob,
  type Cluster,
  cloudflareR2,
  daily,
  defineCluster,
  destination,
  field,
  hourly,
  KopiaMaintenance,
  nfsRepository,
  plan,
  type S3Prefix,
  sharedPrefix,
  VolsyncApp,
} from '../../../src';
import type { Manifest } from '../../support/manifest-tree';
import { emitted } from './backup-site';
import { CACHED, share } from './mover-cases';

/** How the cached app's cluster is declared at one time of a story. */
export interface Declared {
  /** Where it backs up to first: the NAS, or the copy of it while the NAS is lost. */
  readonly primary: 'share' | 'copy';
  /** How the bucket is divided to which it backs up as well. */
  readonly prefix: S3Prefix;
  /** The copy is begun. */
  readonly firstSeeding?: true;
  /** New claims are filled from the bucket. */
  readonly fromBucket?: true;
}

/** What is in the output at that time. */
export function declared({ primary, prefix, firstSeeding, fromBucket }: Declared): Manifest[] {
  const cluster = clusterOf(primary, prefix);
  const { repositories } = cluster;
  return emitted((app) => {
    const platform = app.chart(CACHED.namespace, 'platform');
    new KopiaMaintenance(platform, { repository: repositories[primary] });
    if (primary === 'share') {
      const [from, to] = [repositories.share, repositories.copy];
      new CloudSyncCronJob(platform, { from, to, mode: firstSeeding ? 'add' : 'mirror', firstSeeding });
    }
    const restore = fromBucket && { from: repositories.bucket };
    new VolsyncApp(app.chart(CACHED.namespace, CACHED.app), { app: CACHED.app, restore });
  }, cluster as Cluster);
}

const clusterOf = (primary: Declared['primary'], prefix: S3Prefix) =>
  defineCluster({
    name: 'movers',
    kubernetes: '1.36',
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: {
      storageClassName: 'block',
      volumeSnapshotClassName: 'block-snapshots',
      cache: { storageClassName: 'local', capacity: '8Gi' },
    },
    mover: { uid: 568, gid: 568 },
    repositories: {
      share: nfsRepository({ ...share, access: 'mover-volumes', secret: { item: 'kopia' } }),
      bucket: backblazeB2({
        region: 'us-east-005',
        bucket: field('VOLSYNC_KOPIA_B2_BUCKET'),
        credentials: {
          item: 'backblaze',
          accessKeyId: 'VOLSYNC_KOPIA_B2_ACCESS_KEY',
          secretAccessKey: 'VOLSYNC_KOPIA_B2_SECRET_ACCESS_KEY',
        },
        secret: { item: 'kopia' },
        prefix,
      }),
      copy: cloudflareR2({
        account: field('CLOUDFLARE_ACCOUNT_ID'),
        bucket: field('VOLSYNC_KOPIA_R2_BUCKET'),
        credentials: {
          item: 'cloudflare',
          accessKeyId: 'VOLSYNC_KOPIA_R2_ACCESS_KEY',
          secretAccessKey: 'VOLSYNC_KOPIA_R2_SECRET_ACCESS_KEY',
        },
        secret: { item: 'kopia' },
        prefix: sharedPrefix('share/'),
      }),
    },
    primary,
    plans: ({ bucket, ...all }) => ({
      standard: plan(
        destination(all[primary], { schedule: hourly, retention: { latest: 4 } }),
        destination(bucket, { schedule: daily, retention: { daily: 7 } }),
      ),
    }),
    defaultPlan: 'standard',
  });
