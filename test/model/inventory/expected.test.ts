import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import { expectedIn } from '../../../src/model/inventory/expected';
import type { InventoryEntry } from '../../../src/model/inventory/inventory';
import { type Repository, repositoryLocation } from '../../../src/model/repository/repository';
import { s3Repository, sharedPrefix } from '../../../src/model/repository/s3/s3-repository';
import { declaration, engine, snapshotIdentity } from '../fixture';

const far = s3Repository({
  endpoint: 'far.example.org',
  bucket: 'far',
  secret: { item: 'kopia' },
  credentials: { item: 'far' },
  prefix: sharedPrefix('nas'),
});
const cluster = defineCluster({
  ...declaration,
  repositories: { ...declaration.repositories, far, farther: { ...far, endpoint: 'farther.example.org' } },
} as never);
const { nas, b2 } = cluster.repositories as never as Record<string, Repository>;
const { far: copy, farther } = cluster.repositories as never as Record<string, Repository>;

const HOUR = 3600;
const DAY = 24 * HOUR;

function backup(app: string, repository: Repository | undefined, cron: string, filedAs = app): InventoryEntry {
  if (repository === undefined) throw new Error('no repository');
  const name = { app, namespace: 'games' };
  const filed = { app: filedAs, namespace: 'games' };
  return {
    does: 'back-up',
    path: app,
    volume: { ...name, claim: app, claimExists: false },
    repository,
    identity: snapshotIdentity(filed, repository, cluster),
    filedAs: filed,
    cron,
    location: repositoryLocation(repository, filed),
    maintainerConstruct: engine.maintainerConstruct(repository),
  };
}

function sync(from: Repository | undefined, to: Repository | undefined, cron: string): InventoryEntry {
  if (!from || !to) throw new Error('no repository');
  const timetable = { cron, timeZone: 'Etc/UTC' };
  return { does: 'replicate', path: 'sync', from, repository: to, location: repositoryLocation(to), timetable };
}

function expected(repository: Repository | undefined, ...entries: InventoryEntry[]): unknown[] {
  if (!repository) throw new Error('no repository');
  return expectedIn(repository, entries).map(({ identity, seconds }) => [identity.username, seconds]);
}

const entries = [
  backup('romm', nas, '0 * * * *'),
  backup('plex', nas, '5 4 * * 0'),
  backup('romm', b2, '0 0 * * *'),
  backup('new-name', b2, '0 */6 * * *', 'old-name'),
];

test('what is backed up into it, each as old as its own schedule leaves it', () => {
  expect(expected(nas, ...entries)).toEqual([
    ['romm', HOUR],
    ['plex', 7 * DAY],
  ]);
});

test('of a repository per app all that is in any of them, under the name that it is filed as', () => {
  expect(expectedIn(b2 as Repository, entries).map(({ filedAs, seconds }) => [filedAs.app, seconds])).toEqual([
    ['romm', DAY],
    ['old-name', 6 * HOUR],
  ]);
});

test('a copy holds what its original does, as late as the sync may leave it; a copy of that is later still', () => {
  const copies = [sync(nas, copy, '0 3 * * *'), sync(copy, farther, '0 3 * * 0')];
  expect(expected(copy, ...entries, ...copies)).toEqual([
    ['romm', DAY + HOUR],
    ['plex', 8 * DAY],
  ]);
  expect(expected(farther, ...entries, ...copies)[0]).toEqual(['romm', 8 * DAY + HOUR]);
});

test('a ring of copies, which is reported, does not go on for ever', () => {
  expect(expected(copy, sync(copy, farther, '0 3 * * *'), sync(farther, copy, '0 3 * * *'))).toEqual([]);
});

test('nothing is known of what others write', () => {
  expect(expected(copy, ...entries)).toEqual([]);
});
