import {
  CloudSyncCronJob,
  daily,
  defineCluster,
  destination,
  field,
  InitializeRepository,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  KopiaServer,
  KopiaVerify,
  nfsRepository,
  plan,
  type SecretStore,
  s3Repository,
  sftpRepository,
  sharedPrefix,
  VolsyncApp,
} from '../../../src';
import { isKustomizeConfig, type Manifest, manifestsIn } from '../../support/manifest-tree';
import { filesOf } from '../../support/synth';
import type { Items } from './full-vault';
import type { Synced, Vault } from './secrets';

/** Names as people give them. Two items have a field of one name. */
const names = {
  password: 'pass phrase',
  accessKeyId: 'access-key.id',
  secretAccessKey: 'pass phrase',
  bucket: 'Behälter 🪣',
  host: '2nd (host)',
  user: 'user-name',
  login: 'PASS',
  cookieKey: 'cookie-key',
  privateKey: 'Private-key / ed25519',
  serverPassword: 'pass phrase',
  knownHosts: 'known.hosts',
  readId: 'id (read only)',
} as const;

/** The fields of such names that are read. */
export const oddItems: Items = {
  kopia: [names.password],
  'my bucket': [names.accessKeyId, names.secretAccessKey, names.bucket, names.host],
  'my reader': [names.readId, names.secretAccessKey],
  'web/login': [names.user, names.login, names.cookieKey],
  'box (new)': [names.privateKey, names.serverPassword, names.knownHosts],
};

const secret = { item: 'kopia', password: names.password };
const { accessKeyId, secretAccessKey } = names;
const inBucket = {
  secret,
  credentials: { item: 'my bucket', accessKeyId, secretAccessKey },
  bucket: field(names.bucket),
  endpoint: [field(names.host), ':9000'],
} as const;
const server = {
  secret,
  host: 'box.internal',
  port: 2222,
  username: 'kopia',
  path: '/100%/"kopia"',
  knownHosts: field(names.knownHosts),
} as const;
const login = { item: 'web/login', username: field(names.user), password: names.login, cookieKey: names.cookieKey };

/** Everything that makes a Secret, from a vault with such names. */
export function oddObjects(secretStore: SecretStore): Manifest[] {
  const cluster = defineCluster({
    name: 'odd',
    kubernetes: '1.36',
    secretStore,
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      nas: nfsRepository({ server: 'nas.internal', path: '/backups', access: 'mover-volumes', secret }),
      own: s3Repository({ ...inBucket, prefix: sharedPrefix('own'), tls: false }),
      copy: s3Repository({ ...inBucket, prefix: sharedPrefix('nas'), region: 'auto' }),
      key: sftpRepository({ ...server, credentials: { item: 'box (new)', privateKey: names.privateKey } }),
      door: sftpRepository({
        ...server,
        path: '/door',
        credentials: { item: 'box (new)', password: names.serverPassword },
      }),
    },
    primary: 'nas',
    plans: ({ nas, own, key, door }) => ({
      standard: plan(
        ...[nas, own, key, door].map((each) => destination(each, { schedule: daily, retention: { daily: 7 } })),
      ),
    }),
    defaultPlan: 'standard',
  });
  const { nas, own, copy, key, door } = cluster.repositories;
  const files = filesOf((app) => {
    const chart = app.chart('storage', 'everything');
    new VolsyncApp(chart, { app: 'romm' });
    new KopiaMaintenance(chart, { repository: nas });
    new KopiaMaintenance(chart, { repository: door });
    for (const repository of [own, key]) {
      new KopiaMaintenanceCronJob(chart, { repository });
    }
    new CloudSyncCronJob(chart, { from: nas, to: copy });
    for (const repository of [nas, own, key, door]) {
      new KopiaVerify(chart, { repository });
      new InitializeRepository(chart, { repository });
      new KopiaServer(chart, { repository, name: `kopia-${repository.name}`, login });
    }
    const reader = { item: 'my reader', accessKeyId: names.readId, secretAccessKey };
    new KopiaServer(chart, 'reader', { repository: own, name: 'kopia-reader', login, credentials: reader });
  }, cluster);
  return [...files]
    .map(([path, text]) => ({ path, text }))
    .filter((file) => !isKustomizeConfig(file))
    .flatMap(manifestsIn);
}

/** What is to be in those Secrets, by name. Of a file of Kopia's only where it says that the repository is. */
export function oddSecrets(vault: Vault): Record<string, object> {
  const of = (item: string, name: string) => vault[item]?.[name] ?? '';
  const bucket = of('my bucket', names.bucket);
  const endpoint = `${of('my bucket', names.host)}:9000`;
  const disk = { KOPIA_PASSWORD: of('kopia', names.password) };
  const keys = {
    ...disk,
    AWS_ACCESS_KEY_ID: of('my bucket', names.accessKeyId),
    AWS_SECRET_ACCESS_KEY: of('my bucket', names.secretAccessKey),
  };
  const onDisk = { type: 'filesystem', config: { path: '/repository' } };
  const own = { type: 's3', config: { bucket, endpoint, prefix: 'own/', doNotUseTLS: true } };
  const copy = { type: 's3', config: { bucket, endpoint, prefix: 'nas/', region: 'auto' } };
  const mounted = { ...disk, KOPIA_REPOSITORY: 'filesystem:///mnt/repository' };
  const url = { KOPIA_REPOSITORY: `s3://${bucket}/own/`, KOPIA_S3_ENDPOINT: endpoint, KOPIA_S3_DISABLE_TLS: 'true' };
  const loggedIn = {
    KOPIA_SERVER_USERNAME: of('web/login', names.user),
    KOPIA_SERVER_PASSWORD: of('web/login', names.login),
    KOPIA_AUTH_COOKIE_SIGNING_KEY: of('web/login', names.cookieKey),
  };
  const { host, port, username, path: keyPath } = server;
  const knownHosts = of('box (new)', names.knownHosts);
  const onServer = { host, port, username, knownHostsData: knownHosts };
  const key = {
    type: 'sftp',
    config: { ...onServer, path: keyPath, keyData: of('box (new)', names.privateKey) },
  };
  const door = {
    type: 'sftp',
    config: { ...onServer, path: '/door', password: of('box (new)', names.serverPassword) },
  };
  const sftp = (path: string) => ({
    ...disk,
    KOPIA_REPOSITORY: `sftp://${username}@${host}:${port}${path}`,
    SFTP_HOST: host,
    SFTP_PORT: `${port}`,
    SFTP_USERNAME: username,
    SFTP_PATH: path,
    SFTP_KNOWN_HOSTS_DATA: knownHosts,
  });
  const byPassword = { ...sftp('/door'), SFTP_PASSWORD: door.config.password };
  return {
    'romm-volsync-secret': mounted,
    'romm-volsync-own-secret': { ...keys, ...url },
    'romm-volsync-key-secret': { ...sftp(keyPath), SFTP_KEY_FILE: key.config.keyData },
    'romm-volsync-door-secret': byPassword,
    'nas-maintenance-secret': mounted,
    'door-maintenance-secret': byPassword,
    'kopia-maintenance-own-secret': { ...keys, 'repository.config': own },
    'kopia-maintenance-key-secret': { ...disk, 'repository.config': key },
    'cloud-sync-copy-secret': { ...keys, 'repository.config': onDisk, 'destination.config': copy },
    'kopia-verify-nas-secret': { ...disk, 'repository.config': onDisk },
    'kopia-verify-own-secret': { ...keys, 'repository.config': own },
    'kopia-verify-key-secret': { ...disk, 'repository.config': key },
    'kopia-verify-door-secret': { ...disk, 'repository.config': door },
    'initialize-nas-secret': disk,
    'initialize-own-secret': { ...keys, 'storage.token': own },
    'initialize-key-secret': { ...disk, 'storage.token': key },
    'initialize-door-secret': { ...disk, 'storage.token': door },
    'kopia-nas-secret': disk,
    'kopia-nas-login-secret': loggedIn,
    'kopia-own-secret': { ...keys, 'repository.config': own },
    'kopia-own-login-secret': loggedIn,
    'kopia-reader-secret': { ...disk, 'repository.config': own },
    'kopia-reader-credentials-secret': {
      AWS_ACCESS_KEY_ID: of('my reader', names.readId),
      AWS_SECRET_ACCESS_KEY: of('my reader', names.secretAccessKey),
    },
    'kopia-reader-login-secret': loggedIn,
    'kopia-key-secret': { ...disk, 'repository.config': key },
    'kopia-key-login-secret': loggedIn,
    'kopia-door-secret': { ...disk, 'repository.config': door },
    'kopia-door-login-secret': loggedIn,
  };
}

/** The Secrets that were made, in the same words. */
export function inShort(secrets: Synced['secrets']): Record<string, object> {
  return Object.fromEntries(
    [...secrets].map(([secret, data]) => [
      // Flux must not take two tries to create a repository for one, so their names have a hash.
      secret.replace('storage/', '').replace(/^(initialize-\w+)-[0-9a-f]{8}-/, '$1-'),
      Object.fromEntries(Object.entries(data).map(([key, value]) => [key, place(key, value)])),
    ]),
  );
}

function place(key: string, value: string): unknown {
  if (key.endsWith('.config')) return JSON.parse(value).storage;
  if (key.endsWith('.token')) return JSON.parse(Buffer.from(value, 'base64url').toString()).storage;
  return value;
}
