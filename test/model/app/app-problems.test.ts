import fc from 'fast-check';
import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import { nfsRepository } from '../../../src/engines/volsync/nfs';
import { APP_KEYS } from '../../../src/model/app/app-keys';
import { appProblems, appWarnings } from '../../../src/model/app/app-problems';
import { decideApp } from '../../../src/model/app/decide-app';
import type { AppOptions } from '../../../src/model/app/options';
import { destination } from '../../../src/model/plan/plan';
import { daily, hourly } from '../../../src/model/schedule/schedule';
import { given } from '../../../src/model/values/given';
import { unknownKeyProblems } from '../../../src/model/values/known-keys';
import { cluster, declaration, lines } from '../fixture';

const { nas, b2 } = cluster.repositories;

type Options = Partial<AppOptions>;

function problemsOf(options: object, { namespace = 'games', of = cluster } = {}): string[] {
  const whole = given<AppOptions>({ app: 'romm', ...options }, APP_KEYS);
  return lines([
    ...unknownKeyProblems('', whole, APP_KEYS),
    ...appProblems(whole, decideApp(whole, namespace, of), of),
  ]);
}

const squashing = defineCluster({
  ...declaration,
  repositories: {
    ...declaration.repositories,
    nas: nfsRepository({ ...declaration.repositories.nas, squashesUsers: true }),
  },
});

test.each<Options>([
  {},
  { app: 'a'.repeat(46) },
  { claim: 'data', capacity: '15Gi', accessModes: ['ReadWriteMany'], copyMethod: 'Clone' },
  { existingClaim: 'data-romm-0', schedule: hourly },
  { plan: cluster.plans.local },
  // Own schedule and retention over a plan of one destination.
  { plan: cluster.plans.local, schedule: '5 3 * * *' },
  { plan: cluster.plans.local, retention: { daily: 7 } },
  { destinations: [destination(b2, { schedule: daily, retention: { daily: 7 } })] },
  { formerly: { app: 'rommanager' } },
  { formerly: { namespace: 'media' } },
  { mover: { gid: 33, supplementalGroups: [44] } },
  { cache: 'emptyDir' },
  { cache: { capacity: '20Gi' } },
  { resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { cpu: '1.5', memory: '2Gi' } } },
  { podLabels: { 'example.com/net': 'storage', empty: '' } },
  { restore: false },
  { restore: { from: b2, previous: 1 } },
  { parallelism: 1, compression: 'none' },
])('%j is declared right', (options) => {
  expect(problemsOf(options)).toEqual([]);
});

const NOT_A_NAME = 'is not a Kubernetes name; use lower-case letters, digits, "-" and "."';
const NOT_A_LABEL = 'is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."';

test.each<[options: object, messages: string[]]>([
  [{ app: 'Romm' }, [`app: "Romm" ${NOT_A_NAME} (rule I2)`]],
  [{ app: '' }, [`app: "" ${NOT_A_NAME} (rule I2)`]],
  // 50 characters less those of `-dst`, the longest ending.
  [{ app: 'a'.repeat(47) }, [`app: "${'a'.repeat(47)}" has 47 characters; at most 46 fit; shorten it (rule I2)`]],
  [{ claim: 'My Data' }, [`claim: "My Data" ${NOT_A_NAME} (rule I2)`]],
  [{ claim: 'a'.repeat(64) }, [`claim: "${'a'.repeat(64)}" has 64 characters; at most 63 fit; shorten it (rule I2)`]],
  [{ existingClaim: '' }, [`existingClaim: "" ${NOT_A_NAME} (rule I2)`]],
  [
    { existingClaim: 'data-0', capacity: '15Gi', restore: {} },
    [
      'capacity: "15Gi" is set for a claim that exists already, of which nothing is emitted; remove capacity or existingClaim (rule R2)',
      'restore: {} is set for a claim that exists already, of which nothing is emitted; remove restore or existingClaim (rule R2)',
    ],
  ],
  [
    { capacity: '15GB' },
    ['capacity: "15GB" is not a Kubernetes quantity; write "15Gi" (powers of 1024) or "15G" (powers of 1000)'],
  ],
  [
    { accessModes: 'ReadWriteMany' },
    [
      'accessModes: "ReadWriteMany" is not a list of access modes; use ReadWriteOnce, ReadWriteMany, ReadOnlyMany, ReadWriteOncePod',
    ],
  ],
  [
    { storage: 'shared' },
    [
      'storage: "shared" is not a set of fields; write { storageClassName, accessModes, volumeSnapshotClassName, snapshotStorageClassName, snapshotAccessModes, servesAccessModes, snapshotsOutliveVolume }',
      'copyMethod: "Snapshot" needs a snapshot class, and the storage profile names none, so no backup would ever start; write volumeSnapshotClassName there, or copyMethod: "Clone" or "Direct" here (rule V1)',
      'restore: a claim is filled from a snapshot, and the storage profile names no class for one, so it would never be bound; write volumeSnapshotClassName there, or restore: false here (rule V1)',
    ],
  ],
  [{ copyMethod: 'snapshot' }, ['copyMethod: "snapshot" is not a copy method; write "Snapshot", "Clone" or "Direct"']],
  [
    { restore: { previous: 0 } },
    [
      'restore.previous: 0 is not a number of snapshots to skip; write 1 or more, or leave it out for the newest (rule I1)',
    ],
  ],
  [
    { plan: cluster.plans.local, restore: { from: b2 } },
    ['restore.from: "b2" holds no backup of this app, so the volume would stay empty; name one of nas (rule I1)'],
  ],
  [{ plan: 'local' }, [`plan: "local" is not a plan; use one of the cluster's, cluster.plans.<name>`]],
  [
    { plan: cluster.plans.local, destinations: cluster.plans.standard.destinations },
    ['destinations: a plan is given as well, and only one can hold; remove plan or destinations'],
  ],
  [{ destinations: [] }, ['destinations: there is no destination, so nothing would be backed up; name at least one']],
  [
    { destinations: cluster.plans.standard.destinations[0] },
    ['destinations: is not a list of destinations; write [destination(repository, { schedule, retention })]'],
  ],
  [
    { destinations: squashing.plans.local.destinations },
    ['destinations: "nas" is not a repository of cluster "test"; use one of its own: nas, b2 (rule I2)'],
  ],
  [{ schedule: '0 25 * * *' }, ['schedule: "0 25 * * *" has hour 25; hour goes from 0 to 23 (rule C1)']],
  [{ schedule: '*/0 * * * *' }, ['schedule: "*/0 * * * *" has minute */0; the step goes from 1 to 59 (rule C1)']],
  [
    { retention: {} },
    [
      'retention: every key is 0, which Kopia reads as "keep everything for ever"; set at least one key above 0 (rule R1)',
    ],
  ],
  // A schedule of the app does not hide what else is wrong with the first destination.
  [
    { destinations: [destination(nas, { schedule: hourly, retention: {} })], schedule: '5 3 * * *' },
    [
      'destinations.nas.retention: every key is 0, which Kopia reads as "keep everything for ever"; set at least one key above 0 (rule R1)',
    ],
  ],
  [
    { destinations: [...cluster.plans.local.destinations, ...cluster.plans.local.destinations], schedule: '5 3 * * *' },
    ['destinations: "nas" is named twice, and both would write one history; name each repository once (rule I2)'],
  ],
  [{ formerly: { app: 'romm' } }, ['formerly: {"app":"romm"} is what the app is called today; remove it (rule I1)']],
  [{ formerly: {} }, ['formerly: {} is what the app is called today; remove it (rule I1)']],
  [
    { formerly: { app: 'Old', namespace: 'My Games' } },
    [
      `formerly.app: "Old" ${NOT_A_NAME} (rule I1)`,
      'formerly.namespace: "My Games" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
    ],
  ],
  [
    { mover: { uid: 33 } },
    [
      'mover.uid: 33 cannot read what the movers of "nas" wrote as 1000, mode 0600; use 1000, or declare squashesUsers: true if the export maps all users to one (rule M2)',
    ],
  ],
  [
    { mover: { uid: 0 } },
    [
      'mover.runAsNonRoot: a mover with uid 0 cannot start under runAsNonRoot: true; leave it out or choose another uid (rule M2)',
      'mover.uid: 0 cannot read what the movers of "nas" wrote as 1000, mode 0600; use 1000, or declare squashesUsers: true if the export maps all users to one (rule M2)',
    ],
  ],
  [
    { cache: { capacity: '20GB' } },
    ['cache.capacity: "20GB" is not a Kubernetes quantity; write "20Gi" (powers of 1024) or "20G" (powers of 1000)'],
  ],
  [{ cache: 'emptydir' }, ['cache: "emptydir" is not a cache; write "emptyDir" or { storageClassName, capacity }']],
  [
    { resources: { limits: { memory: '2GB' } } },
    [
      'resources.limits.memory: "2GB" is not a Kubernetes quantity; write "2Gi" (powers of 1024) or "2G" (powers of 1000)',
    ],
  ],
  [
    { podLabels: { net: 'a b', 'a b': 'net' } },
    [`podLabels: "net": "a b" ${NOT_A_LABEL}`, `podLabels: "a b": "net" ${NOT_A_LABEL}`],
  ],
  [{ podLabels: { net: 1 } }, [`podLabels: "net": 1 ${NOT_A_LABEL}`]],
  [{ parallelism: 0 }, ['parallelism: 0 is not a number of files; write 1 or more']],
  [{ parallelism: 1.5 }, ['parallelism: 1.5 is not a number of files; write 1 or more']],
])('%# is refused: %j', (options, messages) => {
  expect(problemsOf(options)).toEqual(messages);
});

test('a compression that the next Kopia cannot read is refused', () => {
  expect(problemsOf({ compression: 'lz4' })).toEqual([
    'compression: "lz4" is not one that every Kopia can read; write one of none, zstd-fastest, zstd, zstd-better-compression, zstd-best-compression, s2-default, s2-better, s2-parallel-4, s2-parallel-8, gzip, gzip-best-speed, gzip-best-compression, pgzip, pgzip-best-speed, pgzip-best-compression, deflate-default, deflate-best-speed, deflate-best-compression',
  ]);
});

test('a namespace that is none is refused', () => {
  expect(problemsOf({}, { namespace: 'My Games' })).toEqual([
    'namespace: "My Games" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
  ]);
});

test('movers may differ where the export maps all users to one, and where there is no file system', () => {
  const { b2: bucket } = squashing.repositories;
  const toBucket = [destination(bucket, { schedule: daily, retention: { daily: 7 } })];
  expect(problemsOf({ mover: { uid: 33 } }, { of: squashing })).toEqual([]);
  expect(problemsOf({ mover: { uid: 33 }, destinations: toBucket }, { of: squashing })).toEqual([]);
});

test('a cache without a class is refused where the cluster names none either', () => {
  const of = defineCluster({
    ...declaration,
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
  });
  expect(problemsOf({ cache: { capacity: '5Gi' } }, { of })).toEqual([
    'cache: "5Gi" without a storageClassName is an emptyDir, of whose limits VolSync tells Kopia only once; later runs take up to 10.5 GB, indexes and logs not counted, and the pod is evicted; name a class, or write "14Gi" or more (rule C2)',
  ]);
});

test('everything wrong with an app is told at once', () => {
  const wrong = { app: 'Romm', capacity: '5GB', schedule: '61 * * * *', mover: { gid: -1 }, parallelism: 0 };
  expect(problemsOf(wrong)).toEqual([
    `app: "Romm" ${NOT_A_NAME} (rule I2)`,
    'capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)',
    'schedule: "61 * * * *" has minute 61; minute goes from 0 to 59 (rule C1)',
    'mover.gid: -1 is not an id; write a whole number, 0 or more (rule M2)',
    'parallelism: 0 is not a number of files; write 1 or more',
  ]);
});

test('whatever plain JavaScript gives for an option is reported, or taken, and never crashes', () => {
  const option = fc.constantFrom<keyof AppOptions>(
    'app',
    'capacity',
    'claim',
    'existingClaim',
    'storage',
    'accessModes',
    'copyMethod',
    'plan',
    'destinations',
    'schedule',
    'retention',
    'mover',
    'cache',
    'resources',
    'podLabels',
    'parallelism',
    'compression',
    'restore',
    'formerly',
  );
  const inner = fc.constantFrom('hourly', 'from', 'asOf', 'uid', 'supplementalGroups', 'accessModes', 'limits', 'app');
  const scalar = fc.constantFrom(
    undefined,
    null,
    '',
    'x',
    0,
    -1,
    Number.NaN,
    5n,
    true,
    false,
    [],
    {},
    [null],
    () => '',
  );
  const value = fc.oneof(
    scalar,
    fc.tuple(inner, scalar).map(([key, each]) => ({ [key]: each })),
  );
  fc.assert(
    fc.property(option, value, (key, each) => {
      expect(problemsOf({ [key]: each })).toEqual(expect.any(Array));
    }),
    { numRuns: 1000 },
  );
});

describe('a retention that the schedule can never fill', () => {
  const warned = (options: Options) => appWarnings(decideApp({ app: 'romm', ...options }, 'games', cluster));

  test('is a warning', () => {
    expect(warned({ schedule: '5 3 * * *' })).toEqual([
      {
        field: 'retention.hourly',
        rule: 'R1',
        text: '24 are asked for, but of backups at "<minute> 3 * * *" Kopia keeps 2 for it at most, none that is more than 24 hours older than the newest; write latest: 24 in its place for the newest 24',
      },
    ]);
  });

  test.each<Options>([{}, { schedule: '*/0 * * * *' }, { schedule: '5 3 * * *', retention: { daily: 7 } }])(
    'is not that of %j',
    (options) => {
      expect(warned(options)).toEqual([]);
    },
  );
});
