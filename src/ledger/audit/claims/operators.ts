import { claimId } from '../../claims';
import { at, textAt } from '../../loose';
import type { FoundObject, Objects } from '../../object';
import type { ExpectedClaim } from './expected';

/** Operators that make claims of their own and back them up themselves, by an object that names theirs. */
const OPERATORS = [
  {
    group: 'postgresql.cnpg.io',
    kind: 'Cluster',
    backups: [{ kind: 'ScheduledBackup', names: ['spec', 'cluster', 'name'], held: ['spec', 'suspend'] }],
  },
  {
    group: 'k8s.mariadb.com',
    kind: 'MariaDB',
    backups: [
      { kind: 'Backup', names: ['spec', 'mariaDbRef', 'name'], held: ['spec', 'schedule', 'suspend'] },
      { kind: 'PhysicalBackup', names: ['spec', 'mariaDbRef', 'name'], held: ['spec', 'schedule', 'suspend'] },
    ],
  },
] as const;

/** The claims of databases whose operators are known, one for each database: what they are called is the operator's. */
export function operatorClaims(objects: Objects): readonly ExpectedClaim[] {
  return OPERATORS.flatMap(({ group, kind, backups }) =>
    objects.ofKind(group, kind).map(({ ref }): ExpectedClaim => {
      const keeper = backups
        .flatMap((each) =>
          objects
            .ofKind(group, each.kind)
            .filter(
              (backup) =>
                backup.ref.namespace === ref.namespace &&
                textAt(backup.body, ...each.names) === ref.name &&
                at(backup.body, ...each.held) !== true &&
                isScheduled(backup),
            ),
        )
        .at(0);
      return {
        label: `${claimId(ref.namespace, ref.name)} (the volumes of this ${kind})`,
        ids: [],
        object: ref,
        kind: 'made',
        ...(keeper !== undefined && { keeper: keeper.ref }),
      };
    }),
  );
}

/** A backup that is made once is none of a database that goes on. */
function isScheduled({ body }: FoundObject): boolean {
  return (textAt(body, 'spec', 'schedule') ?? textAt(body, 'spec', 'schedule', 'cron')) !== undefined;
}
