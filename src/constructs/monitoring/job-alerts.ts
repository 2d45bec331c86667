import { type Alert, type AlertOptions, interval } from '../../model/alerts/alert';
import { duration } from '../../model/alerts/duration';
import { anyOf, groupedBy, selectors } from '../../model/alerts/selector';
import type { AlertRow } from '../../model/engine';
import { allJobs, type JobRun, jobsOf, lastSuccess } from './job-runs';

/** Longer than a status takes to reach Prometheus, and than kube-state-metrics takes to come back. */
const SETTLED = '15m';

const GROUP = 'kopia-jobs';

/** The alerts on what Kopia runs by schedule. */
export type JobAlertName =
  | 'KopiaMaintenanceTooOld'
  | 'CloudSyncTooOld'
  | 'CloudSyncFailed'
  | 'KopiaVerifyTooOld'
  | 'KopiaVerifyFailed'
  | 'BackupJobAbsent'
  | 'BackupJobMetricsAbsent';

/** The alerts on maintenance, off-site copies and verification, all of which are CronJobs in the end. */
export const JOB_ALERTS: readonly AlertRow<JobAlertName>[] = [
  {
    name: 'KopiaMaintenanceTooOld',
    group: GROUP,
    severity: 'warning',
    rules: (runs, options) =>
      tooOld(jobsOf(runs, 'maintain'), options, {
        summary: 'The repository maintained by {{ $labels.namespace }}/{{ $labels.cronjob }} is not maintained.',
        effect: 'Space of expired snapshots is not freed, and every backup becomes slower.',
      }),
  },
  {
    name: 'CloudSyncTooOld',
    group: GROUP,
    severity: 'warning',
    rules: (runs, options) =>
      tooOld(jobsOf(runs, 'sync'), options, {
        summary: 'The off-site copy {{ $labels.namespace }}/{{ $labels.cronjob }} is out of date.',
        effect: 'Newer snapshots exist in one place only.',
      }),
  },
  {
    name: 'CloudSyncFailed',
    group: GROUP,
    severity: 'warning',
    rules: (runs) =>
      failed(jobsOf(runs, 'sync'), {
        summary: 'The off-site copy {{ $labels.namespace }}/{{ $labels.cronjob }} failed.',
        effect: 'Newer snapshots exist in one place only.',
      }),
  },
  {
    name: 'KopiaVerifyTooOld',
    group: GROUP,
    severity: 'warning',
    rules: (runs, options) =>
      tooOld(jobsOf(runs, 'verify'), options, {
        summary: 'The snapshots read by {{ $labels.namespace }}/{{ $labels.cronjob }} are not verified.',
        effect: 'Nobody knows whether they can be read.',
      }),
  },
  {
    name: 'KopiaVerifyFailed',
    group: GROUP,
    severity: 'critical',
    rules: (runs) =>
      failed(jobsOf(runs, 'verify'), {
        summary: 'The verification {{ $labels.namespace }}/{{ $labels.cronjob }} failed.',
        effect: 'There may be snapshots that cannot be restored, or that are missing.',
      }),
  },
  {
    name: 'BackupJobAbsent',
    group: GROUP,
    severity: 'warning',
    rules: (runs, options) => (allJobs(runs).length === 0 ? [] : [absent(allJobs(runs), options)]),
  },
  {
    name: 'BackupJobMetricsAbsent',
    group: GROUP,
    severity: 'warning',
    rules: (runs) => (allJobs(runs).length === 0 ? [] : [metricsAbsent]),
  },
];

/** What the absence of all that kube-state-metrics says of CronJobs looks like. */
const cronJobsAbsent = 'absent(kube_cronjob_created)';

interface Words {
  readonly summary: string;
  readonly effect: string;
}

/** No run has gone well for the longest time between two, and what the run that is due then may take. */
function tooOld(jobs: readonly JobRun[], { grace }: AlertOptions, words: Words): Alert[] {
  const byAge = groupedBy(jobs, (each) => interval(each) + each.deadlineSeconds + grace);
  const expr = byAge.map(([age, group]) => `time() - ${lastSuccess(group)} > ${age} # ${duration(age)}`);
  return jobs.length === 0
    ? []
    : [
        {
          expr: expr.join('\nor\n'),
          for: SETTLED,
          annotations: {
            summary: words.summary,
            description: `The CronJob {{ $labels.cronjob }} in {{ $labels.namespace }} has not succeeded for {{ $value | humanizeDuration }}. ${words.effect}`,
          },
        },
      ];
}

/** A run that was given up, and no success since. A pod that fails and is tried again is no such run. */
function failed(jobs: readonly JobRun[], words: Words): Alert[] {
  // A CronJob names its Jobs after itself and the minute in which they were due.
  const runs = jobs.map(({ cronJob, ...each }) => ({
    ...each,
    affixes: { before: cronJob?.before ?? '', after: `${cronJob?.after ?? ''}-[0-9]+` },
  }));
  const started = selectors(runs, { name: 'job_name', namespace: 'namespace' }).map(
    (each) => `kube_job_status_start_time${each}`,
  );
  return jobs.length === 0
    ? []
    : [
        {
          expr: [
            'max by (namespace, cronjob) (',
            '  label_replace(',
            '    (',
            anyOf(started, '      '),
            '    ) and on (namespace, job_name) kube_job_failed{condition="true"} == 1,',
            '    "cronjob", "$1", "job_name", "(.+)-[0-9]+"',
            '  )',
            `) > on (namespace, cronjob) ${lastSuccess(jobs)}`,
          ].join('\n'),
          for: SETTLED,
          annotations: {
            summary: words.summary,
            description: `A run of the CronJob {{ $labels.cronjob }} in {{ $labels.namespace }} was given up, and none has succeeded since. ${words.effect}`,
          },
        },
      ];
}

/** Without the CronJob there is nothing that could be too old. */
function absent(jobs: readonly JobRun[], { grace }: AlertOptions): Alert {
  const lines = jobs.map(({ cronJob, ...each }) => {
    const [of = ''] = selectors([{ ...each, affixes: cronJob }], { name: 'cronjob', namespace: 'namespace' });
    const missing = `absent(kube_cronjob_created${of})`;
    // Only equality gives the alert the label that says which one is missing.
    return cronJob === undefined ? missing : `label_replace(${missing}, "cronjob", "${each.name}", "", "")`;
  });
  return {
    expr: `(\n${anyOf(lines)}\n) unless on () ${cronJobsAbsent}`,
    for: duration(grace),
    annotations: {
      summary: 'The CronJob of {{ $labels.namespace }}/{{ $labels.cronjob }} does not exist.',
      description:
        'Maintenance, an off-site copy or a verification is declared as {{ $labels.cronjob }} in {{ $labels.namespace }}, and there is no CronJob for it: it never runs.',
    },
  };
}

const metricsAbsent: Alert = {
  expr: cronJobsAbsent,
  for: SETTLED,
  annotations: {
    summary: 'Prometheus knows of no CronJob at all.',
    description:
      'kube-state-metrics is away or does not report CronJobs. No alert on maintenance, off-site copies and verification can fire.',
  },
};
