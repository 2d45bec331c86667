import { ownedByApp } from '../../../../src/model/repository/repository';
import { backblazeB2, cloudflareR2 } from '../../../../src/model/repository/s3/presets';
import { s3Problems } from '../../../../src/model/repository/s3/problems';
import {
  prefixPerApp,
  prefixPerNamespacedApp,
  type S3Prefix,
  type S3RepositoryOptions,
  s3Prefix,
  s3Repository,
  sharedPrefix,
} from '../../../../src/model/repository/s3/s3-repository';
import { every } from '../../../../src/model/schedule/schedule';
import { field, renderSecretText } from '../../../../src/model/values/secret-text';
import { lines } from '../../fixture';

const minimal: S3RepositoryOptions = {
  endpoint: 's3.example.com',
  bucket: 'my-backups',
  credentials: { item: 's3' },
  secret: { item: 'kopia' },
};

const all: Required<S3RepositoryOptions> = {
  endpoint: ['s3.', field('REGION'), '.example.com:9000'],
  bucket: field('BUCKET'),
  credentials: { item: 's3', accessKeyId: 'ID', secretAccessKey: 'KEY' },
  secret: { item: 'kopia', password: 'PASSWORD' },
  region: 'eu-central-1',
  prefix: prefixPerNamespacedApp,
  tls: false,
  maintenance: '30 4 * * *',
  maintainedElsewhere: true,
};

test('of an S3 repository only the place and the two vault items are asked', () => {
  expect(s3Repository(minimal)).toEqual({
    ...minimal,
    type: 's3',
    credentials: { item: 's3', accessKeyId: 'AWS_ACCESS_KEY_ID', secretAccessKey: 'AWS_SECRET_ACCESS_KEY' },
    secret: { item: 'kopia', password: 'KOPIA_PASSWORD' },
    region: undefined,
    prefix: { layout: 'shared', prefix: '' },
    tls: true,
    maintenance: every(6).hours,
    maintainedElsewhere: false,
  });
});

test('everything else can be said', () => {
  expect(s3Repository(all)).toEqual({ ...all, type: 's3' });
  expect(s3Problems('s3', s3Repository(all))).toEqual([]);
});

test.each([undefined, null])('an option that is %p is one that is left out: above all, TLS stays on', (nothing) => {
  const repository = s3Repository({
    ...minimal,
    tls: nothing as undefined,
    prefix: nothing as undefined,
    maintenance: nothing as undefined,
    secret: { item: 'kopia', password: nothing as undefined },
    credentials: { item: 's3', accessKeyId: nothing as undefined },
  });
  expect({ ...repository, region: undefined }).toEqual(s3Repository(minimal));
});

test('Backblaze B2 is reached in the region of its endpoint, which is always sent', () => {
  const b2 = backblazeB2({ ...minimal, region: 'us-east-005' });
  expect([renderSecretText(b2.endpoint, String), b2.region, b2.tls]).toEqual([
    's3.us-east-005.backblazeb2.com',
    'us-east-005',
    true,
  ]);
});

test('Cloudflare R2 is reached at the address of the account, which may be a secret', () => {
  const r2 = cloudflareR2({ ...minimal, account: field('R2_ACCOUNT') });
  expect([renderSecretText(r2.endpoint, (name) => `<${name}>`), r2.region]).toEqual([
    '<R2_ACCOUNT>.r2.cloudflarestorage.com',
    'auto',
  ]);
});

test.each<[prefix: S3Prefix, path: string, owned: boolean]>([
  [sharedPrefix(''), '', false],
  [sharedPrefix('kopia'), 'kopia/', false],
  [sharedPrefix('home/kopia/'), 'home/kopia/', false],
  [prefixPerApp, 'romm/', true],
  [prefixPerNamespacedApp, 'games/romm/', true],
])('under %j an app writes to %p', (prefix, path, owned) => {
  const repository = s3Repository({ ...minimal, prefix });
  expect(s3Prefix(repository, { app: 'romm', namespace: 'games' })).toBe(path);
  expect(ownedByApp(repository)).toBe(owned);
});

test.each<object>([
  { endpoint: 'minio.storage.svc:9000' },
  { endpoint: field('ENDPOINT') },
  { bucket: 'my.backups' },
  { region: 'auto' },
  { prefix: sharedPrefix('home/kopia/') },
])('%j can be reached', (options) => {
  expect(s3Problems('s3', s3Repository({ ...minimal, ...options }))).toEqual([]);
});

const NOT_A_PREFIX = 'is not a prefix; use letters, digits, ".", "_", "-" and "/" between them (rule S1)';
const NOT_A_BUCKET = "is not a bucket; write its name of 3 to 63 lower-case characters, or field('…') (rule S1)";
const NOT_A_HOST = 'is not host or host:port; leave path and blanks out (rule S1)';

test.each<[options: object, message: string]>([
  [
    { endpoint: 'https://s3.example.com/bucket' },
    's3.endpoint: "https://s3.example.com/bucket" has a scheme, which decides nothing; write "s3.example.com", and tls: false for plain HTTP (rule S1)',
  ],
  [{ endpoint: 's3.example.com/bucket' }, `s3.endpoint: "s3.example.com/bucket" ${NOT_A_HOST}`],
  [{ endpoint: 's3.example.com:https' }, `s3.endpoint: "s3.example.com:https" ${NOT_A_HOST}`],
  [{ endpoint: '' }, `s3.endpoint: "" ${NOT_A_HOST}`],
  [{ endpoint: undefined }, `s3.endpoint: undefined ${NOT_A_HOST}`],
  [{ endpoint: ['s3.', undefined] }, `s3.endpoint: ["s3.",null] ${NOT_A_HOST}`],
  [{ bucket: 'My-Backups' }, `s3.bucket: "My-Backups" ${NOT_A_BUCKET}`],
  [{ bucket: 'ab' }, `s3.bucket: "ab" ${NOT_A_BUCKET}`],
  [{ bucket: 'my..backups' }, `s3.bucket: "my..backups" ${NOT_A_BUCKET}`],
  [{ bucket: 's3://backups' }, `s3.bucket: "s3://backups" ${NOT_A_BUCKET}`],
  [{ bucket: undefined }, `s3.bucket: undefined ${NOT_A_BUCKET}`],
  [{ bucket: field('') }, `s3.bucket: {"field":""} ${NOT_A_BUCKET}`],
  [{ bucket: 5 }, `s3.bucket: 5 ${NOT_A_BUCKET}`],
  [{ region: '' }, 's3.region: "" is not a region; write its name, such as "us-east-005" (rule S1)'],
  [{ region: 'us east' }, 's3.region: "us east" is not a region; write its name, such as "us-east-005" (rule S1)'],
  [{ prefix: sharedPrefix('/kopia') }, `s3.prefix: "/kopia" ${NOT_A_PREFIX}`],
  [{ prefix: sharedPrefix('a//b') }, `s3.prefix: "a//b" ${NOT_A_PREFIX}`],
  [{ prefix: sharedPrefix('../other') }, `s3.prefix: "../other" ${NOT_A_PREFIX}`],
  [{ prefix: sharedPrefix('my backups') }, `s3.prefix: "my backups" ${NOT_A_PREFIX}`],
  [{ prefix: sharedPrefix(undefined as never) }, `s3.prefix: undefined ${NOT_A_PREFIX}`],
  [
    { prefix: 'kopia' },
    `s3.prefix: "kopia" is not a division of the bucket; use sharedPrefix('…'), prefixPerApp or prefixPerNamespacedApp (rule S1)`,
  ],
])('%j is refused', (options, message) => {
  expect(lines(s3Problems('s3', s3Repository({ ...minimal, ...options })))).toEqual([message]);
});

test('a preset without its place is refused, not sent to a host called undefined', () => {
  const repositories = [
    backblazeB2({ ...minimal, region: undefined as never }),
    cloudflareR2({ ...minimal, account: undefined as never }),
  ];
  expect(repositories.flatMap((each) => lines(s3Problems('s3', each)))).toEqual([
    `s3.endpoint: ["s3.",null,".backblazeb2.com"] ${NOT_A_HOST}`,
    `s3.endpoint: [null,".r2.cloudflarestorage.com"] ${NOT_A_HOST}`,
  ]);
});
