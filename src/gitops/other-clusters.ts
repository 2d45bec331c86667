import { resolve } from 'node:path';
import type { App } from 'cdk8s';
import type { Cluster } from '../model/cluster/cluster';
import { type ClusterInventory, otherClusterProblems } from '../model/inventory/other-clusters';
import { errorsAt, type Finding } from '../model/rules/finding';
import { inventoryEntries } from '../tree/inventory';
import { isUsersProgram } from './program/forgotten-apps';
import { watchProgram } from './program/watch';

/** What this process has synthesised, by cluster and output. What is written into one folder again is there once. */
const seen = new Map<string, ClusterInventory>();

/**
 * What an app does to the others of one program, whoever asks for its objects. A test looks at one declaration many times:
 * there only clusters of other names count.
 */
export function otherClusterErrors(app: App, cluster: Cluster): Finding[] {
  const mine = { cluster, entries: [...inventoryEntries(app)] };
  const key = JSON.stringify([cluster.name, resolve(app.outdir)]);
  const isProgram = isUsersProgram(watchProgram());
  const others = [...seen].flatMap(([its, each]) =>
    isProgram ? (its === key ? [] : [each]) : each.cluster.name === cluster.name ? [] : [each],
  );
  seen.set(key, mine);
  return others.flatMap((other) =>
    otherClusterProblems(mine, other).flatMap(({ path, ...problem }) => errorsAt(path, [problem])),
  );
}
