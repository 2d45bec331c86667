import {
  backblazeB2,
  claimRepository,
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
  sftpRepository,
  sharedPrefix,
} from '../../src';
import { keyscan } from './ssh-keys';

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
    share: claimRepository({ claim: 'backups', secret, maintainedElsewhere: true }),
    box: sftpRepository({
      host: 'box.internal',
      port: 2222,
      username: 'kopia',
      path: '/backups',
      credentials: { item: 'box', privateKey: 'PRIVATE_KEY' },
      knownHosts: keyscan('[box.internal]:2222'),
      secret,
      maintainedElsewhere: true,
    }),
    r2: cloudflareR2({
      account: field('ACCOUNT'),
      bucket: 'backups',
      credentials,
      secret,
      prefix: prefixPerNamespacedApp,
    }),
    garage: s3Repository({
      endpoint: 'garage.storage.svc:3900',
      bucket: 'backups',
      region: 'garage',
      credentials,
      secret,
      customCa: { configMapName: 'garage-ca' },
      maintainedElsewhere: true,
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
