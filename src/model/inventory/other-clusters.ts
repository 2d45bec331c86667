import { renderIdentity } from '../identity';
import type { Repository } from '../repository/repository';
import { firstOfEach } from '../values/repeated';
import { does, type InventoryEntry, type InventoryFinding } from './entry';

/** What the constructs of one cluster do with repositories. */
export interface ClusterInventory {
  /** Name of the cluster. */
  readonly cluster: string;
  readonly entries: readonly InventoryEntry[];
}

/**
 * What a cluster does to another that uses the same repository. Of two apps with one identity, each backup deletes what
 * the other one keeps; of two maintainers, one deletes what the other still needs.
 */
export function otherClusterProblems(mine: ClusterInventory, other: ClusterInventory): InventoryFinding[] {
  const backups = new Map(
    other.entries.filter(does('back-up')).map((each) => [`${renderIdentity(each.identity)} ${each.location}`, each]),
  );
  const maintainers = new Map(other.entries.filter(does('maintain')).map((each) => [each.location, each]));
  const name = JSON.stringify(other.cluster);
  return [
    // Fifty apps in one repository are one problem.
    ...firstOfEach(
      mine.entries
        .filter(does('back-up'))
        .filter((each) => backups.has(`${renderIdentity(each.identity)} ${each.location}`)),
      byName,
    ).map(({ path, repository, identity }) => ({
      path,
      field: 'repository',
      text: `"${renderIdentity(identity)}" in "${repository.name}" is an app of cluster ${name} too, and each backup of one deletes snapshots of the other; declare identity: 'namespace.cluster' for both clusters, or give one of them a repository of its own`,
      rule: 'I2' as const,
    })),
    ...mine.entries.filter(does('maintain')).flatMap(({ path, repository, location }) => {
      const there = maintainers.get(location);
      const text = `"${repository.name}" is maintained by [${there?.path}] of cluster ${name} already, and two maintainers of one repository destroy each other's blobs; declare maintainedElsewhere: true in one of the clusters`;
      return there === undefined ? [] : [{ path, field: 'repository', text, rule: 'M1' as const }];
    }),
  ];
}

function byName({ repository }: { readonly repository: Repository }): string {
  return repository.name;
}
