import { APP_KEYS } from '../../../src/model/app/app-keys';
import { decideCaches } from '../../../src/model/app/decide-caches';
import type { AppOptions } from '../../../src/model/app/options';
import type { Cache } from '../../../src/model/cluster/storage';
import { given } from '../../../src/model/values/given';
import { cluster } from '../fixture';

interface Caches {
  readonly cache?: Cache | 'emptyDir';
  readonly restoreCache?: Cache | 'emptyDir';
}

const local: Cache = { storageClassName: 'local', capacity: '8Gi' };
const fast: Cache = { storageClassName: 'fast', capacity: '20Gi' };
const emptyDir: Cache = { capacity: '16Gi' };

test.each<[app: Caches, of: { cache?: Cache; restoreCache?: Cache }, backup: Cache, restore: Cache]>([
  [{}, {}, emptyDir, emptyDir],
  [{}, { cache: local }, local, local],
  [{}, { cache: local, restoreCache: fast }, local, fast],
  [{}, { restoreCache: fast }, emptyDir, fast],
  // What is left out is as without it.
  [
    {},
    { cache: { storageClassName: 'local' } },
    { storageClassName: 'local', capacity: '16Gi' },
    { storageClassName: 'local', capacity: '16Gi' },
  ],
  [{ cache: { capacity: '30Gi' } }, { cache: local }, { ...local, capacity: '30Gi' }, { ...local, capacity: '30Gi' }],
  [{ cache: { capacity: '30Gi' } }, { cache: local, restoreCache: fast }, { ...local, capacity: '30Gi' }, fast],
  [{ restoreCache: { capacity: '30Gi' } }, { cache: local }, local, { ...local, capacity: '30Gi' }],
  [{ restoreCache: { capacity: '30Gi' } }, { cache: local, restoreCache: fast }, local, { ...fast, capacity: '30Gi' }],
  [{ cache: 'emptyDir' }, { cache: local }, emptyDir, emptyDir],
  [{ restoreCache: 'emptyDir' }, { cache: local, restoreCache: fast }, local, emptyDir],
  [{ cache: fast, restoreCache: 'emptyDir' }, {}, fast, emptyDir],
])('%j of a cluster with %j', (app, storage, cache, restoreCache) => {
  const options = given<AppOptions>({ app: 'romm', ...app }, APP_KEYS);
  expect(decideCaches(options, { ...cluster, storage })).toEqual({ cache, restoreCache });
});
