import {
  accessModesOf,
  accessModesProblems,
  cacheProblems,
  type StorageProfile,
  storageProblems,
} from '../../../src/model/cluster/storage';
import { engine, lines } from '../fixture';

const profile: StorageProfile = { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' };

test.each<StorageProfile>([
  profile,
  { ...profile, accessModes: ['ReadWriteMany'], snapshotAccessModes: ['ReadOnlyMany'] },
])('%j is a storage profile', (good) => {
  expect(storageProblems('storage', good)).toEqual([]);
});

const MODES = 'ReadWriteOnce, ReadWriteMany, ReadOnlyMany, ReadWriteOncePod';

test.each<[profile: unknown, messages: string[]]>([
  [
    {},
    [
      'storage.storageClassName: undefined names no class; write the name of one',
      'storage.volumeSnapshotClassName: undefined names no class; write the name of one',
    ],
  ],
  [
    'block',
    [
      'storage.storageClassName: undefined names no class; write the name of one',
      'storage.volumeSnapshotClassName: undefined names no class; write the name of one',
    ],
  ],
  [{ ...profile, storageClassName: '' }, ['storage.storageClassName: "" names no class; write the name of one']],
  [
    { ...profile, volumeSnapshotClassName: 'Block Snapshots' },
    ['storage.volumeSnapshotClassName: "Block Snapshots" names no class; write the name of one'],
  ],
  [
    { ...profile, accessModes: [], snapshotAccessModes: ['RWO'] },
    [
      `storage.accessModes: [] is not a list of access modes; use ${MODES}`,
      `storage.snapshotAccessModes: ["RWO"] is not a list of access modes; use ${MODES}`,
    ],
  ],
])('%j is refused as a storage profile', (wrong, messages) => {
  expect(lines(storageProblems('storage', wrong as StorageProfile))).toEqual(messages);
});

test.each<[value: unknown, shown: string]>([
  ['ReadWriteOnce', '"ReadWriteOnce"'],
  [5, '5'],
  [{}, '{}'],
  [['ReadWriteOnce', 'RWX'], '["ReadWriteOnce","RWX"]'],
])('%j is not a list of access modes', (value, shown) => {
  expect(lines(accessModesProblems('accessModes', value as string[]))).toEqual([
    `accessModes: ${shown} is not a list of access modes; use ${MODES}`,
  ]);
});

test('access modes are those of the app, else of its profile, else ReadWriteOnce', () => {
  const shared: StorageProfile = { ...profile, accessModes: ['ReadWriteMany'] };
  expect([accessModesOf(shared, ['ReadWriteOncePod']), accessModesOf(shared), accessModesOf(profile)]).toEqual([
    ['ReadWriteOncePod'],
    ['ReadWriteMany'],
    ['ReadWriteOnce'],
  ]);
});

test.each([
  // A volume of its own may be of any size.
  { storageClassName: 'local', capacity: '1Gi' },
  { storageClassName: 'local' },
  { capacity: '10G' },
  { capacity: '10Gi' },
])('%j can hold a cache', (cache) => {
  expect(cacheProblems('cache', cache, engine)).toEqual([]);
});

const EVICTED =
  "without a storageClassName is an emptyDir, where Kopia's limits hold for the first run only and the pod is evicted later; name a class, or leave the cache out (rule C2)";

test.each<[cache: object, message: string]>([
  [{ capacity: '9999M' }, `cache: "9999M" ${EVICTED}`],
  [{ accessModes: ['ReadWriteOnce'] }, `cache: undefined ${EVICTED}`],
  [
    { storageClassName: 'local', capacity: '8GB' },
    'cache.capacity: "8GB" is not a Kubernetes quantity; write "8Gi" (powers of 1024) or "8G" (powers of 1000)',
  ],
  [
    { storageClassName: 'local', capacity: '0' },
    'cache.capacity: "0" holds nothing; write a size above 0, such as "5Gi"',
  ],
  [
    { storageClassName: 'local', capacity: '8Gi', accessModes: 'ReadWriteOnce' },
    `cache.accessModes: "ReadWriteOnce" is not a list of access modes; use ${MODES}`,
  ],
  [
    { storageClassName: 'Local', capacity: '8Gi' },
    'cache.storageClassName: "Local" names no class; write the name of one',
  ],
])('%j is refused as a cache', (cache, message) => {
  expect(lines(cacheProblems('cache', cache, engine))).toEqual([message]);
});
