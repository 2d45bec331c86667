import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudflareR2, daily, defineCluster, destination, plan, s3Repository, sharedPrefix } from '../../../src';
import type { Site } from './backup-site';
import { makeCertificate } from './certificate';
import { startNetwork } from './network';
import { type S3Server, startS3Server } from './s3-server';

/** A bucket at home, whose server signs its certificate itself, and one in a cloud that everybody trusts. */
export interface BucketSite extends Site {
  readonly minio: S3Server;
  readonly r2: S3Server;
}

const MINIO = 'minio.internal';
const secret = { item: 'kopia' };

/** A cluster with both buckets. Each has keys of its own. */
export const buckets = defineCluster({
  name: 'buckets',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
  storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
  mover: { uid: 568, gid: 568 },
  repositories: {
    minio: s3Repository({
      endpoint: MINIO,
      bucket: 'backups',
      region: 'home',
      credentials: { item: 'minio' },
      secret,
      prefix: sharedPrefix('kopia/'),
      customCa: { configMapName: 'minio-ca' },
    }),
    r2: cloudflareR2({
      account: 'abc',
      jurisdiction: 'eu',
      bucket: 'copies',
      credentials: { item: 'cloudflare' },
      secret,
      prefix: sharedPrefix('minio/'),
    }),
  },
  primary: 'minio',
  plans: ({ minio }) => ({ standard: plan(destination(minio, { schedule: daily, retention: { daily: 7 } })) }),
  defaultPlan: 'standard',
});

export async function startBucketSite(): Promise<BucketSite> {
  const scratch = mkdtempSync(join(tmpdir(), 'buckets-'));
  const folder = (name: string) => {
    mkdirSync(join(scratch, name));
    return join(scratch, name);
  };
  const hosts = { '127.0.0.5': MINIO, '127.0.0.6': 'abc.eu.r2.cloudflarestorage.com' } as const;
  writeFileSync(
    join(scratch, 'hosts'),
    Object.entries({ '127.0.0.1': 'localhost', ...hosts })
      .map((line) => `${line.join(' ')}\n`)
      .join(''),
  );
  const [own, known] = [
    makeCertificate(folder('own'), [MINIO]),
    makeCertificate(folder('known'), Object.values(hosts)),
  ];
  const network = await startNetwork();
  const [minio, r2] = await Promise.all([
    startS3Server({ folder: folder('minio'), network, address: '127.0.0.5', region: 'home', certificate: own }),
    startS3Server({ folder: folder('r2'), network, address: '127.0.0.6', region: 'auto', certificate: known }),
  ]).catch((error) => {
    // Else it would keep the tests from ending.
    network.stop();
    throw error;
  });
  const authority = { 'ca.crt': readFileSync(own.certificate, 'utf8') };
  return {
    minio,
    r2,
    vault: {
      kopia: { KOPIA_PASSWORD: 'correct horse battery staple', notes: 'x' },
      minio: keysOf(minio),
      cloudflare: keysOf(r2),
    },
    network,
    reachesNetwork: () => true,
    exports: {},
    claims: {},
    configMaps: new Map(['storage', 'games'].map((namespace) => [`${namespace}/minio-ca`, authority])),
    files: {
      '/etc/hosts': join(scratch, 'hosts'),
      '/etc/ssl/certs/ca-certificates.crt': known.certificate,
    },
    scratch,
    stop: async () => {
      await Promise.all([minio.stop(), r2.stop()]);
      network.stop();
      rmSync(scratch, { recursive: true });
    },
  };
}

function keysOf({ keys }: S3Server) {
  return { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
}
