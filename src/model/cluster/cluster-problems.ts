import { podProblems } from '../placement/pods';
import { destinationsProblems } from '../plan/plan';
import { isRepository, repositoryMakers } from '../repository/repository';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { hasFluxVar } from '../values/flux-var';
import { isLine } from '../values/line';
import { NAME_LABEL } from '../values/own-keys';
import { quantityProblems } from '../values/quantity';
import type { Cluster } from './cluster';
import { identityProblems } from './cluster-identity';
import { clusterKeyProblems } from './cluster-keys';
import { missingSecrets } from './cluster-secrets';
import { repositoryProblems } from './declared-repository';
import { fluxProblems } from './flux';
import { featureGatesProblems, kubernetesProblems } from './kubernetes';
import { moverProblems } from './mover';
import { metadataProblems } from './object-metadata';
import { cacheProblems, storageProblems } from './storage';

/** What plain JavaScript may leave out, and nothing else can be looked at without. */
export function missingParts(options: object): Problem[] {
  const { repositories, plans, ...rest } = options as Readonly<Record<string, unknown>>;
  const parts = { storage: rest.storage, mover: rest.mover, repositories };
  return [
    ...missingSecrets(rest),
    ...Object.entries(parts).flatMap(([field, value]) =>
      problemIf(!isObject(value), field, () => `${show(value)} is not an object; write ${field}: { … }`),
    ),
    ...Object.entries(repositories ?? {}).flatMap(([name, value]) =>
      problemIf(
        !isRepository(value),
        `repositories.${name}`,
        () => `${show(value)} is not a repository; make it with ${repositoryMakers()}`,
      ),
    ),
    ...problemIf(
      typeof plans !== 'function',
      'plans',
      () => `${show(plans)} is not a function; write plans: ({ nas }) => ({ standard: plan(…) })`,
    ),
  ];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Everything wrong with a cluster that has all of its parts. */
export function clusterProblems(cluster: Cluster): Problem[] {
  const { engine, repositories, plans, primary, defaultPlan } = cluster;
  return [
    ...clusterKeyProblems(cluster),
    ...problemIf(
      // It stands in the first line of each file, by which files are known again.
      !isLine(cluster.name) || !/^\S(.{0,98}\S)?$/.test(cluster.name) || hasFluxVar(cluster.name),
      'name',
      () => `${show(cluster.name)} is not the name of a cluster; write a word on one line, such as "home"`,
    ),
    ...identityProblems(cluster),
    ...kubernetesProblems('kubernetes', cluster.kubernetes),
    ...featureGatesProblems('featureGates', cluster.featureGates),
    ...quantityProblems('capacity', cluster.capacity),
    ...storageProblems('storage', cluster.storage),
    ...(['cache', 'restoreCache'] as const).flatMap((key) =>
      ifGiven(cluster.storage[key], (each) => cacheProblems(`storage.${key}`, each, engine)),
    ),
    ...moverProblems('mover', cluster.mover),
    ...podProblems(cluster, engine.ownKeys),
    ...metadataProblems(cluster, [NAME_LABEL, ...engine.ownKeys]),
    ...ifGiven(cluster.placement, (each) => engine.moverPlacementProblems('placement', each, {})),
    ...Object.entries(repositories).flatMap(([name, each]) =>
      repositoryProblems(`repositories.${name}`, each, cluster),
    ),
    ...Object.entries(plans).flatMap(([name, each]) =>
      destinationsProblems(`plans.${name}`, each?.destinations, engine.cron),
    ),
    ...unknownName('primary', primary, repositories, 'a repository'),
    ...unknownName('defaultPlan', defaultPlan, plans, 'a plan'),
    ...fluxProblems('flux', cluster.flux),
  ];
}

function unknownName(field: string, value: string, declared: object, what: string): Problem[] {
  return problemIf(!Object.hasOwn(declared, value), field, () => {
    const names = Object.keys(declared);
    const repair = names.length === 0 ? 'none is declared, so declare one' : `name one of ${names.join(', ')}`;
    return `${show(value)} is not ${what}; ${repair}`;
  });
}
