import {
  backblazeB2,
  cloudflareR2,
  daily,
  defineCluster,
  destination,
  field,
  hourly,
  nfsRepository,
  plan,
  prefixPerApp,
  prefixPerNamespacedApp,
  s3Repository,
  sharedPrefix,
} from '../../src';

const credentials = { item: 'bucket' };
const secret = { item: 'kopia' };
const retention = { hourly: 24, daily: 7 };

/** A cluster with one repository of each sort, for which somebody else maintains and mounts what is shared. */
export const everything = defineCluster({
  name: 'everything',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
  storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
  mover: { uid: 568, gid: 568 },
  repositories: {
    nas: nfsRepository({
      server: 'nas.internal',
      path: '/backups',
      access: 'admission-policy',
      secret,
      injectedElsewhere: true,
      maintainedElsewhere: true,
    }),
    attic: nfsRepository({
      server: 'attic.internal',
      path: '/backups',
      access: 'mover-volumes',
      secret,
      maintainedElsewhere: true,
    }),
    shared: s3Repository({
      endpoint: 'minio.storage.svc:9000',
      bucket: 'backups',
      credentials,
      secret,
      prefix: sharedPrefix('kopia'),
      tls: false,
      maintainedElsewhere: true,
    }),
    b2: backblazeB2({
      region: 'us-east-005',
      bucket: field('BUCKET'),
      credentials,
      secret,
      prefix: prefixPerApp,
      maintenance: daily.hour(4),
    }),
    r2: cloudflareR2({
      account: field('ACCOUNT'),
      bucket: 'backups',
      credentials,
      secret,
      prefix: prefixPerNamespacedApp,
    }),
  },
  primary: 'nas',
  plans: ({ nas, b2, r2 }) => {
    const local = destination(nas, { schedule: hourly, retention });
    return {
      standard: plan(local),
      cloud: plan(local, destination(b2, { schedule: daily, retention: { daily: 14 } })),
      both: plan(
        local,
        destination(b2, { schedule: daily, retention: { daily: 14 } }),
        destination(r2, { schedule: daily.hour(2), retention: { daily: 14 } }),
      ),
    };
  },
  defaultPlan: 'standard',
});
