import type { Alert } from '../../../model/alerts/alert';
import { anyOf, selectors } from '../../../model/alerts/selector';
import type { Run } from '../../../model/inventory/inventory';

const METRIC = 'volsync_kopia_operation_failure_total';
/** VolSync counts a Job that has failed at its last try under Kubernetes' reason for that. */
const GIVEN_UP = 'operation="backup",failure_reason="BackoffLimitExceeded"';
/** Longer than it takes VolSync to have the next Job give up, about half an hour. */
const WINDOW = '1h';

/**
 * Backups whose Job has failed nine times. VolSync makes the next Job at once, and where files cannot be read each try
 * leaves a snapshot without them, long before the source counts as out of sync. Of the snapshots themselves VolSync has
 * no metric (v0.17.11, internal/controller/mover/kopia/metrics.go), so this cannot tell them from a repository that is away.
 */
export function givenUpRules(runs: readonly Run[]): Alert[] {
  const sources = runs.filter((run) => run.job === 'back-up' && run.program === undefined);
  if (sources.length === 0) {
    return [];
  }
  const series = selectors(sources, { name: 'obj_name', namespace: 'obj_namespace', also: GIVEN_UP }).map(
    (each) => `${METRIC}${each}`,
  );
  // A series that is new begins at 1, of which `increase` sees nothing.
  const any = series.flatMap((each) => [
    `increase(${each}[${WINDOW}]) > 0`,
    `(${each} unless ${each} offset ${WINDOW})`,
  ]);
  return [
    {
      expr: `max by (obj_namespace, obj_name) (\n${anyOf(any)}\n) > 0`,
      for: '0s',
      annotations: {
        summary: 'The backup {{ $labels.obj_namespace }}/{{ $labels.obj_name }} has failed nine times in a row.',
        description:
          'VolSync tries on. If files cannot be read, every try leaves a snapshot that lacks them and pushes a whole one out: suspend the source before anything else.',
      },
    },
  ];
}
