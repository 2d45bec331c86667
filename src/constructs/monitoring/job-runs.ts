import { anyOf, selectors, type Watched } from '../../model/alerts/selector';
import type { Run } from '../../model/inventory/inventory';

/** What Kopia runs by schedule, all of which are CronJobs in the end. */
export type JobRun = Exclude<Run, { readonly job: 'back-up' }>;

export function allJobs(runs: readonly Run[]): JobRun[] {
  return runs.filter((each): each is JobRun => each.job !== 'back-up');
}

export function jobsOf(runs: readonly Run[], job: JobRun['job']): JobRun[] {
  return allJobs(runs).filter((each) => each.job === job);
}

/** The CronJobs, by the names that Prometheus has for them. */
export function cronJobsOf(jobs: readonly JobRun[]): Watched[] {
  return jobs.map(({ name, namespace, cronJob }) => ({ name, namespace, affixes: cronJob }));
}

/** When each of the CronJobs last went well, or when it was made. Kubernetes keeps it in the CronJob itself. */
export function lastSuccess(jobs: readonly JobRun[]): string {
  const of = selectors(cronJobsOf(jobs), { name: 'cronjob', namespace: 'namespace' });
  const series = ['kube_cronjob_status_last_successful_time', 'kube_cronjob_created'];
  const lines = series.flatMap((metric) => of.map((each) => `${metric}${each}`));
  return `max by (namespace, cronjob) (\n${anyOf(lines)}\n)`;
}
