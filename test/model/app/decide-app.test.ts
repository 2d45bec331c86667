import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import type { App } from '../../../src/model/app/app';
import { APP_KEYS } from '../../../src/model/app/app-keys';
import { decideApp } from '../../../src/model/app/decide-app';
import type { AppOptions } from '../../../src/model/app/options';
import type { Destination } from '../../../src/model/plan/plan';
import { destination, plan } from '../../../src/model/plan/plan';
import { repositoryLocation } from '../../../src/model/repository/repository';
import { daily } from '../../../src/model/schedule/schedule';
import { given } from '../../../src/model/values/given';
import { cluster, declaration } from '../fixture';

const { nas, b2 } = cluster.repositories;

/** The same cluster with nothing in it that can be left out. */
const bare = defineCluster({
  ...declaration,
  capacity: undefined,
  storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
});

const decide = (options: Omit<AppOptions, 'app'>, of = cluster) =>
  decideApp(given<AppOptions>({ app: 'romm', ...options }, APP_KEYS), 'games', of);

/** What the standard plan comes to for this app. Pinned: another minute would move backups on upgrade. */
const standard = [
  toNas(cluster.plans.standard.destinations[0], '19 * * * *'),
  toB2(cluster.plans.standard.destinations[1], '23 0 * * *'),
];

/** A Secret that External Secrets makes. */
function made(name: string) {
  return { name: `${name}-secret`, made: { by: cluster.secrets, name }, problems: [] };
}

/** What is decided of a destination in the primary repository, which somebody else maintains for all. */
function toNas(declared: Destination | undefined, cron: string) {
  return {
    ...declared,
    cron,
    source: 'romm',
    secret: made('romm-volsync'),
    identity: { username: 'romm', hostname: 'games', path: '/data' },
    location: 'nfs://nas.internal/mnt/backups/',
    maintainer: undefined,
  };
}

/** What is decided of a destination in a repository of the app's own. */
function toB2(declared: Destination | undefined, cron: string) {
  return {
    ...declared,
    cron,
    source: 'romm-b2',
    secret: made('romm-volsync-b2'),
    identity: { username: 'romm-b2', hostname: 'games', path: '/data' },
    location: repositoryLocation(b2, { app: 'romm', namespace: 'games' }),
    maintainer: { name: 'romm-b2', cron: '23 */6 * * *' },
  };
}

test('an app that only has a name is as its cluster says', () => {
  expect(decide({})).toEqual<App>({
    name: { app: 'romm', namespace: 'games' },
    filedAs: { app: 'romm', namespace: 'games' },
    renamed: false,
    claim: 'romm',
    claimExists: false,
    capacity: '7Gi',
    volumes: {
      claim: { storageClassName: 'block', accessModes: ['ReadWriteOnce'] },
      copy: { storageClassName: 'block', accessModes: ['ReadWriteOnce'] },
      restored: { storageClassName: 'block', accessModes: ['ReadWriteOnce'] },
      volumeSnapshotClassName: 'block-snapshots',
      snapshotsOutliveVolume: true,
    },
    copyMethod: 'Snapshot',
    destinations: standard as never,
    mover: { uid: 1000, gid: 1001, runAsNonRoot: true },
    cache: { storageClassName: 'local', capacity: '12Gi' },
    restoreCache: { storageClassName: 'local', capacity: '12Gi' },
    resources: undefined,
    placement: {},
    podLabels: {},
    parallelism: 2,
    compression: 'zstd-fastest',
    restore: { name: 'romm-dst', destination: standard[0], asOf: undefined, previous: undefined } as never,
    migration: undefined,
    written: standard as never,
    filledBy: 'romm-dst',
  });
});

interface Case {
  readonly field: keyof App;
  /** What the app says. */
  readonly own: Omit<AppOptions, 'app'>;
  /** What comes of it, of a cluster that has an opinion, and of one that has none. */
  readonly decided: readonly [app: unknown, cluster: unknown, neither: unknown];
}

test.each<Case>([
  { field: 'capacity', own: { capacity: '15Gi' }, decided: ['15Gi', '7Gi', '5Gi'] },
  { field: 'claim', own: { claim: 'data' }, decided: ['data', 'romm', 'romm'] },
  { field: 'copyMethod', own: { copyMethod: 'Direct' }, decided: ['Direct', 'Snapshot', 'Snapshot'] },
  {
    field: 'mover',
    own: { mover: { uid: 33 } },
    decided: [{ uid: 33, gid: 1001, runAsNonRoot: true }, declaration.mover, declaration.mover],
  },
  {
    field: 'cache',
    own: { cache: { capacity: '20Gi' } },
    decided: [{ storageClassName: 'local', capacity: '20Gi' }, declaration.storage.cache, { capacity: '16Gi' }],
  },
  {
    field: 'cache',
    own: { cache: 'emptyDir' },
    decided: [{ capacity: '16Gi' }, declaration.storage.cache, { capacity: '16Gi' }],
  },
  { field: 'parallelism', own: { parallelism: 8 }, decided: [8, 2, 2] },
  { field: 'compression', own: { compression: 'none' }, decided: ['none', 'zstd-fastest', 'zstd-fastest'] },
  {
    field: 'filedAs',
    own: { formerly: { namespace: 'media' } },
    decided: [
      { app: 'romm', namespace: 'media' },
      { app: 'romm', namespace: 'games' },
      { app: 'romm', namespace: 'games' },
    ],
  },
])('$field: what the app says wins over its cluster, and that over the library: $own', ({ field, own, decided }) => {
  expect([decide(own)[field], decide({})[field], decide({}, bare)[field]]).toEqual(decided);
});

/** What is looked up by name: `undefined` is what a misspelt one comes to, and is refused. */
type NamedOption = 'storage' | 'schedule' | 'retention' | 'mover' | 'secrets' | 'restore' | 'migration' | 'formerly';

test.each([undefined, null])('an option that is %p is one that is left out', (value) => {
  const nothing = value as undefined;
  // A plan or destinations that are given and nothing are refused, and so are other named ones that are undefined.
  const options: Record<keyof Omit<AppOptions, 'app' | 'plan' | 'destinations' | NamedOption>, undefined> = {
    capacity: nothing,
    claim: nothing,
    existingClaim: nothing,
    accessModes: nothing,
    copyMethod: nothing,
    cache: nothing,
    restoreCache: nothing,
    resources: nothing,
    placement: nothing,
    podLabels: nothing,
    labels: nothing,
    annotations: nothing,
    parallelism: nothing,
    compression: nothing,
  };
  expect(decide(options)).toEqual(decide({}));
  expect(decide({ mover: { uid: nothing }, cache: { capacity: nothing }, formerly: { app: nothing } })).toEqual(
    decide({}),
  );
});

test('a named option that is null is one that is left out', () => {
  const options: Record<NamedOption, null> = {
    storage: null,
    schedule: null,
    retention: null,
    mover: null,
    secrets: null,
    restore: null,
    migration: null,
    formerly: null,
  };
  expect(decide(options as unknown as Partial<AppOptions>)).toEqual(decide({}));
});

describe('the destinations of an app', () => {
  const own = destination(b2, { schedule: daily, retention: { weekly: 8 } });

  test('are those of its plan', () => {
    expect(decide({}).destinations).toEqual(standard);
    expect(decide({ plan: cluster.plans.local }).destinations).toEqual([
      toNas(cluster.plans.local.destinations[0], '19 */6 * * *'),
    ]);
  });

  test('are its own where it names some', () => {
    expect(decide({ destinations: [own] }).destinations).toEqual([toB2(own, '23 0 * * *')]);
  });

  test('take schedule and retention of the app for the first of them only', () => {
    const [first, second] = decide({ schedule: '5 3 * * *', retention: { weekly: 2 } }).destinations;
    expect(first?.repository).toBe(nas);
    expect(first?.schedule.cron('seed')).toBe('5 3 * * *');
    expect(first?.cron).toBe('5 3 * * *');
    expect(first?.retention).toEqual({ hourly: 0, daily: 0, weekly: 2, monthly: 0, yearly: 0, latest: 0 });
    expect(second).toEqual(standard[1]);
  });

  test("are backed up into in a minute that is the app's own, unless somebody fixed it", () => {
    const crons = (options: Omit<AppOptions, 'app'>, namespace: string) =>
      decideApp({ app: 'romm', ...options }, namespace, cluster).destinations.map(({ cron }) => cron);
    expect(crons({}, 'games')).toEqual(['19 * * * *', '23 0 * * *']);
    expect(crons({}, 'media')).toEqual(['25 * * * *', '12 0 * * *']);
    // A moved app keeps its snapshots' name, not its minute.
    expect(crons({ formerly: { namespace: 'games' } }, 'media')).toEqual(crons({}, 'media'));
    expect(crons({ plan: cluster.plans.standard.at({ nas: 7, b2: 8 }) }, 'media')).toEqual(['7 * * * *', '8 0 * * *']);
  });

  test('leave the plan as it is for the next app', () => {
    decide({ schedule: '5 3 * * *', retention: { weekly: 2 } });
    expect(decide({}).destinations).toEqual(standard);
  });

  test.each([['local'], [undefined], [[undefined]], [plan()], [{}]])(
    'are none, to be reported and not to crash, where a plan or a list is %j',
    (value) => {
      expect(decide({ destinations: value as never }, bare).destinations).toEqual(
        value === undefined ? decide({}, bare).destinations : [],
      );
      expect(decide({ plan: (value ?? 'local') as never }).destinations).toEqual([]);
    },
  );
});

describe('the restore of an app', () => {
  test('is from the first destination, unless it says from where', () => {
    expect(decide({ restore: {} }).restore?.destination.repository).toBe(nas);
    expect(decide({ restore: { from: b2 } }).restore?.destination.repository).toBe(b2);
  });

  test('may be of a point in time, or skip the newest', () => {
    expect(decide({ restore: { asOf: '2026-01-31T03:00:00+01:00' } }).restore?.asOf).toEqual(
      new Date('2026-01-31T02:00:00Z'),
    );
    expect(decide({ restore: { previous: 2 } }).restore?.previous).toBe(2);
  });

  test.each<Omit<AppOptions, 'app'>>([
    { restore: false },
    { existingClaim: 'data-0' },
    { restore: { from: 'b2' as never } },
  ])('is none for %j', (options) => {
    expect(decide(options).restore).toBeUndefined();
  });
});

test('a claim that exists keeps its name', () => {
  expect(decide({ existingClaim: 'data-romm-0' })).toMatchObject({ claim: 'data-romm-0', claimExists: true });
});
