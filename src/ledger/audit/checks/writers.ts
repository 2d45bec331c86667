import { claimId } from '../../claims';
import { grouped } from '../../grouped';
import type { Copy } from '../../ledger';
import { isRecord, recordAt } from '../../loose';
import { type ObjectRef, renderRef } from '../../object';
import { isClaim, mountsIn, namesOf } from '../claims/app-template';
import { releasesOf } from '../claims/helm-releases';
import { type AuditWorld, type Finding, finding } from '../finding';
import { claimVolumes, podsOf, type User, writersOf } from '../pods';

/** Somebody who writes into a claim. */
interface Writer {
  readonly by: ObjectRef;
  readonly claim: string;
  readonly user: User;
}

/**
 * As whom backups read a claim, against as whom its workload writes it: what that keeps to itself another one cannot
 * read, and what is restored belongs to whoever restored it.
 * @param isRoot whether a backup runs as root, whatever it says itself
 */
export function writerFindings(world: AuditWorld, isRoot: (copy: Copy) => boolean): readonly Finding[] {
  const writers = grouped([...podWriters(world), ...releaseWriters(world)], ({ claim }) => claim);
  const unknown: ObjectRef[] = [];
  const found = world.ledger.protected.flatMap(({ id, destinations }) => {
    const own = writers.get(id) ?? [];
    return destinations.flatMap((copy) => {
      const { uid } = copy.mover;
      const users = own.filter(({ user }) => user.uid !== undefined);
      if (isRoot(copy)) {
        return [];
      }
      if (uid === undefined || users.length === 0) {
        unknown.push(copy.source);
        return [];
      }
      const other = users.find(({ user }) => user.uid !== uid);
      return other === undefined || users.some(({ user }) => user.uid === uid)
        ? []
        : [
            finding(
              'mover-not-writer',
              copy.source,
              `It reads claim ${id} as ${userText(copy.mover)}, and ${renderRef(other.by)} writes it as ${userText(other.user)}: what that keeps to itself is missing in every backup, and what is restored belongs to somebody else.`,
              `Run backup and restore as ${userText(other.user)}.`,
            ),
          ];
    });
  });
  const [first, ...others] = unknown;
  return first === undefined
    ? found
    : [
        ...found,
        finding(
          'writer-unknown',
          [first, ...others],
          'As whom its workload writes the claim, or as whom it is read, nothing here says.',
        ),
      ];
}

function podWriters({ objects }: AuditWorld): readonly Writer[] {
  return podsOf(objects).flatMap(({ by, spec }) =>
    claimVolumes(spec).flatMap(({ volume, claim }) =>
      writersOf(spec, volume).map((user) => ({ by: by.ref, claim: claimId(by.ref.namespace, claim), user })),
    ),
  );
}

/** What values of app-template say: a container's own user, its controller's, or that of all. */
function releaseWriters({ objects }: AuditWorld): readonly Writer[] {
  return releasesOf(objects)
    .filter(({ chart }) => chart === 'app-template')
    .flatMap((release) => {
      const entries = Object.entries(recordAt(release.values, 'persistence')).flatMap(([key, entry]) =>
        isRecord(entry) && isClaim(entry) ? [{ key, entry }] : [],
      );
      const alone = entries.filter(({ entry }) => entry.existingClaim === undefined).length === 1;
      return entries.flatMap(({ key, entry }) =>
        (namesOf(release, key, entry, alone) ?? []).flatMap((name) =>
          mountsIn(release, entry).map((user) => ({
            by: release.object.ref,
            claim: claimId(release.namespace, name),
            user,
          })),
        ),
      );
    });
}

function userText({ uid, gid }: User): string {
  return gid === undefined || gid === uid ? `uid ${uid}` : `uid ${uid} and gid ${gid}`;
}
