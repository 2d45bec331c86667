import { type Cluster, foreignProblems } from '../cluster/cluster';
import { areDestinations, destinationsProblems } from '../plan/plan';
import { retentionProblems } from '../plan/retention';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { scheduleProblems } from '../schedule/schedule';
import type { App } from './app';
import { declaredDestinations } from './decide-destinations';
import type { AppOptions } from './options';

/** Everything wrong with where an app is backed up, how often and for how long. */
export function destinationProblems(options: AppOptions, app: App, cluster: Cluster): Problem[] {
  const { plan, destinations, schedule, retention } = options;
  const { cron } = cluster.engine;
  if (plan !== undefined && !areDestinations(plan.destinations)) {
    return [{ field: 'plan', text: `${show(plan)} is not a plan; use one of the cluster's, cluster.plans.<name>` }];
  }
  return [
    ...problemIf(
      plan !== undefined && destinations !== undefined,
      'destinations',
      'a plan is given as well, and only one can hold; remove plan or destinations',
    ),
    ...app.destinations.flatMap(({ repository }) => foreignProblems('destinations', repository, cluster)),
    ...(schedule === undefined ? [] : scheduleProblems('schedule', schedule, cron)),
    ...(retention === undefined ? [] : retentionProblems('retention', retention)),
    ...destinationsProblems('destinations', declaredDestinations(options, cluster), cron),
  ];
}
