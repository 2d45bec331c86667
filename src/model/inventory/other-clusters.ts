import { renderIdentity } from '../identity';
import { kindOf, type Repository } from '../repository/repository';
import { firstOfEach } from '../values/repeated';
import { copyProblems } from './copies';
import { does, type InventoryEntry, type InventoryFinding } from './entry';
import { createdTwice, inventoryProblems } from './inventory';
import { nestedProblems } from './nested';
import { occupantProblems } from './occupants';

/** What the constructs of one tree do with repositories. */
export interface ClusterInventory {
  /** The cluster that they are for. */
  readonly cluster: { readonly name: string };
  readonly entries: readonly InventoryEntry[];
}

/**
 * What a tree does to another of the same program. For one cluster they are one tree in two parts; otherwise only places
 * are in common, and no claim, no Secret and no namespace is.
 */
export function otherClusterProblems(mine: ClusterInventory, other: ClusterInventory): InventoryFinding[] {
  if (mine.cluster === other.cluster) {
    const theirs = other.entries.map((each) => ({ ...each, path: `${each.path} of another GitOpsApp` }));
    return together(mine.entries, theirs, inventoryProblems);
  }
  const sameName = mine.cluster.name === other.cluster.name;
  const name = `${sameName ? 'another ' : ''}cluster ${JSON.stringify(other.cluster.name)}`;
  const theirs = other.entries.map((each) => elsewhere(each, name));
  return [
    ...sharedIdentities(mine.entries, theirs, name, sameName),
    ...maintainedTwice(mine.entries, theirs),
    ...together(mine.entries, theirs, (entries) => [
      ...copyProblems(entries),
      ...createdTwice(entries.filter(does('create'))),
      ...nestedProblems(entries),
      ...occupantProblems(entries),
    ]),
  ];
}

/** What is wrong with both, and with neither of them alone. */
function together(
  mine: readonly InventoryEntry[],
  theirs: readonly InventoryEntry[],
  rules: (entries: readonly InventoryEntry[]) => InventoryFinding[],
): InventoryFinding[] {
  const keyOf = ({ path, text }: InventoryFinding) => JSON.stringify([path, text]);
  const alone = new Set([...rules(mine), ...rules(theirs)].map(keyOf));
  return rules([...theirs, ...mine]).filter((each) => !alone.has(keyOf(each)));
}

/** An entry as another cluster sees it: messages name its cluster, and a claim is not the one of that name here. */
function elsewhere(entry: InventoryEntry, cluster: string): InventoryEntry {
  const path = `${entry.path} of ${cluster}`;
  return 'location' in entry && isOnClaim(entry.repository)
    ? { ...entry, path, location: `${cluster} ${entry.location}` }
    : { ...entry, path };
}

function isOnClaim(repository: Repository): boolean {
  const volume = kindOf(repository).volume(repository);
  return volume !== undefined && 'persistentVolumeClaim' in volume;
}

/** I2: of two apps with one identity, each backup deletes what the other one keeps. */
function sharedIdentities(
  mine: readonly InventoryEntry[],
  theirs: readonly InventoryEntry[],
  cluster: string,
  sameName: boolean,
): InventoryFinding[] {
  const backups = new Set(
    theirs.filter(does('back-up')).map(({ identity, location }) => `${renderIdentity(identity)} ${location}`),
  );
  const shared = mine
    .filter(does('back-up'))
    .filter(({ identity, location }) => backups.has(`${renderIdentity(identity)} ${location}`));
  // Fifty apps in one repository are one problem.
  return firstOfEach(shared, ({ repository }) => repository.name).map(({ path, repository, identity }) => ({
    path,
    field: 'repository',
    text: `"${renderIdentity(identity)}" in "${repository.name}" is an app of ${cluster} too, and each backup of one deletes snapshots of the other; give one of them a repository of its own, and move its history there (docs/failback.md), or declare identity: 'namespace.cluster' for both${sameName ? ', under names of their own,' : ''} where neither has backups yet: with it every app begins a new history, and restores miss the one before`,
    rule: 'I2',
  }));
}

/** M1: of two maintainers, one deletes what the other still needs. */
function maintainedTwice(mine: readonly InventoryEntry[], theirs: readonly InventoryEntry[]): InventoryFinding[] {
  const maintainers = new Map(theirs.filter(does('maintain')).map((each) => [each.location, each]));
  return mine.filter(does('maintain')).flatMap(({ path, repository, location }) => {
    const there = maintainers.get(location);
    const text = `"${repository.name}" is maintained by [${there?.path}] already, and two maintainers of one repository destroy each other's blobs; declare maintainedElsewhere: true in one of the clusters`;
    return there === undefined ? [] : [{ path, field: 'repository', text, rule: 'M1' as const }];
  });
}
