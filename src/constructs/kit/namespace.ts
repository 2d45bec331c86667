import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { warn } from '../../tree/validation';

/**
 * The namespace of the chart that a construct is in; `default`, as for any manifest without one, where it has none.
 * The namespace is part of the identity under which snapshots are filed, so that is reported.
 */
export function namespaceOf(construct: Construct): string {
  const { namespace } = Chart.of(construct);
  if (namespace === undefined) {
    const text =
      'the chart has none, so snapshots are filed under "default"; write new Chart(scope, id, { namespace })';
    warn(construct, { field: 'namespace', text, rule: 'I1' });
  }
  return namespace ?? 'default';
}
