import type { Alert, AlertOptions } from '../../../model/alerts/alert';

/** What the operator's absence looks like. A target that is there and does not answer is as bad as none. */
export function operatorAbsent({ operatorJob }: Pick<AlertOptions, 'operatorJob'>): string {
  return `absent(up{job=${JSON.stringify(operatorJob)}} == 1)`;
}

/** Without the operator nothing is backed up, and no other metric of it says so. */
export function operatorAbsentRule(options: AlertOptions): Alert {
  return {
    expr: operatorAbsent(options),
    // A node that is drained, or an upgrade: the operator is back within minutes.
    for: '15m',
    annotations: {
      summary: 'VolSync is not there.',
      description: 'Prometheus cannot reach the operator. While it is away nothing is backed up or restored.',
    },
  };
}
