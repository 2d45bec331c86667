import { cacheProblems, type StorageProfile, storageProblems } from '../../../src/model/cluster/storage';
import { engine, lines } from '../fixture';

const profile: StorageProfile = { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' };

test.each<StorageProfile>([
  profile,
  // The default class, of which nobody makes snapshots.
  {},
  { storageClassName: 'nonesuch', volumeSnapshotClassName: 'no.snapshots' },
  { ...profile, accessModes: ['ReadWriteMany'], snapshotAccessModes: ['ReadOnlyMany'] },
  { ...profile, accessModes: ['ReadWriteOncePod'], servesAccessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] },
  { ...profile, snapshotStorageClassName: 'one-replica', snapshotsOutliveVolume: false },
  // Copies of another class, which serves what that of the claim does not.
  {
    ...profile,
    snapshotStorageClassName: 'shallow',
    snapshotAccessModes: ['ReadOnlyMany'],
    servesAccessModes: ['ReadWriteOnce'],
  },
])('%j is a storage profile', (good) => {
  expect(storageProblems('storage', good)).toEqual([]);
});

const MODES = 'ReadWriteOnce, ReadWriteMany, ReadOnlyMany, ReadWriteOncePod';

test.each(['', 'none', 'null', 'undefined', 'false', 'no', 'Block Snapshots', 5, 'a'.repeat(254)])(
  '%j names no class, and left out it passes',
  (value) => {
    for (const key of ['storageClassName', 'volumeSnapshotClassName', 'snapshotStorageClassName']) {
      expect(lines(storageProblems('storage', { ...profile, [key]: value }))).toEqual([
        `storage.${key}: ${JSON.stringify(value)} names no class; write the name of one, or leave it out (rule V1)`,
      ]);
      expect(storageProblems('storage', { ...profile, [key]: undefined })).toEqual([]);
    }
  },
);

const NOT_SERVED =
  'is more than the storage class serves, so the volume would never be made; use modes of servesAccessModes, ["ReadWriteOnce"], or another storage profile (rule V1)';

test.each<[profile: unknown, messages: string[]]>([
  [
    { ...profile, accessModes: [], snapshotAccessModes: ['RWO'], servesAccessModes: 'ReadWriteOnce' },
    [
      `storage.accessModes: [] is not a list of access modes; use ${MODES}`,
      `storage.snapshotAccessModes: ["RWO"] is not a list of access modes; use ${MODES}`,
      `storage.servesAccessModes: "ReadWriteOnce" is not a list of access modes; use ${MODES}`,
    ],
  ],
  [
    { ...profile, accessModes: ['ReadOnlyMany'] },
    [
      'storage.accessModes: ["ReadOnlyMany"] lets nobody write the volume, so it stays empty; write "ReadWriteOnce" or "ReadWriteMany" (rule V1)',
    ],
  ],
  [
    { ...profile, snapshotAccessModes: ['ReadWriteOncePod', 'ReadOnlyMany'] },
    [
      'storage.snapshotAccessModes: ["ReadWriteOncePod","ReadOnlyMany"] has "ReadWriteOncePod" beside other modes, which the API server refuses; write it alone, or leave it out (rule V1)',
    ],
  ],
  [
    {
      ...profile,
      accessModes: ['ReadWriteMany'],
      snapshotAccessModes: ['ReadOnlyMany'],
      servesAccessModes: ['ReadWriteOnce'],
    },
    [
      `storage.accessModes: ["ReadWriteMany"] ${NOT_SERVED}`,
      `storage.snapshotAccessModes: ["ReadOnlyMany"] ${NOT_SERVED}`,
    ],
  ],
  [
    { ...profile, snapshotsOutliveVolume: 'no' },
    ['storage.snapshotsOutliveVolume: "no" is neither true nor false; write true or false, without quotes (rule V1)'],
  ],
])('%j is refused as a storage profile', (wrong, messages) => {
  expect(lines(storageProblems('storage', wrong as StorageProfile))).toEqual(messages);
});

test.each([
  // A volume of its own may be of any size.
  { storageClassName: 'local', capacity: '1Gi' },
  { storageClassName: 'local' },
  { capacity: '14G' },
  { capacity: '14Gi' },
  {},
])('%j can hold a cache', (cache) => {
  expect(cacheProblems('cache', cache, engine)).toEqual([]);
});

const EVICTED =
  'without a storageClassName is an emptyDir, of whose limits VolSync tells Kopia only once; later runs take up to 10.5 GB, indexes and logs not counted, and the pod is evicted; name a class, or write "14Gi" or more (rule C2)';

test.each<[cache: object, message: string]>([
  // Three quarters of it are what Kopia takes by itself; the rest is for indexes and logs.
  [{ capacity: '13333Mi' }, `cache: "13333Mi" ${EVICTED}`],
  [{ capacity: '8Gi' }, `cache: "8Gi" ${EVICTED}`],
  [
    { storageClassName: 'local', capacity: '10Mi' },
    'cache.capacity: "10Mi" holds no index of a grown repository; write "1Gi" or more (rule C2)',
  ],
  [
    { accessModes: ['ReadWriteOnce'] },
    'cache.accessModes: ["ReadWriteOnce"] is for a volume, and without a storageClassName the cache is an emptyDir; name a class, or leave accessModes out (rule C2)',
  ],
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
    'cache.storageClassName: "Local" names no class; write the name of one, or leave it out (rule V1)',
  ],
  [
    { storageClassName: 'local', capacity: '8Gi', accessModes: ['ReadOnlyMany'] },
    'cache.accessModes: ["ReadOnlyMany"] lets nobody write the volume, so it stays empty; write "ReadWriteOnce" or "ReadWriteMany" (rule V1)',
  ],
])('%j is refused as a cache', (cache, message) => {
  expect(lines(cacheProblems('cache', cache, engine))).toEqual([message]);
});
