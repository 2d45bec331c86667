import fc from 'fast-check';
import { renderIdentity } from '../../../src/engines/volsync/identity';
import {
  type AppName,
  backupCron,
  destinationName,
  isRenamed,
  maintenanceName,
  repositoryLocation,
  secretName,
  snapshotIdentity,
  sourceName,
} from '../../../src/model/app/app-name';
import { nfsRepository } from '../../../src/model/repository/nfs/nfs-repository';
import type { UnnamedRepository } from '../../../src/model/repository/repository';
import {
  backblazeB2,
  prefixPerApp,
  prefixPerNamespacedApp,
  s3Repository,
} from '../../../src/model/repository/s3/s3-repository';
import { nameLimits, nameProblems } from '../../../src/model/values/names';
import { field } from '../../../src/model/values/secret-text';
import { cluster, declaration } from '../fixture';

const { nas, b2 } = cluster.repositories;
const romm: AppName = { app: 'romm', namespace: 'games' };

test('in the primary repository everything bears the bare name, in the others the repository ends it', () => {
  expect([sourceName(romm, nas, cluster), sourceName(romm, b2, cluster)]).toEqual(['romm', 'romm-b2']);
  expect([secretName(romm, nas, cluster), secretName(romm, b2, cluster)]).toEqual(['romm-volsync', 'romm-volsync-b2']);
  expect([destinationName(romm), maintenanceName(romm, b2)]).toEqual(['romm-dst', 'romm-b2']);
});

test('snapshots are filed under the name of their source', () => {
  expect([nas, b2].map((each) => renderIdentity(snapshotIdentity(romm, each, cluster)))).toEqual([
    'romm@games:/data',
    'romm-b2@games:/data',
  ]);
});

test('a maintainer has a name that VolSync can make a CronJob of, however long the app is called', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,44}[a-z0-9])?$/), (app) => {
      const name = maintenanceName({ app, namespace: 'games' }, b2);
      expect(nameProblems('name', name, nameLimits.maintenance)).toEqual([]);
    }),
  );
});

test('an app is renamed when its name or its namespace is another', () => {
  const others = [romm, { ...romm, app: 'rom' }, { ...romm, namespace: 'media' }];
  expect(others.map((filedAs) => isRenamed({ name: romm, filedAs }))).toEqual([false, true, true]);
});

test('a spread minute depends on namespace, app and repository', () => {
  const [toNas, toB2] = cluster.plans.standard.destinations;
  const crons = [romm, { ...romm, app: 'roms' }, { ...romm, namespace: 'media' }].flatMap((app) =>
    [toNas, toB2].map((each) => each && backupCron(app, each)),
  );
  // Pinned: another minute would move backups on upgrade.
  expect(crons).toEqual(['19 * * * *', '23 0 * * *', '18 * * * *', '59 0 * * *', '25 * * * *', '12 0 * * *']);
});

function located(repository: UnnamedRepository, app = romm): string {
  return repositoryLocation({ ...repository, name: 'any' }, app);
}

const nfs = (server: string, path: string) => nfsRepository({ ...declaration.repositories.nas, server, path });
const bucket = (item: string, name: Parameters<typeof s3Repository>[0]['bucket'], prefix = prefixPerApp) =>
  s3Repository({ ...declaration.repositories.b2, bucket: name, credentials: { item }, prefix });
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
])('of %s, whether they are one place is known', (_, one, two, same) => {
  expect(one === two).toBe(same);
});
