import { at } from '../../loose';
import { HIDDEN } from '../../object';
import { type AuditWorld, type Finding, finding } from '../finding';

/** What the objects themselves have wrong, whatever they are. */
export function objectFindings({ ledger }: AuditWorld): readonly Finding[] {
  return [
    ...ledger.notUnderstood.map(({ object, why }) =>
      why === HIDDEN
        ? finding(
            'object-doubled',
            object,
            'It is here twice, and whoever applies the second overwrites the first.',
            'Keep one of the two, or give them two names.',
          )
        : finding('not-understood', object, `What it says of backups cannot be told: ${why}.`),
    ),
    ...alerts(ledger),
  ];
}

function alerts(ledger: AuditWorld['ledger']): readonly Finding[] {
  const [first, ...others] = ledger.protected.flatMap(({ destinations }) => destinations.map(({ source }) => source));
  return ledger.alerts.length > 0 || first === undefined
    ? []
    : [
        finding(
          'alert-missing',
          [first, ...others],
          'Nothing here tells anybody when a backup fails or does not run.',
          'Have alerts on it.',
        ),
      ];
}

/** Scalers that can do nothing. */
export function scalerFindings({ objects }: AuditWorld): readonly Finding[] {
  const bounds = {
    HorizontalPodAutoscaler: ['minReplicas', 'maxReplicas'],
    ScaledObject: ['minReplicaCount', 'maxReplicaCount'],
  };
  return Object.entries(bounds).flatMap(([kind, [least = '', most = '']]) =>
    objects.ofKind(kind === 'ScaledObject' ? 'keda.sh' : 'autoscaling', kind).flatMap(({ ref, body }) => {
      const [from, to] = [at(body, 'spec', least) ?? (kind === 'ScaledObject' ? 0 : 1), at(body, 'spec', most) ?? 100];
      return typeof from === 'number' && from === to
        ? [
            finding(
              'scaler-idle',
              ref,
              `Its least and its most are both ${from}, so it never scales: what it should stop goes on without its storage.`,
              'Let its least be 0.',
            ),
          ]
        : [];
    }),
  );
}
