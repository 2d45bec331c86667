import {
  claimRepository,
  nfsRepository,
  prefixPerApp,
  s3Repository,
  sftpRepository,
  sharedPrefix,
  type UnnamedRepository,
} from '../../src';
import { ownedByApp } from '../../src/model/repository/repository';
import { moverSecretKeys, podSecretKeys } from '../../src/model/secrets/secret-keys';
import { table } from './table';

const box = { host: 'box.example.org', port: 2222, username: 'kopia', path: '/backups', knownHosts: '…' };

/** One of each sort of repository, as a page would show it. */
const SAMPLES: Readonly<Record<string, UnnamedRepository>> = {
  "nfsRepository({ access: 'mover-volumes' })": nfsRepository({
    server: 'nas.internal',
    path: '/mnt/backups',
    access: 'mover-volumes',
  }),
  "nfsRepository({ access: 'admission-policy' })": nfsRepository({
    server: 'nas.internal',
    path: '/mnt/backups',
    access: 'admission-policy',
  }),
  "claimRepository({ claim: 'backups' })": claimRepository({ claim: 'backups' }),
  "s3Repository({ prefix: sharedPrefix('kopia/') })": s3Repository({
    endpoint: 's3.example.org',
    bucket: 'backups',
    region: 'eu-central-1',
    prefix: sharedPrefix('kopia/'),
  }),
  's3Repository({ prefix: prefixPerApp, tls: false })': s3Repository({
    endpoint: 'minio.storage.svc:9000',
    bucket: 'backups',
    tls: false,
    prefix: prefixPerApp,
  }),
  'sftpRepository({ credentials: { privateKey } })': sftpRepository({
    ...box,
    credentials: { privateKey: 'SFTP_KEY_FILE' },
  }),
  'sftpRepository({ credentials: { password } })': sftpRepository({
    ...box,
    credentials: { password: 'SFTP_PASSWORD' },
  }),
};

/** The keys that a Secret must hold which exists, by the kind of repository that it opens. */
export function secretKeysTable(): string {
  const rows = Object.entries(SAMPLES).flatMap(([name, repository]) => {
    const filedAs = ownedByApp(repository) ? { app: '<app>', namespace: '<namespace>' } : undefined;
    const pods = new Set(podSecretKeys(repository).map(({ key }) => key));
    return moverSecretKeys(repository, filedAs).map(({ key, value }, index) => [
      index === 0 ? `\`${name}\`` : '',
      `\`${key}\``,
      value === undefined ? 'the secret' : `\`${value}\``,
      pods.has(key) ? 'yes' : '',
    ]);
  });
  return table(['repository', 'key', 'what movers and KopiaMaintenance read there', 'pods of Kopia read it'], rows);
}
