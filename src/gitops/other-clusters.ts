import type { Construct } from 'constructs';
import { type ClusterInventory, otherClusterProblems } from '../model/inventory/other-clusters';
import { errorsAt, type Finding } from '../model/rules/finding';
import { inventoryEntries } from '../tree/inventory';

/** What this program has run, by the app. */
const ran = new Map<Construct, ClusterInventory>();

/**
 * What an app does to the other clusters of one program. Apps of one cluster are told apart by other rules. Only what a
 * program runs counts: a test may synthesise one declaration for clusters of many names.
 */
export function otherClusterErrors(app: Construct, cluster: string): Finding[] {
  const mine = { cluster, entries: inventoryEntries(app) };
  const others = [...ran.values()].filter((each) => each.cluster !== cluster);
  ran.set(app, mine);
  return others.flatMap((other) =>
    otherClusterProblems(mine, other).flatMap(({ path, ...problem }) => errorsAt(path, [problem])),
  );
}
