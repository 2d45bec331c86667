import { nfsRepository } from '../../../src/engines/volsync/nfs';
import type { AppName } from '../../../src/model/app/app-name';
import { repositoryLocation, type UnnamedRepository } from '../../../src/model/repository/repository';
import { backblazeB2 } from '../../../src/model/repository/s3/presets';
import { prefixPerApp, prefixPerNamespacedApp, s3Repository } from '../../../src/model/repository/s3/s3-repository';
import { field } from '../../../src/model/values/secret-text';
import { declaration } from '../fixture';

const romm: AppName = { app: 'romm', namespace: 'games' };

function located(repository: UnnamedRepository, app = romm): string {
  return repositoryLocation(repository, app);
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
