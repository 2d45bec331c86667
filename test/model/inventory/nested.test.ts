import {
  nfsRepository,
  prefixPerApp,
  prefixPerNamespacedApp,
  s3Repository,
  sftpRepository,
  sharedPrefix,
} from '../../../src';
import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import type { InventoryEntry } from '../../../src/model/inventory/inventory';
import { nestedProblems } from '../../../src/model/inventory/nested';
import { type Repository, repositoryLocation, type UnnamedRepository } from '../../../src/model/repository/repository';
import { declaration, lines } from '../fixture';

const secret = { item: 'kopia' };
const bucket = (prefix: object, more: object = {}) =>
  s3Repository({
    endpoint: 's3.example.org',
    bucket: 'backups',
    credentials: { item: 'keys' },
    secret,
    prefix,
    ...more,
  } as never);
const nas = (path: string, server = 'nas.internal') => nfsRepository({ server, path, access: 'mover-volumes', secret });
const box = (path: string) =>
  sftpRepository({
    host: 'box',
    username: 'u',
    path,
    knownHosts: 'box ssh-ed25519 AAAA',
    credentials: { item: 'k', password: 'p' },
    secret,
  } as never);

/** What is said where an app is backed up into each of two repositories. */
function problems(outer: UnnamedRepository, inner: UnnamedRepository, app = 'sonarr'): string[] {
  const repositories: Record<string, Repository> = {
    outer: { ...outer, name: 'outer' },
    inner: { ...inner, name: 'inner' },
  };
  const entries = Object.values(repositories).map((repository) => {
    const location = repositoryLocation(repository, { app, namespace: 'media' });
    return { does: 'create', path: `app-${repository.name}`, repository, location } as InventoryEntry;
  });
  return lines(nestedProblems(entries));
}

const lies = (field: string, where: string) =>
  `${field}: "inner" lies inside "outer" of [${where}], whose maintenance would stop at blobs that are not its own; give each a folder that does not hold the other, such as sharedPrefix('kopia/') in a bucket; where the inner one has backups already, it is the one to move, history and all (docs/failback.md) (rule M1)`;
const said = lies('repository', 'app-outer');

describe('M1: no repository lies inside another', () => {
  test.each<[what: string, outer: UnnamedRepository, inner: UnnamedRepository]>([
    ['the root of a bucket and a prefix in it', bucket(sharedPrefix('')), bucket(sharedPrefix('kopia/'))],
    ['the root of a bucket and the prefix of an app', bucket(sharedPrefix('')), bucket(prefixPerApp)],
    ['a prefix and one far below it', bucket(sharedPrefix('a')), bucket(sharedPrefix('a/b/c'))],
    ['a namespace and an app of it', bucket(sharedPrefix('media')), bucket(prefixPerNamespacedApp)],
    [
      'one bucket in two spellings',
      bucket(sharedPrefix('')),
      bucket(sharedPrefix('kopia/'), { endpoint: 'S3.EXAMPLE.ORG:443' }),
    ],
    ['a folder and one in it', nas('/mnt/backups'), nas('/mnt/backups/kopia/')],
    ['a folder and one in it, spelt otherwise', nas('/mnt/./backups'), nas('/mnt//backups/kopia', 'NAS.internal')],
    ['an SFTP folder and one in it', box('/home/u'), box('/home/u/kopia')],
  ])('%s', (_, outer, inner) => {
    expect(problems(outer, inner)).toEqual([said]);
  });

  test.each<[what: string, one: UnnamedRepository, other: UnnamedRepository]>([
    ['prefixes beside each other', bucket(sharedPrefix('kopia/')), bucket(prefixPerApp)],
    ['a prefix that begins like another', bucket(sharedPrefix('son')), bucket(prefixPerApp)],
    ['two buckets', bucket(sharedPrefix('')), bucket(sharedPrefix('kopia/'), { bucket: 'backups2' })],
    ['two servers', bucket(sharedPrefix('')), bucket(sharedPrefix('kopia/'), { endpoint: 's4.example.org' })],
    ['folders beside each other', nas('/mnt/backups'), nas('/mnt/backups2')],
    ['one place, which other rules are for', bucket(sharedPrefix('kopia/')), bucket(sharedPrefix('kopia'))],
  ])('%s are none', (_, one, other) => {
    expect(problems(one, other)).toEqual([]);
  });

  test.each<[what: string, does: object, field: string]>([
    ['looks into', { does: 'read', field: 'repository' }, 'repository'],
    ['copies', { does: 'read', field: 'from' }, 'from'],
    ['lets people change', { does: 'write' }, 'repository'],
    ['makes a copy at', { does: 'replicate' }, 'to'],
    ['maintains', { does: 'maintain' }, 'repository'],
  ])('whoever %s one of them takes it for a repository', (_, does, field) => {
    const at = (name: string, unnamed: UnnamedRepository) => {
      const repository: Repository = { ...unnamed, name };
      return { path: name, repository, location: repositoryLocation(repository) };
    };
    const [outer, inner] = [at('outer', bucket(sharedPrefix(''))), at('inner', bucket(sharedPrefix('copy/')))];
    const used = (first: object, second: object) =>
      lines(nestedProblems([{ ...outer, ...first } as InventoryEntry, { ...inner, ...second } as InventoryEntry]));
    expect(used({ does: 'create' }, does)).toEqual([lies(field, 'outer')]);
    expect(used(does, { does: 'create' })).toEqual([lies('repository', 'outer')]);
    const beside = at('outer', bucket(sharedPrefix('kopia/')));
    expect(nestedProblems([{ ...beside, ...does } as InventoryEntry, { ...inner, ...does } as InventoryEntry])).toEqual(
      [],
    );
  });

  test('what looks into the repositories of all apps does not take the bucket for one', () => {
    const repository: Repository = { ...bucket(prefixPerApp), name: 'own' };
    const app = {
      does: 'create',
      path: 'romm',
      repository,
      location: repositoryLocation(repository, { app: 'romm', namespace: 'a' }),
    };
    const verification = {
      does: 'read',
      field: 'repository',
      path: 'v',
      repository,
      location: repositoryLocation(repository),
    };
    expect(nestedProblems([app, verification] as InventoryEntry[])).toEqual([]);
  });

  test('fifty apps in one are told once', () => {
    const { repositories } = defineCluster({
      ...declaration,
      repositories: { ...declaration.repositories, outer: bucket(sharedPrefix('')), own: bucket(prefixPerApp) },
    });
    const entry = (repository: Repository, app: string) =>
      ({
        does: 'create',
        path: app,
        repository,
        location: repositoryLocation(repository, { app, namespace: 'a' }),
      }) as InventoryEntry;
    const apps = Array.from({ length: 50 }, (_, index) => entry(repositories.own, `app-${index}`));
    expect(nestedProblems([...apps, entry(repositories.outer, 'x')])).toHaveLength(1);
  });
});
