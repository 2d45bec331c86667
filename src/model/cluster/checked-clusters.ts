import type { Problem } from '../rules/problem';
import { problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { frozen } from '../values/frozen';
import { isSet } from '../values/known-keys';
import type { Cluster } from './cluster';
import { clusterProblems, missingParts } from './cluster-problems';

/** The clusters in which nothing is wrong, and never will be. */
const checked = new WeakSet<Cluster>();

/** Nobody can change what has been checked; engines are not the user's, and are left as they are. */
export function markChecked(cluster: Cluster): void {
  const { engine: _, ...declared } = cluster;
  frozen(declared);
  checked.add(Object.freeze(cluster));
}

/**
 * Everything wrong with a cluster that may not be what `defineCluster` made: `{ ...home, primary: 'nass' }` is a cluster
 * to the compiler, and met none of its checks.
 */
export function changedClusterProblems(cluster: Cluster): Problem[] {
  if (checked.has(cluster)) {
    return [];
  }
  const parts = brokenParts(cluster);
  const problems = parts.length > 0 ? parts : [...unnamed(cluster), ...clusterProblems(cluster)];
  if (problems.length === 0) {
    markChecked(cluster);
  }
  return problems;
}

/** What nothing else can be looked at without. */
function brokenParts(cluster: Cluster): Problem[] {
  const { plans, flux, restore, engine } = cluster;
  return [
    ...missingParts({ ...cluster, plans: () => plans }),
    ...Object.entries({ plans, flux, restore }).flatMap(([field, value]) =>
      problemIf(!isSet(value), field, () => notMade(show(value))),
    ),
    // Of one that was written as JSON and read again nothing is left that can be called.
    ...problemIf(typeof engine?.identityOf !== 'function', 'engine', () =>
      notMade(isSet(engine) ? 'it' : show(engine)),
    ),
  ];
}

function notMade(what: string): string {
  return `${what} is not what defineCluster makes; take it from there`;
}

/** A repository that `defineCluster` has not seen has no name, or one of its own. */
function unnamed({ repositories }: Cluster): Problem[] {
  return Object.entries(repositories).flatMap(([name, repository]) =>
    problemIf(
      repository.name !== name,
      `repositories.${name}`,
      () => `its name is ${show(repository.name)}, and plans would name what is not there; declare it in defineCluster`,
    ),
  );
}
