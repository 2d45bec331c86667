import { APP_KEYS } from '../../../src/model/app/app-keys';
import { decideApp } from '../../../src/model/app/decide-app';
import type { AppOptions } from '../../../src/model/app/options';
import { volumeProblems } from '../../../src/model/app/volume-problems';
import type { StorageProfile } from '../../../src/model/cluster/storage';
import { given } from '../../../src/model/values/given';
import { cluster, lines } from '../fixture';

function problemsOf(options: Omit<AppOptions, 'app'>, storage: StorageProfile = cluster.storage): string[] {
  const of = { ...cluster, storage };
  const whole = given<AppOptions>({ app: 'romm', ...options }, APP_KEYS);
  return lines(volumeProblems(whole, decideApp(whole, 'games', of), of));
}

const block: StorageProfile = { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' };
const hostpath: StorageProfile = { storageClassName: 'hostpath' };

test.each<[options: Omit<AppOptions, 'app'>, storage: StorageProfile]>([
  [{}, block],
  [{ accessModes: ['ReadWriteOncePod'] }, block],
  [{ accessModes: ['ReadWriteOncePod'], copyMethod: 'Clone' }, block],
  [{ copyMethod: 'Direct' }, block],
  // Nothing snapshots.
  [{ copyMethod: 'Direct', restore: false }, hostpath],
  [{ copyMethod: 'Clone', restore: false }, hostpath],
  [{ existingClaim: 'data-0', copyMethod: 'Direct' }, hostpath],
  [{ existingClaim: 'data-0', copyMethod: 'Clone' }, {}],
  // What the claim is, nobody has said.
  [{ existingClaim: 'data-0' }, { ...block, servesAccessModes: ['ReadWriteMany'] }],
  [{ accessModes: ['ReadWriteMany'] }, { ...block, servesAccessModes: ['ReadWriteOnce', 'ReadWriteMany'] }],
  [
    { storage: block, accessModes: ['ReadWriteMany'] },
    { ...block, servesAccessModes: ['ReadWriteOnce'] },
  ],
])('%j on %j is right', (options, storage) => {
  expect(problemsOf(options, storage)).toEqual([]);
});

const serves = (profile: string) =>
  `is more than the storage class serves, so the volume would never be made; use modes of servesAccessModes, ${profile}, or another storage profile (rule V1)`;
const NO_BACKUP = (profile: string) =>
  `copyMethod: "Snapshot" needs a snapshot class, and ${profile} names none, so no backup would ever start; write volumeSnapshotClassName there, or copyMethod: "Clone" or "Direct" here (rule V1)`;
const NO_RESTORE = (profile: string) =>
  `restore: a claim is filled from a snapshot, and ${profile} names no class for one, so it would never be bound; write volumeSnapshotClassName there, or restore: false here (rule V1)`;

interface Case {
  readonly options: Omit<AppOptions, 'app'>;
  readonly storage?: StorageProfile;
  readonly messages: string[];
  /** What the message says to do, each of which passes. */
  readonly repairs: readonly [Omit<AppOptions, 'app'>, StorageProfile?][];
}

test.each<Case>([
  {
    options: {},
    storage: hostpath,
    messages: [NO_BACKUP("the cluster's storage profile"), NO_RESTORE("the cluster's storage profile")],
    repairs: [
      [{}, { ...hostpath, volumeSnapshotClassName: 'snapshots' }],
      [{ copyMethod: 'Clone', restore: false }, hostpath],
      [{ copyMethod: 'Direct', restore: false }, hostpath],
    ],
  },
  {
    options: { storage: hostpath, copyMethod: 'Direct', restore: { previous: 1 } },
    messages: [NO_RESTORE('the storage profile')],
    repairs: [
      [{ storage: { ...hostpath, volumeSnapshotClassName: 'snapshots' }, copyMethod: 'Direct' }],
      [{ storage: hostpath, copyMethod: 'Direct', restore: false }],
    ],
  },
  {
    options: { existingClaim: 'data-0' },
    storage: hostpath,
    messages: [NO_BACKUP("the cluster's storage profile")],
    repairs: [[{ existingClaim: 'data-0', copyMethod: 'Direct' }, hostpath]],
  },
  {
    options: { accessModes: ['ReadWriteMany'] },
    storage: { ...block, servesAccessModes: ['ReadWriteOnce'] },
    messages: [`accessModes: ["ReadWriteMany"] ${serves('["ReadWriteOnce"]')}`],
    repairs: [
      [{ accessModes: ['ReadWriteOnce'] }, { ...block, servesAccessModes: ['ReadWriteOnce'] }],
      [
        { accessModes: ['ReadWriteMany'], storage: block },
        { ...block, servesAccessModes: ['ReadWriteOnce'] },
      ],
    ],
  },
  {
    // The library's default is more than the class serves.
    options: {},
    storage: { ...block, servesAccessModes: ['ReadWriteMany'] },
    messages: [`accessModes: ["ReadWriteOnce"] ${serves('["ReadWriteMany"]')}`],
    repairs: [
      [{ accessModes: ['ReadWriteMany'] }, { ...block, servesAccessModes: ['ReadWriteMany'] }],
      [{}, { ...block, accessModes: ['ReadWriteMany'], servesAccessModes: ['ReadWriteMany'] }],
    ],
  },
  {
    options: { storage: { ...block, accessModes: ['ReadWriteMany'], servesAccessModes: ['ReadWriteOnce'] } },
    messages: [`storage.accessModes: ["ReadWriteMany"] ${serves('["ReadWriteOnce"]')}`],
    repairs: [[{ storage: { ...block, accessModes: ['ReadWriteOnce'], servesAccessModes: ['ReadWriteOnce'] } }]],
  },
  {
    options: { copyMethod: 'Direct' },
    storage: { ...block, accessModes: ['ReadWriteOncePod'] },
    messages: [
      'copyMethod: "Direct" has a second pod mount the claim, which "ReadWriteOncePod" keeps for one; use copyMethod: "Snapshot" or "Clone", or access mode "ReadWriteOnce" (rule V1)',
    ],
    repairs: [
      [{ copyMethod: 'Clone' }, { ...block, accessModes: ['ReadWriteOncePod'] }],
      [
        { copyMethod: 'Direct', accessModes: ['ReadWriteOnce'] },
        { ...block, accessModes: ['ReadWriteOncePod'] },
      ],
    ],
  },
  {
    // A claim that exists, of which the app says so.
    options: { existingClaim: 'data', copyMethod: 'Direct', storage: { accessModes: ['ReadWriteOncePod'] } },
    messages: [
      'copyMethod: "Direct" has a second pod mount the claim, which "ReadWriteOncePod" keeps for one; use copyMethod: "Snapshot" or "Clone", or access mode "ReadWriteOnce" (rule V1)',
    ],
    repairs: [
      [{ existingClaim: 'data', copyMethod: 'Clone', storage: { accessModes: ['ReadWriteOncePod'] } }],
      [{ existingClaim: 'data', copyMethod: 'Direct', storage: { accessModes: ['ReadWriteOnce'] } }],
      [{ existingClaim: 'data', copyMethod: 'Direct' }],
    ],
  },
  {
    options: { accessModes: ['ReadOnlyMany'] },
    messages: [
      'accessModes: ["ReadOnlyMany"] lets nobody write the volume, so it stays empty; write "ReadWriteOnce" or "ReadWriteMany" (rule V1)',
    ],
    repairs: [[{ accessModes: ['ReadWriteMany'] }]],
  },
])('$options on $storage is refused, and the repairs pass', ({ options, storage, messages, repairs }) => {
  expect(problemsOf(options, storage)).toEqual(messages);
  for (const [repaired, there] of repairs) {
    expect(problemsOf(repaired, there)).toEqual([]);
  }
});
