import { claimRepository } from '../../../src/engines/volsync/claim';
import { nfsRepository } from '../../../src/engines/volsync/nfs';
import type { AppName } from '../../../src/model/app/app-name';
import { kindOf, repositoryLocation, type UnnamedRepository } from '../../../src/model/repository/repository';
import { backblazeB2, cloudflareR2 } from '../../../src/model/repository/s3/presets';
import {
  prefixPerApp,
  prefixPerNamespacedApp,
  s3Repository,
  sharedPrefix,
} from '../../../src/model/repository/s3/s3-repository';
import { type SftpRepositoryOptions, sftpRepository } from '../../../src/model/repository/sftp/sftp-repository';
import { fluxVar } from '../../../src/model/values/flux-var';
import { field } from '../../../src/model/values/secret-text';
import { declaration } from '../fixture';

const romm: AppName = { app: 'romm', namespace: 'games' };

function located(repository: UnnamedRepository, app = romm): string {
  return repositoryLocation(repository, app);
}

const nfs = (server: string, path: string) => nfsRepository({ ...declaration.repositories.nas, server, path });
const bucket = (item: string, name: Parameters<typeof s3Repository>[0]['bucket'], prefix = prefixPerApp) =>
  s3Repository({ ...declaration.repositories.b2, bucket: name, credentials: { item }, prefix });
const at = (endpoint: Parameters<typeof s3Repository>[0]['endpoint'], more: object = {}) =>
  located(
    s3Repository({ ...declaration.repositories.b2, bucket: 'backups', credentials: { item: 'x' }, endpoint, ...more }),
  );
const r2 = (account: Parameters<typeof cloudflareR2>[0]['account'], more: object = {}) =>
  located(
    cloudflareR2({ ...declaration.repositories.b2, bucket: 'backups', credentials: { item: 'x' }, account, ...more }),
  );
const b2 = (region: string) => located(backblazeB2({ ...declaration.repositories.b2, region }));
const claim = (name: string, more: object = {}) => claimRepository({ claim: name, secret: { item: 'kopia' }, ...more });
const box: SftpRepositoryOptions = {
  host: 'box.internal',
  username: 'kopia',
  path: '/backups',
  credentials: { item: 'box', password: 'PASSWORD' },
  knownHosts: field('KNOWN_HOSTS'),
  secret: { item: 'kopia' },
};
const sftp = (more: object = {}) => sftpRepository({ ...box, ...more });
const other: AppName = { app: 'romm', namespace: 'media' };

test.each<[what: string, one: string, two: string, same: boolean]>([
  ['a folder with and without a last slash', located(nfs('nas', '/a')), located(nfs('nas', '/a/')), true],
  ['two folders', located(nfs('nas', '/a')), located(nfs('nas', '/ab')), false],
  ['one folder of two servers', located(nfs('nas', '/a')), located(nfs('nas2', '/a')), false],
  ['one folder, for two apps', located(nfs('nas', '/a'), romm), located(nfs('nas', '/a'), other), true],
  ['one bucket with two keys', located(bucket('x', 'backups')), located(bucket('y', 'backups')), true],
  ['one field of two items', located(bucket('x', field('BUCKET'))), located(bucket('y', field('BUCKET'))), false],
  ['a bucket and a field of its name', located(bucket('x', 'BUCKET')), located(bucket('x', field('BUCKET'))), false],
  ['one app in two namespaces', located(bucket('x', 'b'), romm), located(bucket('x', 'b'), other), true],
  [
    'one app in two namespaces, a prefix each',
    located(bucket('x', 'b', prefixPerNamespacedApp), romm),
    located(bucket('x', 'b', prefixPerNamespacedApp), other),
    false,
  ],
  [
    'a preset and the same spelt out',
    located(backblazeB2({ ...declaration.repositories.b2, region: 'eu-central-003' })),
    located(s3Repository({ ...declaration.repositories.b2, endpoint: 's3.eu-central-003.backblazeb2.com' })),
    true,
  ],
  ['two presets, one in capitals', b2('EU-Central-003'), b2('eu-central-003'), true],
  ['an account in capitals', r2('ABC'), r2('abc'), true],
  ['an account in another jurisdiction', r2('abc'), r2('abc', { jurisdiction: 'eu' }), false],
  ['an account that a vault knows, spelt out', r2(field('A')), at([field('A'), '.R2.CloudflareStorage.com:443']), true],
  ['fields of one name in capitals and without', at([field('A'), '.x']), at([field('a'), '.x']), false],
  ['an endpoint in parts', at(['S3.example', '.ORG:443']), at('s3.example.org'), true],
  ['a field and a port that it has anyway', at([field('H'), '.x.org']), at([field('H'), '.X.org:0443']), true],
  ['a field and another port', at([field('H'), '.x.org']), at([field('H'), '.x.org:9000']), false],
  ['a Flux variable before capitals', at(`${fluxVar('H')}.X.org`), at([fluxVar('H'), '.x.org:443']), true],
  ['two Flux variables', at(`${fluxVar('H')}.x.org`), at(`${fluxVar('h')}.x.org`), false],
  ['Amazon with a region and without', at('s3.amazonaws.com'), at('s3.eu-central-1.amazonaws.com'), true],
  ['Amazon by IPv6', at('S3.dualstack.eu-central-1.amazonaws.com'), at('s3-eu-central-1.amazonaws.com'), true],
  ['Amazon and Amazon in China', at('s3.amazonaws.com'), at('s3.cn-north-1.amazonaws.com.cn'), false],
  ['a host that ends as Amazon', at('s3.amazonaws.com'), at('s3.amazonaws.com.example.org'), false],
  ["a bucket's own host", at('backups.s3.example.org'), at('s3.example.org'), true],
  ["a bucket's own host at Amazon", at('backups.s3.eu-west-1.amazonaws.com'), at('s3.amazonaws.com'), true],
  ["another bucket's host", at('backups2.s3.example.org'), at('s3.example.org'), false],
  ['one claim in two namespaces', located(claim('backups'), romm), located(claim('backups'), other), true],
  ['one claim, mounted elsewhere', located(claim('backups')), located(claim('backups', { mountPath: '/mnt/x' })), true],
  ['two claims', located(claim('backups')), located(claim('backups-2')), false],
  ['a claim and a server of one name', located(claim('nas')), located(nfs('nas', '/')), false],
  ['one server in capitals', located(sftp()), located(sftp({ host: 'BOX.Internal' })), true],
  ['one server, its name ended by a dot', located(sftp()), located(sftp({ host: 'box.internal.' })), true],
  ['one address, written shorter', located(sftp({ host: 'fd00::5' })), located(sftp({ host: 'FD00:0:0::5' })), true],
  ['one server, with the port that it has anyway', located(sftp()), located(sftp({ port: 22 })), true],
  ['two ports of one server', located(sftp()), located(sftp({ port: 2222 })), false],
  ['a folder on a server with and without a last slash', located(sftp()), located(sftp({ path: '/backups/' })), true],
  ['a folder on a server with two slashes', located(sftp()), located(sftp({ path: '//backups' })), true],
  ['two folders on a server', located(sftp()), located(sftp({ path: '/backups-2' })), false],
  ['one folder, in capitals', located(sftp()), located(sftp({ path: '/Backups' })), false],
  ['one folder on a server, for two apps', located(sftp(), romm), located(sftp(), other), true],
  [
    'one account, by password and by key',
    located(sftp()),
    located(sftp({ credentials: { item: 'other', privateKey: 'KEY' } })),
    true,
  ],
  // A server may show each account a root of its own.
  ['one folder, seen by two accounts', located(sftp()), located(sftp({ username: 'other' })), false],
])('of %s, whether they are one place is known', (_, one, two, same) => {
  expect(one === two).toBe(same);
});

test.each<[endpoint: Parameters<typeof s3Repository>[0]['endpoint'], seed: string]>([
  ['S3.EXAMPLE.ORG:443', '["s3.example.org","backups","kopia/"]'],
  ['s3.eu-central-1.amazonaws.com', '["s3.eu-central-1.amazonaws.com","backups","kopia/"]'],
  ['backups.s3.example.org', '["backups.s3.example.org","backups","kopia/"]'],
  [['s3.', 'EU-Central-003', '.example.org'], '["s3.EU-Central-003.example.org","backups","kopia/"]'],
  [[field('H'), '.Example.org:443'], '["[\\"x\\",\\"H\\"].Example.org:443","backups","kopia/"]'],
])('names that are made of %j stay, however places are compared', (endpoint, seed) => {
  const prefix = sharedPrefix('kopia');
  const repository = s3Repository({
    ...declaration.repositories.b2,
    bucket: 'backups',
    credentials: { item: 'x' },
    endpoint,
    prefix,
  });
  expect(kindOf(repository).seed(repository)).toBe(seed);
});

test('of what is no bucket, the place itself is what names are made of', () => {
  const others = [nfs('NAS', '/a/'), claim('backups'), sftp({ host: 'BOX.internal' })];
  expect(others.map((each) => kindOf(each).seed(each))).toEqual(others.map((each) => repositoryLocation(each)));
});
