import type { ObjectRef } from '../../object';
import { type AuditWorld, type Finding, finding } from '../finding';

/** Secrets that are read, against those that are made. Whether one was made by hand only the cluster knows. */
export function secretFindings({ ledger, secrets }: AuditWorld): readonly Finding[] {
  const missing = ledger.secrets.filter(({ from }) => from === undefined);
  const findings = missing.flatMap(({ id, readers: [first, ...others] }) =>
    first === undefined
      ? []
      : [
          finding(
            'secret-missing',
            [first, ...others],
            `It reads Secret ${id}, which no object here makes.`,
            'Make it, or name one that is made; if it is made by hand, accept this on the object.',
          ),
        ],
  );
  // Where no Secret is to be seen at all, they have been left out.
  const [first, ...others] = missing.flatMap(({ readers }): readonly ObjectRef[] => readers);
  return secrets.all.length > 0 || first === undefined
    ? findings
    : [
        finding(
          'secret-unknown',
          [first, ...others],
          'No object here makes a Secret, so whether those that are read are there nothing says.',
          'Give the audit the objects that make Secrets as well.',
        ),
      ];
}
