import { grouped } from '../../grouped';
import type { Copy } from '../../ledger';
import { type AuditWorld, type Finding, finding } from '../finding';

/** Whether every backup is made, and files what it makes where nothing else does. */
export function historyFindings({ ledger }: AuditWorld): readonly Finding[] {
  const copies = ledger.protected.flatMap(({ id, destinations }) => destinations.map((copy) => ({ id, copy })));
  const repositories = new Map(ledger.repositories.map((each) => [each.key, each]));
  const shared = [...grouped(copies, ({ copy }) => JSON.stringify([copy.repository, copy.identity])).values()].filter(
    (own) => own.length > 1,
  );
  return [
    ...copies.flatMap(({ copy }) => runs(copy)),
    ...shared.flatMap(([first, ...others]) => {
      if (first === undefined) {
        return [];
      }
      const repository = repositories.get(first.copy.repository);
      const objects = [first.copy.source, ...others.map(({ copy }) => copy.source)] as const;
      const all = [first, ...others].map(({ id }) => id).join(', ');
      return repository?.known === true
        ? finding(
            'identity-shared',
            objects,
            `Claims ${all} are filed as one, ${first.copy.identity} in ${repository.location}: each restore may bring what is the other's, and each drops the other's snapshots.`,
            'Give each a name of its own, or a repository.',
          )
        : finding(
            'identity-unknown',
            objects,
            `Claims ${all} are filed as ${first.copy.identity}, and whether that is in one repository nothing here says.`,
            'See that each has a repository, or a name, of its own.',
          );
    }),
  ];
}

function runs({ source, paused, cron }: Copy): readonly Finding[] {
  if (paused) {
    return [finding('backups-held', source, 'It is held: it makes no backup.', 'Let it go on.')];
  }
  return cron === undefined
    ? [
        finding(
          'schedule-unknown',
          source,
          'Nothing says when it runs, so how old its last backup may be cannot be told.',
          'Give it a schedule, and nothing else that starts it.',
        ),
      ]
    : [];
}
