import {
  backblazeB2,
  type Cluster,
  claimRepository,
  cloudflareR2,
  defineCluster,
  destination,
  field,
  hourly,
  nfsRepository,
  plan,
  s3Repository,
  sftpRepository,
  sharedPrefix,
} from '../../src';
import { keyscan } from './ssh-keys';

const credentials = { item: 'bucket' };
const secret = { item: 'kopia' };
const path = '/backups';
const box = { host: 'box.internal', username: 'kopia', secret };

/** A cluster with something to do for every part of the platform. Nothing of it is done elsewhere. */
export const platform = defineCluster({
  name: 'platform',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
  storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
  mover: { uid: 568, gid: 568 },
  repositories: {
    nas: nfsRepository({ server: 'nas.internal', path, access: 'admission-policy', secret }),
    attic: nfsRepository({ server: 'attic.internal', path, access: 'mover-volumes', secret }),
    cellar: nfsRepository({
      server: 'fd00::5',
      path,
      access: 'admission-policy',
      mountPath: '/srv/kopia',
      squashesUsers: true,
      secret: { item: 'cellar', password: 'pass-phrase' },
    }),
    shared: s3Repository({
      endpoint: 'minio.storage.svc:9000',
      bucket: 'backups',
      credentials,
      secret,
      prefix: sharedPrefix('kopia'),
      tls: false,
    }),
    depot: s3Repository({
      endpoint: [field('HOST'), ':9000'],
      bucket: field('BUCKET'),
      credentials: { item: 'depot', accessKeyId: 'access-key', secretAccessKey: 'secret-key' },
      secret,
      customCa: { secretName: 'depot-ca', key: 'tls.crt' },
    }),
    copy: cloudflareR2({
      account: field('ACCOUNT'),
      bucket: 'backups',
      credentials,
      secret,
      prefix: sharedPrefix('nas/'),
    }),
    share: claimRepository({ claim: 'backups', secret }),
    drive: claimRepository({
      claim: 'drive',
      mountPath: '/mnt/kopia',
      squashesUsers: true,
      secret: { item: 'cellar', password: 'pass-phrase' },
    }),
    box: sftpRepository({
      ...box,
      path: '/kopia',
      credentials: { item: 'box', privateKey: 'private key' },
      knownHosts: keyscan('box.internal'),
    }),
    door: sftpRepository({
      ...box,
      port: 2222,
      path: '/door/',
      credentials: { item: 'box', password: 'PASSWORD' },
      knownHosts: field('KNOWN_HOSTS'),
    }),
    far: sftpRepository({
      ...box,
      host: 'fd00::6',
      path: '/copies/nas',
      credentials: { item: 'box', privateKey: 'private key' },
      knownHosts: field('KNOWN_HOSTS'),
    }),
    mirror: backblazeB2({ region: 'us-east-005', bucket: field('BUCKET'), credentials, secret }),
  },
  primary: 'nas',
  plans: ({ nas }) => ({ standard: plan(destination(nas, { schedule: hourly, retention: { daily: 7 } })) }),
  defaultPlan: 'standard',
});

/** The versions of Kubernetes that have admission policies, each in another way. */
export const minors = ['1.32', '1.33', '1.34', '1.35', '1.36'] as const;

/** The same cluster, on another Kubernetes. */
export function platformOn(kubernetes: (typeof minors)[number]): Cluster {
  return kubernetes === '1.36' ? platform : { ...platform, kubernetes, featureGates: ['MutatingAdmissionPolicy'] };
}
