import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { grouped } from '../../../ledger/grouped';
import { textAt } from '../../../ledger/loose';
import type { ObjectRef } from '../../../ledger/object';
import { maintainersIn, restoresIn, sourcesIn } from './movers';

/** Keys that look as if they said where a repository is, and which neither controller nor mover reads. */
const UNREAD = ['KOPIA_FS_PATH', 'KOPIA_S3_PREFIX', 'KOPIA_S3_REGION', 'GCS_BUCKET'];

/** Without which VolSync does nothing (perfectra1n/volsync v0.17.11, internal/controller/mover). */
const NEEDED = {
  kopia: ['KOPIA_REPOSITORY', 'KOPIA_PASSWORD'],
  restic: ['RESTIC_REPOSITORY', 'RESTIC_PASSWORD'],
} as const;

/** Secrets of movers, against the keys that movers read. */
export function secretKeyFindings(world: AuditWorld): readonly Finding[] {
  const uses = [
    ...[...sourcesIn(world), ...restoresIn(world)].map(({ object, mover, fields }) => ({
      ref: object.ref,
      mover,
      name: textAt(fields, 'repository'),
    })),
    ...maintainersIn(world).map(({ ref, body }) => ({
      ref,
      mover: 'kopia' as const,
      name: textAt(body, 'spec', 'repository', 'repository'),
    })),
  ];
  const bySecret = grouped(uses, ({ ref, mover, name }) => JSON.stringify([ref.namespace, name, mover]));
  return [...bySecret.values()].flatMap(([first, ...others]) => {
    if (first?.name === undefined) {
      return [];
    }
    const { keys, complete, from } = world.secrets.find(first.ref.namespace, first.name);
    if (from === undefined) {
      return [];
    }
    const readers: readonly [ObjectRef, ...ObjectRef[]] = [first.ref, ...others.map(({ ref }) => ref)];
    const missing = complete ? NEEDED[first.mover].filter((key) => !keys.has(key)) : [];
    const unread = UNREAD.filter((key) => keys.has(key));
    return [
      ...missing.map((key) =>
        finding(
          'secret-key-missing',
          [from, ...readers],
          `It has no key ${key}, without which nothing that reads it backs up or restores.`,
          'Add the key.',
        ),
      ),
      ...unread.map((key) => finding('setting-unread', from, `Its key ${key} is read by no mover.`, 'Leave it out.')),
    ];
  });
}
