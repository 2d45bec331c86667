import { NAMESPACES, type Panel, type PanelSet } from '../../../model/alerts/panel';

/** By which VolSync tells its objects apart. */
const BY = 'by (obj_namespace, obj_name)';
const ONE = '{{obj_namespace}}/{{obj_name}}';
const OUT_OF_SYNC = 'volsync_volume_out_of_sync';
const TIME_TAKEN = 'volsync_sync_duration_seconds';

/** The series of a metric that are of Kopia's sources, or of its restores. */
function of(metric: string, role: 'source' | 'destination' = 'source', more = ''): string {
  return `${metric}{role="${role}",obj_namespace=~"${NAMESPACES}"${more}}`;
}

const KOPIA = ',method="kopia"';
const overdue = `max ${BY} (${of(OUT_OF_SYNC, 'source', KOPIA)})`;
const restoring = `max ${BY} (${of(OUT_OF_SYNC, 'destination', KOPIA)})`;
const ran = (over: string) => `sum ${BY} (increase(${of(`${TIME_TAKEN}_count`, 'source', KOPIA)}[${over}]))`;
const took = (over: string) => `sum ${BY} (increase(${of(`${TIME_TAKEN}_sum`, 'source', KOPIA)}[${over}]))`;
const missed = (over: string) =>
  `sum ${BY} (increase(${of('volsync_missed_intervals_total', 'source', KOPIA)}[${over}]))`;

/** Only metrics that VolSync really sets: half of those that its examples show are never there. */
export function panels(operatorJob: string): PanelSet {
  return {
    namespaces: { metric: `${OUT_OF_SYNC}{method="kopia"}`, label: 'obj_namespace' },
    panels: [...numbers(operatorJob), ...PICTURES],
  };
}

function numbers(operatorJob: string): Panel[] {
  const size = { shows: 'number', height: 4 } as const;
  return [
    {
      ...size,
      width: 4,
      title: 'Operator',
      description: 'Whether Prometheus reaches VolSync. While it is 0, nothing is backed up and nothing below is true.',
      asks: [{ expr: `max(up{job=${JSON.stringify(operatorJob)}}) or vector(0)`, called: 'answers', goodFrom: 1 }],
    },
    {
      ...size,
      width: 5,
      title: 'Backups',
      description: 'How many sources VolSync knows.',
      asks: [{ expr: `count(${overdue})`, called: 'sources' }],
    },
    {
      ...size,
      width: 5,
      title: 'Overdue',
      description: 'Sources that have missed a whole interval, or that have never been backed up.',
      asks: [{ expr: `sum(${overdue})`, called: 'overdue', badFrom: 1 }],
    },
    {
      ...size,
      width: 5,
      title: 'Missed in a day',
      description: 'Intervals that went by without a backup in the last 24 hours.',
      asks: [{ expr: `round(sum(${missed('1d')}))`, called: 'missed', badFrom: 1 }],
    },
    {
      ...size,
      width: 5,
      title: 'Restores at work',
      description: 'Restores that are not done yet. One that stays waits for its repository, or for its volume.',
      asks: [{ expr: `sum(${restoring})`, called: 'restores' }],
    },
  ];
}

const PICTURES: readonly Panel[] = [
  {
    title: 'Every backup',
    description: 'A source that runs less than its schedule says, or takes longer than it used to, is worth a look.',
    shows: 'table',
    width: 24,
    height: 10,
    asks: [
      { expr: overdue, called: 'overdue', badFrom: 1 },
      { expr: `round(${ran('1d')})`, called: 'runs in a day' },
      { expr: `round(${missed('7d')})`, called: 'missed in a week', badFrom: 1 },
      { expr: `${took('7d')} / ${ran('7d')}`, called: 'a run takes', unit: 'seconds' },
    ],
  },
  {
    title: 'How long a backup takes',
    description: 'The mean of the last day. What grows from day to day ends in a missed interval.',
    shows: 'graph',
    width: 12,
    height: 8,
    asks: [{ expr: `${took('1d')} / ${ran('1d')}`, called: ONE, unit: 'seconds' }],
  },
  {
    title: 'Movers at work',
    description: 'Jobs of VolSync that run at the same time. All at once means that their schedules share a minute.',
    shows: 'graph',
    width: 12,
    height: 8,
    asks: [
      {
        expr: `count by (namespace) (kube_job_status_active{job_name=~"volsync-(src|dst)-.+",namespace=~"${NAMESPACES}"} == 1)`,
        called: '{{namespace}}',
      },
    ],
  },
  {
    title: 'What fails, and why',
    description: 'Tries that failed in an hour. VolSync tries again without end; what stays here wants somebody.',
    shows: 'graph',
    width: 24,
    height: 8,
    asks: [
      {
        // While a copy of the volume is not ready yet, which it never is at first, VolSync counts that as a failure too.
        expr: `sum by (obj_namespace, obj_name, failure_reason) (increase(${of('volsync_kopia_operation_failure_total', 'source', ',failure_reason!="prerequisites_failed"')}[1h])) > 0`,
        called: `${ONE} {{failure_reason}}`,
      },
    ],
  },
];
