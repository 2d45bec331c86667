import type { Cluster } from '../cluster/cluster';
import { restoreName } from '../cluster/restore-name';
import { accessModesProblems, storageProblems } from '../cluster/storage';
import { retentionWarnings } from '../plan/retention-warnings';
import { ifGiven, type Problem, problemIf, type Warning } from '../rules/problem';
import type { RuleId } from '../rules/rule';
import { show } from '../rules/show';
import { secretProblems } from '../secrets/secret-problems';
import { unknownKeyProblems } from '../values/known-keys';
import { nameLimits, nameProblems, namespaceProblems } from '../values/names';
import { quantityProblems } from '../values/quantity';
import type { App } from './app';
import { FORMERLY_KEYS } from './app-keys';
import { destinationProblems } from './destination-problems';
import { moverProblems } from './mover-problems';
import type { AppOptions } from './options';
import { restoreProblems } from './restore';

/** Everything wrong with one app's declaration, all at once, but for fields that nothing reads. */
export function appProblems(options: AppOptions, app: App, cluster: Cluster): Problem[] {
  return [
    ...naming(options, app, cluster),
    ...volume(options, app),
    ...destinationProblems(options, app, cluster),
    ...formerly(options, app, cluster),
    ...moverProblems(options, app, cluster),
    ...secretProblems(options.secrets, app.destinations),
  ];
}

function naming({ app, claim, existingClaim }: AppOptions, { name, destinations }: App, cluster: Cluster): Problem[] {
  const { names, limits } = cluster.engine;
  // What is appended to the name: the app is called nothing here.
  const longest = Math.max(
    restoreName('', cluster).length,
    ...destinations.map(({ repository }) => names.source('', repository.name, cluster.primary).length),
  );
  return [
    ...nameProblems('app', app, limits.source - longest),
    ...namespaceProblems('namespace', name.namespace),
    ...ifGiven(claim, (each) => nameProblems('claim', each, nameLimits.claim)),
    ...ifGiven(existingClaim, (each) => nameProblems('existingClaim', each, nameLimits.claim)),
  ];
}

const COPY_METHODS: readonly string[] = ['Snapshot', 'Clone', 'Direct'];

function volume(options: AppOptions, app: App): Problem[] {
  const unused = (['capacity', 'claim', 'accessModes', 'restore'] as const).filter((key) => options[key] !== undefined);
  return [
    ...ifGiven(options.existingClaim, () => unused.map((key) => unusedProblem(key, options[key], 'R2'))),
    ...quantityProblems('capacity', app.capacity),
    ...accessModesProblems('accessModes', options.accessModes),
    ...ifGiven(options.storage, (each) => storageProblems('storage', each)),
    ...problemIf(
      !COPY_METHODS.includes(app.copyMethod),
      'copyMethod',
      () => `${show(app.copyMethod)} is not a copy method; write "Snapshot", "Clone" or "Direct"`,
    ),
    ...ifGiven(options.restore || undefined, (each) => restoreProblems(each, app.destinations)),
  ];
}

/** Reports a field that is about a claim, beside `existingClaim`. */
export function unusedProblem(field: string, value: unknown, rule: RuleId): Problem {
  const text = `${show(value)} is set for a claim that exists already, of which nothing is emitted; remove ${field} or existingClaim`;
  return { field, text, rule };
}

function formerly(options: AppOptions, app: App, { engine }: Cluster): Problem[] {
  if (options.formerly === undefined || unknownKeyProblems('formerly', options.formerly, FORMERLY_KEYS).length > 0) {
    return [];
  }
  return [
    ...problemIf(
      !app.renamed,
      'formerly',
      () => `${show(options.formerly)} is what the app is called today; remove it`,
      'I1',
    ),
    ...nameProblems('formerly.app', app.filedAs.app, engine.limits.source, 'I1'),
    ...namespaceProblems('formerly.namespace', app.filedAs.namespace),
  ];
}

/** What is legal and still unwise. */
export function appWarnings(app: App): Warning[] {
  return app.destinations.flatMap(({ retention, cron }) => retentionWarnings('retention', retention, cron));
}
