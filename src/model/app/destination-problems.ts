import { type Cluster, foreignProblems } from '../cluster/cluster';
import { areDestinations, destinationsProblems } from '../plan/plan';
import { retentionProblems } from '../plan/retention';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { scheduleProblems } from '../schedule/schedule';
import { isGiven } from '../values/given';
import type { App } from './app';
import { declaredDestinations } from './decide-destinations';
import type { AppOptions } from './options';

/** Everything wrong with where an app is backed up, how often and for how long. */
export function destinationProblems(options: AppOptions, app: App, cluster: Cluster): Problem[] {
  const { plan, destinations, schedule, retention } = options;
  const { cron } = cluster.engine;
  const wrongPlan = Object.hasOwn(options, 'plan') && !areDestinations(plan?.destinations);
  return [
    ...problemIf(wrongPlan, 'plan', () => noPlan(plan, cluster)),
    ...problemIf(
      Object.hasOwn(options, 'destinations') && !isGiven(destinations),
      'destinations',
      () =>
        `${show(destinations)} names no destinations; write [destination(repository, { schedule, retention })], or leave it out for those of the plan`,
    ),
    ...problemIf(
      isGiven(plan) && isGiven(destinations),
      'destinations',
      'a plan is given as well, and only one can hold; remove plan or destinations',
    ),
    ...app.destinations.flatMap(({ repository }) => foreignProblems('destinations', repository, cluster)),
    ...ifGiven(schedule, (each) => scheduleProblems('schedule', each, cron)),
    ...ifGiven(retention, (each) => retentionProblems('retention', each)),
    ...(wrongPlan ? [] : destinationsProblems('destinations', declaredDestinations(options, cluster), cron)),
  ];
}

function noPlan(plan: unknown, { plans, defaultPlan }: Cluster): string {
  if (isGiven(plan)) {
    return `${show(plan)} is not a plan; use one of the cluster's, cluster.plans.<name>`;
  }
  const names = Object.keys(plans).map((name) => `cluster.plans.${name}`);
  return `${show(plan)} names no plan; use one of the cluster's, ${names.join(', ')}, or leave it out for ${show(defaultPlan)}`;
}
