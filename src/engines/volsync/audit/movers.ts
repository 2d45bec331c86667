import type { AuditWorld } from '../../../ledger/audit/finding';
import { isRecord, type LooseRecord, recordAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';

/** A source or a restore with the mover that it has. */
export interface MoverObject {
  readonly object: FoundObject;
  readonly mover: 'kopia' | 'restic';
  /** What is said of the mover. */
  readonly fields: LooseRecord;
}

export function sourcesIn(world: AuditWorld): readonly MoverObject[] {
  return moversIn(world, 'ReplicationSource');
}

export function restoresIn(world: AuditWorld): readonly MoverObject[] {
  return moversIn(world, 'ReplicationDestination');
}

export function maintainersIn({ objects }: AuditWorld): readonly FoundObject[] {
  return objects.ofKind('volsync.backube', 'KopiaMaintenance');
}

function moversIn({ objects }: AuditWorld, kind: string): readonly MoverObject[] {
  return objects.ofKind('volsync.backube', kind).flatMap((object) =>
    (['kopia', 'restic'] as const)
      .filter((mover) => isRecord(recordAt(object.body, 'spec')[mover]))
      .slice(0, 1)
      .map((mover) => ({ object, mover, fields: recordAt(object.body, 'spec', mover) })),
  );
}
