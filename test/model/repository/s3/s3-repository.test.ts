import { ownedByApp } from '../../../../src/model/repository/repository';
import { backblazeB2, cloudflareR2, type R2Jurisdiction } from '../../../../src/model/repository/s3/presets';
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
import { fluxVar } from '../../../../src/model/values/flux-var';
import { field, renderSecretText } from '../../../../src/model/values/secret-text';
import { byField } from '../../../support/secret-sources';
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
  secrets: byField,
  region: 'eu-central-1',
  prefix: prefixPerNamespacedApp,
  tls: true,
  customCa: { configMapName: 'minio-ca', key: 'ca.pem' },
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

test.each<[jurisdiction: R2Jurisdiction | undefined, host: string]>([
  ['eu', 'abc.eu.r2.cloudflarestorage.com'],
  ['fedramp', 'abc.fedramp.r2.cloudflarestorage.com'],
  [undefined, 'abc.r2.cloudflarestorage.com'],
])('in the jurisdiction %p the endpoint of Cloudflare R2 is %p', (jurisdiction, host) => {
  const r2 = cloudflareR2({ ...minimal, account: 'abc', jurisdiction });
  expect(renderSecretText(r2.endpoint, String)).toBe(host);
  expect(s3Problems('r2', r2)).toEqual([]);
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

const NOT_A_REGION = 'is not a region; write';
const NOT_AN_ACCOUNT = 'is not an account id; write';
const ID = "the id alone, without dots, or field('…') (rule S1)";

test.each<[region: unknown, repair: string]>([
  ['s3.eu-central-003.backblazeb2.com', '"eu-central-003" (rule S1)'],
  ['https://s3.us-west-001.backblazeb2.com/backups?x=1', '"us-west-001" (rule S1)'],
  ['backups.S3.us-west-001.BackblazeB2.com:443', '"us-west-001" (rule S1)'],
  ['eu-central-003.backblazeb2.com', 'its name, such as "us-east-005" (rule S1)'],
  ['us_east_005', 'its name, such as "us-east-005" (rule S1)'],
  ['', 'its name, such as "us-east-005" (rule S1)'],
  [undefined, 'its name, such as "us-east-005" (rule S1)'],
  [field('REGION'), 'its name, such as "us-east-005" (rule S1)'],
])('B2 in the region %j is refused, in words about the region', (region, repair) => {
  const b2 = backblazeB2({ ...minimal, region: region as string });
  expect(lines(s3Problems('b2', b2))).toEqual([
    `b2.region: ${region === undefined ? region : JSON.stringify(region)} ${NOT_A_REGION} ${repair}`,
  ]);
});

test.each<[account: unknown, repair: string]>([
  ['abc.r2.cloudflarestorage.com', '"abc" (rule S1)'],
  ['https://0f1e2d.r2.cloudflarestorage.com/backups', '"0f1e2d" (rule S1)'],
  ['abc.eu.r2.cloudflarestorage.com', '"abc" and jurisdiction: "eu" (rule S1)'],
  ['https://abc.fedramp.r2.cloudflarestorage.com.', '"abc" and jurisdiction: "fedramp" (rule S1)'],
  ['backups.abc.r2.cloudflarestorage.com', '"abc" (rule S1)'],
  ['abc.eu', ID],
  ['abc/backups', ID],
  ['.r2.cloudflarestorage.com', ID],
  [' abc', ID],
  ['', ID],
  [['abc'], ID],
  [undefined, ID],
])('R2 in the account %j is refused, in words about the account', (account, repair) => {
  const r2 = cloudflareR2({ ...minimal, account: account as string });
  expect(lines(s3Problems('r2', r2))).toEqual([
    `r2.account: ${account === undefined ? account : JSON.stringify(account)} ${NOT_AN_ACCOUNT} ${repair}`,
  ]);
});

test.each<[options: object]>([
  [{ account: 'abc' }],
  [{ account: 'abc', jurisdiction: 'eu' }],
  [{ account: 'abc', jurisdiction: 'fedramp' }],
  [{ account: fluxVar('ACCOUNT'), jurisdiction: 'eu' }],
])('what a message tells to write is taken: R2 with %j', (options) => {
  expect(s3Problems('r2', cloudflareR2({ ...minimal, ...(options as { account: string }) }))).toEqual([]);
});

test.each(['EU', '', 'eu.r2.cloudflarestorage.com', 'us'])('R2 in the jurisdiction %p is refused', (jurisdiction) => {
  const r2 = cloudflareR2({ ...minimal, account: 'abc', jurisdiction: jurisdiction as never });
  expect(lines(s3Problems('r2', r2))).toEqual([
    `r2.jurisdiction: "${jurisdiction}" is not a jurisdiction; write "eu" or "fedramp", or leave it out (rule S1)`,
  ]);
});

test('an endpoint with a scheme is told without one only where that is one', () => {
  const [composed, alone] = [['https://', field('HOST')], 'https://'].map((endpoint) =>
    lines(s3Problems('s3', s3Repository({ ...minimal, endpoint }))),
  );
  expect([composed, alone]).toEqual([
    [
      's3.endpoint: "https://field" has a scheme, which decides nothing; leave it out, and tls: false for plain HTTP (rule S1)',
    ],
    [
      's3.endpoint: "https://" has a scheme, which decides nothing; leave it out, and tls: false for plain HTTP (rule S1)',
    ],
  ]);
});
