import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimRepository, existingSecret, s3Repository, sftpRepository } from '../../src';
import { boundCache } from '../../src/engines/volsync/cache-binding';
import { keyscan } from '../support/ssh-keys';
import { counted } from './support/counts';
import { describeSite } from './support/site-needs';

const secrets = existingSecret(() => 'mine');
const box = { host: 'box.internal', username: 'kopia', path: '/srv', knownHosts: keyscan('box.internal') };
const KINDS = {
  filesystem: claimRepository({ claim: 'backups', secrets }),
  s3: s3Repository({ endpoint: 's3.example.org', bucket: 'backups', secrets }),
  sftp: sftpRepository({ ...box, secrets }),
};

/** What Kopia keeps of a connection that the mover has made. */
const CONNECTED = {
  filesystem: { path: '/mnt/repository' },
  s3: {
    bucket: 'backups',
    prefix: 'kopia/romm/',
    endpoint: 's3.example.org',
    accessKeyID: 'id',
    secretAccessKey: 'key',
  },
  sftp: { path: '/srv', host: 'box.internal', port: 22, username: 'kopia', keyfile: '/k', knownHostsData: 'box ssh' },
};

const KEYS = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' };
const SFTP = { SFTP_HOST: 'box.internal', SFTP_USERNAME: 'kopia', SFTP_PATH: '/srv', SFTP_KNOWN_HOSTS_DATA: 'box ssh' };
const URL = 's3://backups/kopia/romm/';

type Kind = keyof typeof KINDS;
type Case = readonly [kind: Kind, secret: Readonly<Record<string, string>>];

/** Secrets of which the mover makes the connection above. */
const SAME: readonly Case[] = [
  ['filesystem', { KOPIA_REPOSITORY: 'filesystem:///mnt/repository' }],
  ['filesystem', { KOPIA_REPOSITORY: 'filesystem:///mnt//repository/' }],
  ['s3', { KOPIA_REPOSITORY: URL, KOPIA_S3_ENDPOINT: 's3.example.org', ...KEYS }],
  ['s3', { KOPIA_REPOSITORY: 's3://backups/kopia/romm', KOPIA_S3_ENDPOINT: 'https://s3.example.org', ...KEYS }],
  ['s3', { KOPIA_REPOSITORY: 's3://backups/kopia//romm', AWS_S3_ENDPOINT: 'http://s3.example.org', ...KEYS }],
  ['s3', { KOPIA_REPOSITORY: URL, KOPIA_S3_ENDPOINT: '', AWS_S3_ENDPOINT: 's3.example.org', ...KEYS }],
  [
    's3',
    { KOPIA_REPOSITORY: 's3://x/kopia/romm', KOPIA_S3_BUCKET: 'backups', KOPIA_S3_ENDPOINT: 's3.example.org', ...KEYS },
  ],
  ['sftp', { KOPIA_REPOSITORY: 'sftp://kopia@box.internal/srv', ...SFTP }],
  ['sftp', { KOPIA_REPOSITORY: 'sftp://any', ...SFTP, SFTP_PORT: '22', SFTP_PATH: '/srv/' }],
];

/** Secrets that name another place, or other keys. */
const OTHER: readonly Case[] = [
  ['filesystem', { KOPIA_REPOSITORY: 'filesystem:///mnt/other' }],
  ['filesystem', { KOPIA_REPOSITORY: URL, KOPIA_S3_ENDPOINT: 's3.example.org', ...KEYS }],
  ['s3', { KOPIA_REPOSITORY: 's3://backups/kopia/sonarr', KOPIA_S3_ENDPOINT: 's3.example.org', ...KEYS }],
  ['s3', { KOPIA_REPOSITORY: 's3://backups', KOPIA_S3_ENDPOINT: 's3.example.org', ...KEYS }],
  ['s3', { KOPIA_REPOSITORY: URL, ...KEYS }],
  ['s3', { KOPIA_REPOSITORY: URL, KOPIA_S3_ENDPOINT: 'other.example.org', AWS_S3_ENDPOINT: 's3.example.org', ...KEYS }],
  ['s3', { KOPIA_REPOSITORY: URL, KOPIA_S3_BUCKET: 'other', KOPIA_S3_ENDPOINT: 's3.example.org', ...KEYS }],
  ['s3', { KOPIA_REPOSITORY: URL, KOPIA_S3_ENDPOINT: 's3.example.org', ...KEYS, AWS_SECRET_ACCESS_KEY: 'new' }],
  ['sftp', { KOPIA_REPOSITORY: 'sftp://any', ...SFTP, SFTP_HOST: 'other.internal' }],
  ['sftp', { KOPIA_REPOSITORY: 'sftp://any', ...SFTP, SFTP_PORT: '2222' }],
  ['sftp', { KOPIA_REPOSITORY: 'sftp://any', ...SFTP, SFTP_PASSWORD: 'secret' }],
];

// In the mover's image there is a shell, and jq; no connection is made.
describeSite('the binding of a cache', suite, [], { jq: ['jq', '--version'] });

function suite() {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cache-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const run = ([kind, secret]: Case, type: Kind = kind) => {
    const script = boundCache({ storageClassName: 'local', capacity: '12Gi' }, { ...KINDS[kind], name: 'any' }) ?? '';
    writeFileSync(join(folder, 'kopia.config'), JSON.stringify({ storage: { type, config: CONNECTED[type] } }));
    writeFileSync(join(folder, 'contents'), 'cached');
    const env = { PATH: process.env.PATH, KOPIA_CACHE_DIR: folder, ...secret };
    const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { env, encoding: 'utf8' });
    return { status, stdout, stderr, kept: existsSync(join(folder, 'contents')) };
  };

  test.each(SAME)('a %s cache stays, and the backup goes on, with %j', (...each) => {
    expect(run(each)).toEqual({ status: 0, stdout: '', stderr: '', kept: true });
  });

  test.each(OTHER)('a %s cache is emptied, and the next try connects anew, with %j', (...each) => {
    const stdout = expect.stringContaining('It is emptied, and the next try connects anew.');
    expect(run(each)).toEqual({ status: 1, stdout, stderr: '', kept: false });
  });

  test('a cache of another kind of repository is emptied', () => {
    expect(run(['filesystem', { KOPIA_REPOSITORY: 'filesystem:///mnt/repository' }], 's3')).toMatchObject({
      status: 1,
      kept: false,
    });
  });

  afterAll(() => counted('cache binding', 'Secrets held against a connection', SAME.length + OTHER.length + 1));
}
