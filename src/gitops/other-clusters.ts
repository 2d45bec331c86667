import type { Construct } from 'constructs';
import { type ClusterInventory, otherClusterProblems } from '../model/inventory/other-clusters';
import { errorsAt, type Finding } from '../model/rules/finding';
import { inventoryEntries } from '../tree/inventory';

/** What was synthesised in this process, by the app that it was synthesised of. */
const synthesised = new Map<Construct, ClusterInventory>();

/** What an app does to the other clusters of one program. Apps of one cluster are told apart by other rules. */
export function otherClusterErrors(app: Construct, cluster: string): Finding[] {
  const mine = { cluster, entries: inventoryEntries(app) };
  const others = [...synthesised.values()].filter((each) => each.cluster !== cluster);
  synthesised.set(app, mine);
  return others.flatMap((other) =>
    otherClusterProblems(mine, other).flatMap(({ path, ...problem }) => errorsAt(path, [problem])),
  );
}
