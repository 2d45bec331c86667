import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import { nfsRepository } from '../../../src/engines/volsync/nfs';
import type { InventoryEntry } from '../../../src/model/inventory/inventory';
import { type Repository, repositoryLocation } from '../../../src/model/repository/repository';
import { cluster, declaration, engine, lines, snapshotIdentity } from '../fixture';
import { problemsByPath } from './by-path';

const { nas, b2 } = cluster.repositories;

function nasWith(change: Partial<typeof nas>): Repository {
  const changed = nfsRepository({ ...declaration.repositories.nas, ...change } as never);
  return defineCluster({ ...declaration, repositories: { ...declaration.repositories, nas: changed } }).repositories
    .nas;
}

/** What an app of that name enters. */
function backup(path: string, repository: Repository = nas, app = path): InventoryEntry {
  const name = { app, namespace: 'games' };
  const identity = snapshotIdentity(name, repository, cluster);
  const maintainerConstruct = engine.maintainerConstruct(repository);
  const location = repositoryLocation(repository, name);
  const volume = { ...name, claim: app, claimExists: false };
  const filed = { filedAs: name, cron: '0 * * * *' };
  return { does: 'back-up', path, volume, repository, identity, location, maintainerConstruct, ...filed };
}

function maintainer(path: string, repository: Repository = nas, app = ''): InventoryEntry {
  const location = repositoryLocation(repository, { app, namespace: 'games' });
  const timetable = { cron: '0 */6 * * *', timeZone: 'Etc/UTC' };
  return { does: 'maintain', path, repository, location, timetable };
}

function injection(path: string, repository: Repository = nas): InventoryEntry {
  return { does: 'inject', path, repository, location: repositoryLocation(repository, { app: '', namespace: '' }) };
}

/** The problems, each below the construct that can repair it. */
function problems(...entries: readonly InventoryEntry[]): Record<string, string[]> {
  return Object.fromEntries(problemsByPath(entries).map(([path, found]) => [path, lines(found)]));
}

const mounted = nasWith({ access: 'mover-volumes', mountPath: '/mnt/repository' });
const complete = [maintainer('maintenance'), injection('policy')];

test.each<[what: string, entries: readonly InventoryEntry[]]>([
  ['an empty tree', []],
  ['two apps in a repository that is maintained and mounted', [backup('romm'), backup('plex'), ...complete]],
  ['one app in two repositories', [backup('romm'), backup('romm', b2), maintainer('romm', b2, 'romm'), ...complete]],
  ['a maintainer without apps yet', complete],
  ['a maintainer that mounts the repository itself', [{ ...maintainer('job'), mountsItself: true } as InventoryEntry]],
  [
    'a repository that is maintained and mounted elsewhere',
    [backup('romm', nasWith({ maintainedElsewhere: true, injectedElsewhere: true }))],
  ],
  ['mover volumes without an admission policy', [backup('romm', mounted), maintainer('maintenance', mounted)]],
])('%s breaks no rule', (_, entries) => {
  expect(problems(...entries)).toEqual({});
});

test('I2: an app whose identity another has already is told, with the path of the other', () => {
  expect(
    problems(backup('first', nas, 'a.b'), backup('second', nas, 'ab'), backup('third', nas, 'ab'), ...complete),
  ).toEqual({
    second: [
      'app: "ab@games:/data" in "nas" is the identity of [first] too, so both would write one history; rename one of them; what gets another name begins a new history, so let it be the one without backups, and without formerly (rule I2)',
    ],
    third: [
      'app: "ab@games:/data" in "nas" is the identity of [first] too, so both would write one history; rename one of them; what gets another name begins a new history, so let it be the one without backups, and without formerly (rule I2)',
    ],
  });
});

test('M1: a repository without a maintainer is told once, however many apps use it', () => {
  expect(problems(backup('romm'), backup('plex'), injection('policy'))).toEqual({
    romm: [
      'repository: "nas" has no maintainer, so it only ever grows; add new KopiaMaintenance(chart, { repository }), or declare maintainedElsewhere: true (rule M1)',
    ],
  });
});

test('M1: each repository of its own wants a maintainer of its own', () => {
  const own = [backup('romm', b2), backup('plex', b2), maintainer('plex', b2, 'plex')];
  expect(Object.keys(problems(...own))).toEqual(['romm']);
});

test('M1: a second maintainer is told, with the path of the first', () => {
  expect(problems(...complete, maintainer('again'))).toEqual({
    again: [
      `repository: "nas" is maintained by [maintenance] already, and two maintainers of one repository destroy each other's blobs; remove one (rule M1)`,
    ],
  });
});

test('M1: two apps of one name cannot share a prefix', () => {
  const two = ['games/romm', 'media/romm'].flatMap((path) => [maintainer(path, b2, 'romm')]);
  expect(problems(...two)).toEqual({
    'media/romm': [
      `repository: "b2" is maintained by [games/romm] already, and two maintainers of one repository destroy each other's blobs; keep the apps apart with prefixPerNamespacedApp; where there are backups already, move them too, and delete the maintainers' caches (docs/failback.md) (rule M1)`,
    ],
  });
});

test('M1: a maintainer of a repository that is maintained elsewhere is told', () => {
  const elsewhere = nasWith({ maintainedElsewhere: true });
  expect(problems(maintainer('maintenance', elsewhere), injection('policy'))).toEqual({
    maintenance: [
      'repository: "nas" is declared maintainedElsewhere: true, and a second maintainer destroys blobs that the first still needs; remove one of them (rule M1)',
    ],
  });
});

test('A2: a repository that no policy mounts is told once', () => {
  expect(problems(backup('romm'), backup('plex'), maintainer('maintenance'))).toEqual({
    romm: [
      'repository: "nas" is mounted by an admission policy that is not here, so no mover would see it; add new NfsInjectionPolicy(chart, { repository }), or declare injectedElsewhere: true (rule A2)',
    ],
  });
});

test('A2: a policy for another export does not help', () => {
  const other = nasWith({ path: '/mnt/other' });
  expect(Object.keys(problems(backup('romm'), maintainer('maintenance'), injection('policy', other)))).toEqual([
    'romm',
  ]);
});

test('M1: an app in the very place of another is told even where somebody else maintains it', () => {
  const own = { ...b2, maintainedElsewhere: true };
  expect(
    problems(backup('one', own, 'romm'), {
      ...backup('two', own, 'romm'),
      identity: { username: 'other', hostname: 'media', path: '/data' },
      volume: { app: 'romm', namespace: 'media', claim: 'romm', claimExists: false },
    } as InventoryEntry),
  ).toEqual({
    two: [
      'repository: "b2" gives this app the very place of [one]; keep the apps apart with prefixPerNamespacedApp; where there are backups already, move them too, and delete the maintainers\' caches (docs/failback.md) (rule M1)',
    ],
  });
});
