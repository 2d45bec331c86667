import { APP_KEYS } from '../../../src/model/app/app-keys';
import { type AppVolumes, decideVolumes } from '../../../src/model/app/decide-volumes';
import type { AppOptions } from '../../../src/model/app/options';
import type { StorageProfile } from '../../../src/model/cluster/storage';
import { given } from '../../../src/model/values/given';
import { cluster } from '../fixture';

const decide = (options: Omit<AppOptions, 'app'>, storage: StorageProfile = cluster.storage) =>
  decideVolumes(given<AppOptions>({ app: 'romm', ...options }, APP_KEYS), { ...cluster, storage });

const cephfs: StorageProfile = {
  storageClassName: 'cephfs',
  volumeSnapshotClassName: 'cephfs-snapshots',
  accessModes: ['ReadWriteMany'],
  snapshotAccessModes: ['ReadOnlyMany'],
};
const longhorn: StorageProfile = {
  storageClassName: 'longhorn',
  volumeSnapshotClassName: 'longhorn-snapshots',
  snapshotStorageClassName: 'one-replica',
  snapshotsOutliveVolume: false,
};

const once = { accessModes: ['ReadWriteOnce'] } as const;
const many = { accessModes: ['ReadWriteMany'] } as const;

test.each<[what: string, options: Omit<AppOptions, 'app'>, storage: StorageProfile | undefined, volumes: AppVolumes]>([
  [
    'one profile for all volumes',
    {},
    undefined,
    {
      claim: { storageClassName: 'block', ...once },
      copy: { storageClassName: 'block', ...once },
      restored: { storageClassName: 'block', ...once },
      volumeSnapshotClassName: 'block-snapshots',
      snapshotsOutliveVolume: true,
    },
  ],
  [
    "the app's profile as a whole, and nothing of the cluster's",
    { storage: cephfs },
    longhorn,
    {
      claim: { storageClassName: 'cephfs', ...many },
      copy: { storageClassName: 'cephfs', accessModes: ['ReadOnlyMany'] },
      restored: { storageClassName: 'cephfs', ...many },
      volumeSnapshotClassName: 'cephfs-snapshots',
      snapshotsOutliveVolume: true,
    },
  ],
  [
    "the copy's modes, whatever the app says of its claim",
    { accessModes: ['ReadWriteOnce'] },
    cephfs,
    {
      claim: { storageClassName: 'cephfs', ...once },
      copy: { storageClassName: 'cephfs', accessModes: ['ReadOnlyMany'] },
      restored: { storageClassName: 'cephfs', ...once },
      volumeSnapshotClassName: 'cephfs-snapshots',
      snapshotsOutliveVolume: true,
    },
  ],
  [
    "the claim's modes in the copy, where the profile says none for it",
    { accessModes: ['ReadWriteMany'] },
    longhorn,
    {
      claim: { storageClassName: 'longhorn', ...many },
      copy: { storageClassName: 'one-replica', ...many },
      restored: { storageClassName: 'one-replica', ...many },
      volumeSnapshotClassName: 'longhorn-snapshots',
      snapshotsOutliveVolume: false,
    },
  ],
  [
    'no restore into a class whose copies are read-only',
    {},
    { ...cephfs, snapshotStorageClassName: 'shallow' },
    {
      claim: { storageClassName: 'cephfs', ...many },
      copy: { storageClassName: 'shallow', accessModes: ['ReadOnlyMany'] },
      restored: { storageClassName: 'cephfs', ...many },
      volumeSnapshotClassName: 'cephfs-snapshots',
      snapshotsOutliveVolume: true,
    },
  ],
  [
    "the cluster's default class, which nobody names",
    {},
    {},
    {
      claim: { storageClassName: undefined, ...once },
      copy: { storageClassName: undefined, ...once },
      restored: { storageClassName: undefined, ...once },
      volumeSnapshotClassName: undefined,
      snapshotsOutliveVolume: true,
    },
  ],
])('%s', (_, options, storage, volumes) => {
  expect(decide(options, storage)).toEqual(volumes);
});

test.each<[what: string, storage: StorageProfile | undefined, copy: object, snapshots: string]>([
  ['nothing but the snapshot class', undefined, {}, 'cephfs-snapshots'],
  [
    'what the app itself says of it',
    { storageClassName: 'zfs', volumeSnapshotClassName: 'zfs-snapshots' },
    { storageClassName: 'zfs', accessModes: undefined },
    'zfs-snapshots',
  ],
  [
    "the app's own modes and class for copies",
    { ...longhorn, accessModes: ['ReadWriteMany'] },
    { storageClassName: 'one-replica', accessModes: ['ReadWriteMany'] },
    'longhorn-snapshots',
  ],
])('the backup of a claim that exists already is told %s', (_, storage, copy, snapshots) => {
  const volumes = decide(
    { existingClaim: 'data-0', storage },
    { ...cephfs, snapshotStorageClassName: 'shallow', snapshotAccessModes: ['ReadOnlyMany'] },
  );
  expect(volumes.copy).toEqual(copy);
  expect(volumes.volumeSnapshotClassName).toBe(snapshots);
});
