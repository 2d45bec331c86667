import { resolve } from 'node:path';
import type { App } from 'cdk8s';
import type { Cluster } from '../model/cluster/cluster';
import { type ClusterInventory, otherClusterProblems } from '../model/inventory/other-clusters';
import { errorsAt, type Finding } from '../model/rules/finding';
import { inventoryEntries } from '../tree/inventory';
import { isUsersProgram } from './program/forgotten-apps';
import { isScratch } from './program/place';
import { watchProgram } from './program/watch';

interface Seen extends ClusterInventory {
  readonly cluster: Cluster;
  /** Nobody keeps the output, so that Flux does not read it. */
  readonly scratch: boolean;
}

/**
 * What this process has synthesised, by cluster and output. What is written into one folder again is there once, and so is
 * a cluster that is only looked at again.
 */
const seen = new Map<string, Seen>();

/** What an app does to the others of one program, whoever asks for its objects. */
export function otherClusterErrors(app: App, cluster: Cluster): Finding[] {
  const outdir = resolve(app.outdir);
  const mine: Seen = { cluster, entries: inventoryEntries(app), scratch: isScratch(outdir) };
  const key = JSON.stringify([cluster.name, outdir]);
  for (const [its, each] of seen) {
    if (its === key || (each.cluster === cluster && each.scratch && mine.scratch)) {
      seen.delete(its);
    }
  }
  const others = [...seen.values()].filter((each) => counts(mine, each));
  seen.set(key, mine);
  return others.flatMap((other) =>
    otherClusterProblems(mine, other).flatMap(({ path, ...problem }) => errorsAt(path, [problem])),
  );
}

/** A test declares one cluster many times, which a program does by mistake alone. */
function counts(mine: Seen, other: Seen): boolean {
  if (mine.cluster.name !== other.cluster.name) {
    return true;
  }
  return isUsersProgram(watchProgram()) && !(mine.cluster === other.cluster && (mine.scratch || other.scratch));
}
