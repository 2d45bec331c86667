import { defaults } from '../defaults';
import type { Engine } from '../engine';
import type { Plan } from '../plan/plan';
import type { Repository, UnnamedRepository } from '../repository/repository';
import { type Problem, renderProblem } from '../rules/problem';
import { requireOptions } from '../rules/require-options';
import { withoutStack } from '../rules/without-stack';
import { given } from '../values/given';
import { isSet, misspeltProblems, unknownKeyProblems } from '../values/known-keys';
import { changedClusterProblems, markChecked } from './checked-clusters';
import type { Cluster, ClusterOptions, DeclaredCluster } from './cluster';
import { CLUSTER_KEYS, FLUX_KEYS } from './cluster-keys';
import { clusterProblems, missingParts } from './cluster-problems';
import { decideSecrets, secretsProblems } from './cluster-secrets';
import { completeFlux } from './flux';

/**
 * Declares what all apps of a cluster share, for one engine.
 * @throws Error that lists everything wrong in the declaration
 */
export function declareCluster<R extends Record<string, UnnamedRepository>, P extends Record<string, Plan>>(
  declared: ClusterOptions<R, P>,
  engine: Engine,
): DeclaredCluster<R, P> {
  requireOptions('defineCluster', declared);
  const { secretStore, ...options } = given(declared, CLUSTER_KEYS);
  refuse(options.name, [
    ...misspeltProblems('', declared, CLUSTER_KEYS),
    ...missingParts({ secretStore, ...options }),
    // Of what is no set of fields nothing would be left beside the defaults.
    ...(isSet(options.flux) ? [] : unknownKeyProblems('flux', options.flux, FLUX_KEYS)),
  ]);
  const named = Object.entries(options.repositories).map(([name, each]) => [name, { ...each, name }] as const);
  const repositories: Record<string, Repository> = Object.fromEntries(named);
  const plans: P = { ...options.plans(repositories as DeclaredCluster<R, P>['repositories']) };
  const cluster = {
    restore: {},
    capacity: defaults.capacity,
    ...options,
    secrets: decideSecrets({ secretStore, ...options }),
    repositories,
    plans,
    flux: completeFlux(options.flux),
    engine,
  };
  refuse(cluster.name, [...secretsProblems({ secretStore, ...options }), ...clusterProblems(cluster)]);
  markChecked(cluster);
  return cluster as typeof cluster & Pick<DeclaredCluster<R, P>, 'repositories'>;
}

/**
 * Refuses a cluster that something is wrong with, whoever made it.
 * @throws Error that lists everything wrong
 */
export function requireChecked(cluster: Cluster): void {
  refuse(cluster.name, changedClusterProblems(cluster));
}

function refuse(name: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    const lines = problems.map((each) => `  [cluster ${name}] ${renderProblem(each)}`);
    throw withoutStack(new Error(`The cluster is not declared right:\n${lines.join('\n')}`));
  }
}
