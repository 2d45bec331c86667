import { type Alert, type AlertOptions, interval } from '../../../model/alerts/alert';
import { duration } from '../../../model/alerts/duration';
import { anyOf, groupedBy, selectors } from '../../../model/alerts/selector';
import type { Run } from '../../../model/inventory/inventory';
import { operatorAbsent } from './operator-absent';

const METRIC = 'volsync_volume_out_of_sync';
/** Restores have the same metric: they are out of sync until they are done, which is no reason to wake anybody. */
const SOURCE = { kopia: 'role="source",method="kopia"', restic: 'role="source",method="restic"' } as const;
/** Longer than the operator takes to come back after a restart, which would begin the wait anew. */
const RESTART = '15m';
const DAY = 86_400;

/** A source, and the longest time between two of its runs, in seconds. */
interface Source {
  readonly name: string;
  readonly namespace: string;
  readonly gap: number;
  /** What else the series of its metrics are known by. */
  readonly also: string;
}

function sourcesOf(runs: readonly Run[]): Source[] {
  return runs.flatMap((run) =>
    run.job === 'back-up'
      ? { name: run.name, namespace: run.namespace, gap: interval(run), also: SOURCE[run.program ?? 'kopia'] }
      : [],
  );
}

/** A source that has missed a run, one rule for each interval. */
export function outOfSyncRules(runs: readonly Run[], options: AlertOptions): Alert[] {
  return groupedBy(sourcesOf(runs), ({ gap }) => gap).map(([gap, group]) => outOfSync(group, gap, options));
}

/** Sources that are declared and not there. */
export function sourceAbsentRules(runs: readonly Run[], options: AlertOptions): Alert[] {
  const sources = sourcesOf(runs);
  return sources.length === 0 ? [] : [sourceAbsent(sources, options)];
}

/**
 * VolSync itself calls a source out of sync only when a whole interval has gone by: the run that was due did not end
 * before the next one was. Another interval goes by before anybody is woken, because VolSync tries again without end
 * and because a new source is out of sync until its first backup, the longest of all, is done. It need not be more
 * than a day: a source that runs every week has been trying for a week by then.
 */
function outOfSync(sources: readonly Source[], gap: number, { grace }: AlertOptions): Alert {
  const series = groupedBy(sources, ({ also }) => also).flatMap(([also, group]) =>
    selectors(group, { name: 'obj_name', namespace: 'obj_namespace', also }).map(
      (each) => `max_over_time(${METRIC}${each}[${RESTART}])`,
    ),
  );
  return {
    // Without the labels of the operator's pod: another pod must not begin the wait anew.
    expr: `max by (obj_namespace, obj_name) (\n${anyOf(series)}\n) == 1`,
    for: duration(Math.min(gap, DAY) + grace),
    labels: { interval: duration(gap) },
    annotations: {
      summary: 'The backup {{ $labels.obj_namespace }}/{{ $labels.obj_name }} is overdue.',
      description:
        'The ReplicationSource {{ $labels.obj_name }} in {{ $labels.obj_namespace }} ' +
        `should be backed up every ${duration(gap)} at the latest. It has missed that, and no try has succeeded since.`,
    },
  };
}

/** A source that is declared and that the operator does not know: not applied, deleted, or refused. */
function sourceAbsent(sources: readonly Source[], options: AlertOptions): Alert {
  // A line each, because only equality gives the alert the labels that say which one is missing.
  const series = sources.map(
    ({ name, namespace, also }) => `absent(${METRIC}{${also},obj_namespace="${namespace}",obj_name="${name}"})`,
  );
  return {
    expr: `(\n${anyOf(series)}\n) unless on () ${operatorAbsent(options)}`,
    for: duration(options.grace),
    annotations: {
      summary: 'The backup {{ $labels.obj_namespace }}/{{ $labels.obj_name }} does not exist.',
      description:
        'VolSync knows no ReplicationSource {{ $labels.obj_name }} in {{ $labels.obj_namespace }}, though it is declared: nothing backs this volume up.',
    },
  };
}
