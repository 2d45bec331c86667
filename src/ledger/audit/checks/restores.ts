import type { Claim, Copy, Protection, Restore } from '../../ledger';
import { type ObjectRef, renderRef } from '../../object';
import { type AuditWorld, type Finding, finding } from '../finding';

/** What a claim is filled from when it is made anew, against what is filed of it. */
export function restoreFindings({ ledger, makers }: AuditWorld): readonly Finding[] {
  const writers = new Map<string, string[]>();
  for (const { id, destinations } of ledger.protected) {
    for (const copy of destinations) {
      const key = historyOf(copy);
      writers.set(key, [...(writers.get(key) ?? []), id]);
    }
  }
  const location = (key: string | undefined) =>
    ledger.repositories.find((each) => each.key === key)?.location ?? 'a place that is not here';
  return [
    ...ledger.protected.flatMap((protection) =>
      ofProtection(protection, claimRef(protection.claim, makers), writers, location),
    ),
    ...ledger.unprotected.flatMap((claim) => unresolved(claim, claimRef(claim, makers))),
  ];
}

function ofProtection(
  protection: Protection,
  made: ObjectRef | undefined,
  writers: ReadonlyMap<string, readonly string[]>,
  location: (key: string | undefined) => string,
): readonly Finding[] {
  const { id, claim, destinations, restore } = protection;
  const about = made ?? destinations[0]?.source;
  if (about === undefined) {
    return [];
  }
  if (restore === undefined) {
    const text =
      claim === undefined
        ? 'Nothing here restores what it backs up, and the claim is not here: whether anything fills that when it is made anew nothing says.'
        : 'Nothing fills this claim when it is made anew: it begins empty, and its backups then hold that.';
    return [
      finding('restore-missing', about, text, 'Declare a restore, and let the claim ask for it in dataSourceRef.'),
    ];
  }
  if (restore.identity === undefined) {
    return [unknownRestore(about, restore)];
  }
  const own = destinations.filter((copy) => historyOf(copy) === historyOf(restore));
  if (own.length > 0) {
    const left = destinations.filter((copy) => !own.includes(copy));
    return left.map(unrestored);
  }
  const others = writers.get(historyOf(restore)) ?? [];
  const asks = `${renderRef(restore.object)} asks for ${restore.identity} in ${location(restore.repository)}`;
  const files = destinations.map((copy) => `${copy.identity} in ${location(copy.repository)}`).join(', and ');
  return others.length > 0
    ? [
        finding(
          'restore-of-another',
          about,
          `${asks}, which is what is filed of claim ${others.join(' and ')}: made anew, claim ${id} has the data of that.`,
          `Let it ask for what is filed of this claim: ${files}.`,
        ),
      ]
    : [
        finding(
          'restore-empty',
          about,
          `${asks}, under which no backup here files anything: made anew, claim ${id} is empty, and the restore reports success.`,
          `Let it ask for what is filed of this claim: ${files}.`,
        ),
      ];
}

function unknownRestore(about: Finding['object'], { object }: Restore): Finding {
  return finding(
    'restore-unknown',
    about,
    `It is filled from ${renderRef(object)}, which is not here, or says nothing that can be told: if it is not in the cluster either, the claim waits for it for ever.`,
    'Declare it beside the claim.',
  );
}

/** One of several copies from which nothing is restored by itself. */
function unrestored({ source }: Copy): Finding {
  return finding(
    'destination-unrestored',
    source,
    'No restore asks for what it files: when the copy that is restored from is lost, one has to be written first.',
    'Write it before that day, or know where it is described.',
  );
}

/** A claim that is not backed up and is filled from what is not here. */
function unresolved(claim: Claim, about: ObjectRef | undefined): readonly Finding[] {
  return about === undefined || claim.dataSource === undefined || FROM_THE_CLUSTER.includes(claim.dataSource.kind)
    ? []
    : [
        finding(
          'restore-missing',
          about,
          `It is filled from ${renderRef(claim.dataSource)} when it is made anew, and nothing backs it up: what comes back is as old as the last backup that anybody made.`,
          'Back it up, or leave the restore out.',
        ),
      ];
}

const FROM_THE_CLUSTER = ['VolumeSnapshot', 'PersistentVolumeClaim'];

/** The claim, or who makes it. */
function claimRef(claim: Claim | undefined, makers: AuditWorld['makers']): ObjectRef | undefined {
  if (claim === undefined || makers.has(claim.id)) {
    return makers.get(claim?.id ?? '');
  }
  const [namespace, name = ''] = claim.id.split('/');
  return { kind: 'PersistentVolumeClaim', name, ...(namespace !== '' && { namespace }) };
}

function historyOf({ repository, identity }: { readonly repository?: string; readonly identity?: string }): string {
  return JSON.stringify([repository, identity]);
}
