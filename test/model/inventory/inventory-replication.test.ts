import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import type { InventoryEntry } from '../../../src/model/inventory/inventory';
import { type Repository, repositoryLocation } from '../../../src/model/repository/repository';
import { sharedPrefix } from '../../../src/model/repository/s3/s3-repository';
import { declaration, engine, lines, snapshotIdentity } from '../fixture';
import { problemsByPath } from './by-path';

/** The fixture's bucket as one place for all, which can hold a copy. */
function repositories(change: object = {}) {
  const b2 = { ...declaration.repositories.b2, prefix: sharedPrefix('nas'), ...change };
  return defineCluster({ ...declaration, repositories: { ...declaration.repositories, b2 } });
}

const cluster = repositories();
const { nas, b2: copy } = cluster.repositories;

const at = (repository: Repository, app = '') => ({
  repository,
  location: repositoryLocation(repository, { app, namespace: 'games' }),
});
const sync = (path: string, to: Repository = copy): InventoryEntry => ({
  does: 'replicate',
  path,
  from: nas,
  timetable: { cron: '0 3 * * *', timeZone: 'Etc/UTC' },
  ...at(to),
});
const maintainer = (path: string, of: Repository = copy): InventoryEntry => ({
  does: 'maintain',
  mountsItself: true,
  path,
  timetable: { cron: '0 */6 * * *', timeZone: 'Etc/UTC' },
  ...at(of),
});
const creation = (path: string): InventoryEntry => ({ does: 'create', path, ...at(copy) });
const backup = (path: string, to: Repository = copy): InventoryEntry => ({
  does: 'back-up',
  path,
  volume: { app: path, namespace: 'games', claim: path, claimExists: false },
  identity: snapshotIdentity({ app: path, namespace: 'games' }, to, cluster),
  filedAs: { app: path, namespace: 'games' },
  cron: '0 * * * *',
  maintainerConstruct: engine.maintainerConstruct(to),
  ...at(to, path),
});
const complete: InventoryEntry[] = [maintainer('maintenance', nas), { does: 'inject', path: 'policy', ...at(nas) }];

function problems(...entries: readonly InventoryEntry[]): Record<string, string[]> {
  return Object.fromEntries(problemsByPath(entries).map(([path, found]) => [path, lines(found)]));
}

test.each<[what: string, entries: readonly InventoryEntry[]]>([
  ['a copy, which needs no maintainer', [sync('sync')]],
  ['a copy of what is backed up and maintained', [backup('romm', nas), sync('sync'), ...complete]],
  [
    'two copies below two prefixes',
    [sync('one'), sync('two', repositories({ prefix: sharedPrefix('other') }).repositories.b2)],
  ],
  ['a creation without a copy', [creation('create')]],
])('%s breaks no rule', (_, entries) => {
  expect(problems(...entries)).toEqual({});
});

test('M1: a second sync to one place is told, with the path of the first', () => {
  const text = `to: "b2" is the copy that [one] makes of "nas" already, and two syncs undo each other's work; give this one a place of its own (rule M1)`;
  expect(problems(sync('one'), sync('two'), sync('three'))).toEqual({ two: [text], three: [text] });
});

test('M1: a backup into a copy is told once, and needs no maintainer on top', () => {
  expect(problems(backup('romm'), backup('plex'), sync('sync'))).toEqual({
    romm: [
      'repository: "b2" is the copy that [sync] makes of "nas", and what is backed up into it is not in the original; back up into "nas" alone, or give the copy a place of its own (rule M1)',
    ],
  });
});

test("M1: a backup into an app's own repository is told when a copy is at its place", () => {
  const apps = repositories({ prefix: { layout: 'app' } }).repositories.b2;
  expect(Object.keys(problems(backup('plex', apps), backup('nas', apps), maintainer('m', nas), sync('sync')))).toEqual([
    'nas',
    'plex',
  ]);
  expect(problems(backup('nas', apps), sync('sync')).nas).toHaveLength(1);
});

test('M1: a maintainer of a copy is told', () => {
  expect(problems(sync('sync'), maintainer('maintenance'))).toEqual({
    maintenance: [
      'repository: "b2" is the copy that [sync] makes of "nas", and maintenance would write and delete blobs that the original knows nothing of; remove this one (rule M1)',
    ],
  });
});

test('M1: a copy that is declared maintained elsewhere is told', () => {
  const elsewhere = repositories({ maintainedElsewhere: true }).repositories.b2;
  expect(problems(sync('sync', elsewhere))).toEqual({
    sync: [
      'to: "b2" is declared maintainedElsewhere: true, but a maintained copy is none any more; leave it out, and stop that maintainer (rule M1)',
    ],
  });
});

test('M1: creating a repository in the place of a copy is told', () => {
  expect(problems(creation('create'), sync('sync'))).toEqual({
    create: [
      'repository: "b2" is the copy that [sync] makes of "nas", and a new repository there would keep every sync out; remove this one, and begin the copy with firstSeeding: true (rule M1)',
    ],
  });
});

describe('M1: copies that go round', () => {
  const { a, b, c } = defineCluster({
    ...declaration,
    repositories: Object.fromEntries(
      ['a', 'b', 'c'].map((each) => [each, { ...declaration.repositories.b2, prefix: sharedPrefix(each) }]),
    ) as Record<'a' | 'b' | 'c', typeof declaration.repositories.b2>,
    primary: 'a',
    plans: () => ({ standard: declaration.plans(cluster.repositories).standard }),
    defaultPlan: 'standard',
  } as never).repositories as unknown as Record<'a' | 'b' | 'c', Repository>;
  const copied = (path: string, from: Repository, to: Repository): InventoryEntry =>
    ({ ...sync(path, to), from }) as InventoryEntry;

  test('are told once, with the path of the sync before', () => {
    expect(problems(copied('one', a, b), copied('two', b, a))).toEqual({
      two: [
        'from: "b" is itself a copy, which [one] makes, and goes back to "a": of copies that go round none is the original, and a sync undoes what another has brought; remove one of them (rule M1)',
      ],
    });
    expect(
      Object.values(problems(copied('one', a, b), copied('two', b, c), copied('three', c, a))).flat(),
    ).toHaveLength(1);
  });

  test('are none where one is removed: a copy of a copy has an original', () => {
    expect(problems(copied('one', a, b), copied('two', b, c))).toEqual({});
  });
});
