import type { Cluster } from '../cluster/cluster';
import { emptyDirOf } from '../cluster/empty-dir';
import { moverProblems as identityProblems } from '../cluster/mover';
import { metadataProblems } from '../cluster/object-metadata';
import { cacheProblems } from '../cluster/storage';
import { podProblems } from '../placement/pods';
import { userProblems } from '../repository/repository';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isWhole } from '../values/number';
import { NAME_LABEL } from '../values/own-keys';
import { resourcesProblems } from '../values/resources';
import type { App } from './app';
import { compressions } from './compression';
import type { AppOptions } from './options';

/** Everything wrong with the pods that do an app's work. */
export function moverProblems(options: AppOptions, app: App, cluster: Cluster): Problem[] {
  const { parallelism, compression } = app;
  return [
    ...identityProblems('mover', app.mover, options.mover ?? {}),
    ...app.destinations.flatMap(({ repository }) => userProblems(app.mover.uid, cluster.mover.uid, repository)),
    ...ownCacheProblems(options, app, cluster),
    ...resourcesProblems('resources', options.resources, emptyDirOf(app.cache)),
    ...podProblems(options, cluster.engine.ownKeys),
    ...metadataProblems(options, [NAME_LABEL, ...cluster.engine.ownKeys]),
    ...ifGiven(options.placement, (each) => cluster.engine.moverPlacementProblems('placement', app.placement, each)),
    ...problemIf(
      !isWhole(parallelism, 1),
      'parallelism',
      () => `${show(parallelism)} is not a number of files; write 1 or more`,
    ),
    ...problemIf(
      !(compressions as readonly string[]).includes(compression),
      'compression',
      () => `${show(compression)} is not one that every Kopia can read; write one of ${compressions.join(', ')}`,
    ),
  ];
}

function ownCacheProblems(options: AppOptions, app: App, { engine }: Cluster): Problem[] {
  return (['cache', 'restoreCache'] as const).flatMap((key) => {
    const own: unknown = options[key];
    return own === undefined || own === 'emptyDir'
      ? []
      : typeof own === 'object'
        ? cacheProblems(key, app[key], engine)
        : [{ field: key, text: `${show(own)} is not a cache; write "emptyDir" or { storageClassName, capacity }` }];
  });
}
