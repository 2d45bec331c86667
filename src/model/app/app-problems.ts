import type { Cluster } from '../cluster/cluster';
import { restoreName, restoreNameProblems } from '../cluster/restore-name';
import { retentionWarnings } from '../plan/retention-warnings';
import { wholeSnapshotWarnings } from '../plan/whole-snapshots';
import { ifGiven, type Problem, problemIf, type Warning } from '../rules/problem';
import { show } from '../rules/show';
import { secretProblems } from '../secrets/secret-problems';
import { unknownKeyProblems } from '../values/known-keys';
import { nameLimits, nameProblems, namespaceProblems } from '../values/names';
import type { App } from './app';
import { FORMERLY_KEYS } from './app-keys';
import { destinationProblems } from './destination-problems';
import { migrationProblems } from './migration-problems';
import { moverProblems } from './mover-problems';
import type { AppOptions } from './options';
import { volumeProblems } from './volume-problems';

/** Everything wrong with one app's declaration, all at once, but for fields that nothing reads. */
export function appProblems(options: AppOptions, app: App, cluster: Cluster): Problem[] {
  return [
    ...naming(options, app, cluster),
    ...volumeProblems(options, app, cluster),
    ...destinationProblems(options, app, cluster),
    ...formerly(options, app, cluster),
    ...moverProblems(options, app, cluster),
    ...secretProblems(options.secrets, app.destinations),
    ...migrationProblems(options, app, cluster),
  ];
}

function naming(
  { app, claim, existingClaim }: AppOptions,
  { name, destinations, restore }: App,
  cluster: Cluster,
): Problem[] {
  const { names, limits } = cluster.engine;
  const restored = restoreName(app, cluster);
  // What is appended to the name: the app is called nothing here.
  const longest = Math.max(
    restored.includes(app) ? restored.length - `${app}`.length : 0,
    ...destinations.map(({ repository }) => names.source('', repository.name, cluster.primary).length),
  );
  return [
    ...nameProblems('app', app, limits.source - longest),
    ...namespaceProblems('namespace', name.namespace),
    ...ifGiven(restore, () => restoreNameProblems(app, cluster)),
    ...ifGiven(claim, (each) => nameProblems('claim', each, nameLimits.claim)),
    ...ifGiven(existingClaim, (each) => nameProblems('existingClaim', each, nameLimits.claim)),
  ];
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
  return app.written.flatMap(({ retention, cron }) => [
    ...retentionWarnings('retention', retention, cron),
    ...wholeSnapshotWarnings('retention', retention, cron),
  ]);
}
