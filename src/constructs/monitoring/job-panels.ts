import type { Panel } from '../../model/alerts/panel';
import { selectors } from '../../model/alerts/selector';
import type { Run } from '../../model/inventory/inventory';
import { allJobs, cronJobsOf, lastSuccess } from './job-runs';

/** Maintenance, off-site copies and verification, as far as they are declared. */
export function jobPanels(runs: readonly Run[]): Panel[] {
  const jobs = allJobs(runs);
  const of = selectors(cronJobsOf(jobs), { name: 'cronjob', namespace: 'namespace' });
  const latest = (metric: string) =>
    `max by (namespace, cronjob) (${of.map((each) => `${metric}${each}`).join(' or ')})`;
  return jobs.length === 0
    ? []
    : [
        {
          title: 'Maintenance, copies and verification',
          description:
            'Without maintenance a repository grows and slows down, without a copy it is in one place, and without verification nobody knows whether it can be read.',
          shows: 'table',
          width: 24,
          height: 8,
          asks: [
            { expr: `time() - ${lastSuccess(jobs)}`, called: 'succeeded ago', unit: 'seconds' },
            { expr: `${latest('kube_cronjob_next_schedule_time')} - time()`, called: 'starts in', unit: 'seconds' },
            { expr: latest('kube_cronjob_status_active'), called: 'at work' },
            { expr: latest('kube_cronjob_spec_suspend'), called: 'suspended', badFrom: 1 },
          ],
        },
      ];
}
