import { claimRepository } from '../../../src/engines/volsync/claim';
import { nfsRepository } from '../../../src/engines/volsync/nfs';
import type { InventoryEntry } from '../../../src/model/inventory/inventory';
import { otherClusterProblems } from '../../../src/model/inventory/other-clusters';
import { type Repository, repositoryLocation, type UnnamedRepository } from '../../../src/model/repository/repository';
import { prefixPerApp, s3Repository, sharedPrefix } from '../../../src/model/repository/s3/s3-repository';
import { cluster, declaration, lines, snapshotIdentity } from '../fixture';

const secret = { item: 'kopia' };
const named = (name: string, unnamed: UnnamedRepository): Repository => ({ ...unnamed, name });
const nas = (path = '/b') => named('nas', nfsRepository({ server: 'nas', path, access: 'mover-volumes', secret }));
const bucket = (prefix = sharedPrefix('kopia/')) =>
  named('b2', s3Repository({ ...declaration.repositories.b2, prefix }));
const disk = named('nas', claimRepository({ claim: 'backups', secret }));
const romm = { app: 'romm', namespace: 'games' };
const timetable = { cron: '0 3 * * *', timeZone: 'Etc/UTC' };

const at = (path: string, repository: Repository) => ({
  path,
  repository,
  location: repositoryLocation(repository, romm),
});
const backup = (repository: Repository, identity: object = {}): InventoryEntry => ({
  ...at('romm', repository),
  does: 'back-up',
  volume: { ...romm, claim: 'romm', claimExists: false },
  identity: { ...snapshotIdentity(romm, repository, cluster), ...identity },
  filedAs: romm,
  cron: '0 * * * *',
  maintainerConstruct: 'KopiaMaintenance',
});
const maintainer = (repository: Repository): InventoryEntry => ({
  ...at('maintenance', repository),
  does: 'maintain',
  timetable,
});
const sync = (from: Repository, to: Repository): InventoryEntry => ({
  ...at('sync', to),
  does: 'replicate',
  from,
  timetable,
});
const creation = (repository: Repository): InventoryEntry => ({ ...at('create', repository), does: 'create' });

/** What is said of one cluster's entries beside those of another. */
function problems(mine: readonly InventoryEntry[], theirs: readonly InventoryEntry[]): string[] {
  const found = otherClusterProblems(
    { cluster: { name: 'home' }, entries: mine },
    { cluster: { name: 'attic' }, entries: theirs },
  );
  return found.map((each) => `[${each.path}] ${lines([each])}`);
}

const lies = (inner: string, outer: string) =>
  `[${inner}] repository: "nas" lies inside "nas" of [${outer}], whose maintenance would stop at blobs that are not its own; give each a folder that does not hold the other, such as sharedPrefix('kopia/') in a bucket; where the inner one has backups already, it is the one to move, history and all (docs/failback.md) (rule M1)`;

test.each<[what: string, mine: InventoryEntry[], theirs: InventoryEntry[], ...said: string[]]>([
  [
    'a folder inside that of the other',
    [maintainer(nas('/b/sub'))],
    [maintainer(nas())],
    lies('maintenance', 'maintenance of cluster "attic"'),
  ],
  [
    'a folder around that of the other',
    [maintainer(nas())],
    [maintainer(nas('/b/sub'))],
    lies('maintenance of cluster "attic"', 'maintenance'),
  ],
  ['folders beside each other', [maintainer(nas('/b'))], [maintainer(nas('/c'))]],
  [
    'a copy that the other makes',
    [maintainer(bucket())],
    [sync(nas(), bucket())],
    '[maintenance] repository: "b2" is the copy that [sync of cluster "attic"] makes of "nas", and maintenance would write and delete blobs that the original knows nothing of; remove this one (rule M1)',
  ],
  [
    'a copy at a place that the other backs up into',
    [sync(nas(), bucket())],
    [backup(bucket()), maintainer(bucket())],
    '[romm of cluster "attic"] repository: "b2" is the copy that [sync] makes of "nas", and what is backed up into it is not in the original; back up into "nas" alone, or give the copy a place of its own (rule M1)',
    '[maintenance of cluster "attic"] repository: "b2" is the copy that [sync] makes of "nas", and maintenance would write and delete blobs that the original knows nothing of; remove this one (rule M1)',
  ],
  [
    'two copies at one place',
    [sync(nas(), bucket())],
    [sync(nas('/c'), bucket())],
    `[sync] to: "b2" is the copy that [sync of cluster "attic"] makes of "nas" already, and two syncs undo each other's work; give this one a place of its own (rule M1)`,
  ],
  ['copies at two places', [sync(nas(), bucket())], [sync(nas('/c'), bucket(sharedPrefix('other/')))]],
  [
    'copies that go round',
    [sync(bucket(), bucket(sharedPrefix('two/')))],
    [sync(bucket(sharedPrefix('two/')), bucket())],
    '[sync] from: "b2" is itself a copy, which [sync of cluster "attic"] makes, and goes back to "b2": of copies that go round none is the original, and a sync undoes what another has brought; remove one of them (rule M1)',
  ],
  [
    'two creations',
    [creation(nas())],
    [creation(nas())],
    '[create] repository: "nas" is created by [create of cluster "attic"] already, and this Job would fail for ever; remove one of them (rule M1)',
  ],
  [
    'two maintainers of repositories per app',
    [maintainer(bucket(prefixPerApp))],
    [maintainer(bucket(prefixPerApp))],
    `[maintenance] repository: "b2" is maintained by [maintenance of cluster "attic"] already, and two maintainers of one repository destroy each other's blobs; declare maintainedElsewhere: true in one of the clusters (rule M1)`,
  ],
  ['claims of one name, one in each', [backup(disk), maintainer(disk)], [backup(disk), maintainer(disk)]],
  [
    'one claim name backed up under two identities',
    [backup(nas()), maintainer(nas())],
    [backup(nas(), { hostname: 'games.attic' })],
  ],
])('%s', (_, mine, theirs, ...said) => {
  expect(problems(mine, theirs)).toEqual(said);
});

test('what is wrong in one of them alone is not said again', () => {
  const wrong = [sync(nas(), bucket()), backup(bucket())];
  expect(problems(wrong, [])).toEqual([]);
  expect(problems([], wrong)).toEqual([]);
});
