import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { at, textAt } from '../../../ledger/loose';
import { restoresIn } from './movers';

/** Restores that Flux would run again, and those that wipe a claim before they have anything to put into it. */
export function restoreFindings(world: AuditWorld): readonly Finding[] {
  // Without Flux nobody changes it by itself.
  const kept = new Map(
    world.ledger.protected.flatMap(({ restore }) =>
      restore === undefined
        ? []
        : [[`${restore.object.namespace}/${restore.object.name}`, restore.createdOnce] as const],
    ),
  );
  return restoresIn(world).flatMap(({ object, fields }) => {
    const { ref } = object;
    const into = textAt(fields, 'destinationPVC');
    return [
      ...(kept.get(`${ref.namespace}/${ref.name}`) === false && world.owners.of(object) !== undefined
        ? [
            finding(
              'restore-not-kept',
              ref,
              'Flux changes it whenever what is declared changes, and VolSync then restores anew into it.',
              'Label it kustomize.toolkit.fluxcd.io/ssa: IfNotPresent.',
            ),
          ]
        : []),
      ...(at(fields, 'enableFileDeletion') === true && into !== undefined
        ? [
            finding(
              'restore-wipes',
              ref,
              `It empties claim ${ref.namespace ?? ''}/${into} before it looks for a snapshot, and finding none is a success to it.`,
              'Leave enableFileDeletion out.',
            ),
          ]
        : []),
    ];
  });
}
