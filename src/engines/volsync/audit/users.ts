import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { type User, userOf } from '../../../ledger/audit/pods';
import { grouped } from '../../../ledger/grouped';
import { at } from '../../../ledger/loose';
import { type ObjectRef, renderRef } from '../../../ledger/object';
import { maintainersIn, restoresIn, sourcesIn } from './movers';
import { isPrivileged } from './rights';

/** As whom maintenance runs where nobody says. */
const MAINTAINER = 1000;

/** As whom movers run, against each other. */
export function userFindings(world: AuditWorld): readonly Finding[] {
  return [...restoreUsers(world), ...repositoryUsers(world)];
}

/** What a restore writes belongs to whom it runs as, and the backups of it have to read that. */
function restoreUsers(world: AuditWorld): readonly Finding[] {
  const byClaim = new Map(
    world.ledger.protected.map(({ destinations, restore }) => [
      restore === undefined ? '' : renderRef(restore.object),
      destinations,
    ]),
  );
  return restoresIn(world).flatMap(({ object: { ref }, fields }) => {
    const source = byClaim.get(renderRef(ref))?.[0];
    const own = userOf(at(fields, 'moverSecurityContext'));
    if (source === undefined || source.mover.uid === undefined) {
      return [];
    }
    const both = isPrivileged(ref.namespace, world.objects)
      ? ', as soon as their namespace no longer makes both root'
      : '';
    return own.uid === source.mover.uid
      ? []
      : [
          finding(
            'mover-not-restorer',
            ref,
            `It is told to write what it restores as ${userText(own)}, and backups of it to run as ${userText(source.mover)}: what is restored belongs to somebody else than what was backed up${both}.`,
            'Give it the moverSecurityContext of the source of its claim.',
          ),
        ];
  });
}

interface Use {
  readonly ref: ObjectRef;
  readonly uid: number;
}

/** Kopia writes files of a repository for its own user alone, where a repository is a folder. */
function repositoryUsers(world: AuditWorld): readonly Finding[] {
  const kopia = new Set(
    sourcesIn(world)
      .filter(({ mover }) => mover === 'kopia')
      .map(({ object }) => renderRef(object.ref)),
  );
  const maintainers = new Map(maintainersIn(world).map(({ ref, body }) => [renderRef(ref), body]));
  return world.ledger.repositories
    .filter(({ kind }) => kind === 'nfs' || kind === 'claim')
    .flatMap((repository) => {
      const movers = world.ledger.protected
        .flatMap(({ destinations }) => destinations)
        .filter(({ repository: key, source }) => key === repository.key && kopia.has(renderRef(source)))
        .map(
          ({ source, mover }): Use => ({
            ref: source,
            uid: isPrivileged(source.namespace, world.objects) ? 0 : (mover.uid ?? 0),
          }),
        );
      const jobs = repository.maintainers.flatMap(({ object, runs }): Use[] => {
        const context = at(maintainers.get(renderRef(object)), 'spec', 'podSecurityContext');
        return !runs || !maintainers.has(renderRef(object))
          ? []
          : [{ ref: object, uid: userOf(context).uid ?? (context === undefined ? MAINTAINER : 0) }];
      });
      const byUser = [...grouped([...movers, ...jobs], ({ uid }) => uid)].sort(([, a], [, b]) => b.length - a.length);
      const [, ...rest] = byUser;
      const [first, ...others] = rest.flatMap(([, own]) => own.map(({ ref }) => ref));
      if (first === undefined) {
        return [];
      }
      const list = byUser.map(
        ([uid, own]) => `uid ${uid} (${own.length === 1 ? renderRef(own[0]?.ref ?? first) : `${own.length} movers`})`,
      );
      return [
        finding(
          'repository-users-differ',
          [first, ...others],
          `Several users write ${repository.location}: ${list.join(', ')}. What one writes is not for the others to read, unless the server makes one user of all.`,
          'Run all movers and the maintenance of a repository as one user.',
        ),
      ];
    });
}

function userText({ uid, gid }: User): string {
  return uid === undefined
    ? 'nobody in particular, which is root'
    : `uid ${uid}${gid === undefined || gid === uid ? '' : ` and gid ${gid}`}`;
}
