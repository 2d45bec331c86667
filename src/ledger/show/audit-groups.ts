import type { Audit } from '../audit/audit';
import type { Finding, FindingSeverity } from '../audit/finding';
import { counted, listed } from '../compare/words';
import { grouped } from '../grouped';
import type { ObjectRef } from '../object';
import { ofSeverity, SEVERITIES } from './groups';

/** One sentence, and every object of which it is true. */
export interface FindingGroup extends Pick<Finding, 'code' | 'severity' | 'text' | 'repair'> {
  readonly objects: readonly ObjectRef[];
}

/** What is wrong in one way with many objects is said once. */
export function findingGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  return [...grouped(findings, ({ code, text, repair }) => JSON.stringify([code, text, repair])).values()].flatMap(
    (own) =>
      own.slice(0, 1).map(({ code, severity, text, repair }) => ({
        code,
        severity,
        text,
        repair,
        objects: own.flatMap(({ object, others }) => [object, ...(others ?? [])]),
      })),
  );
}

/** Objects by kind, each kind named once. @param most so many at most, and how many more there are */
export function namesOf(objects: readonly ObjectRef[], most = Number.POSITIVE_INFINITY): string {
  const shown = [...grouped(objects.slice(0, most), ({ kind }) => kind)].map(
    ([kind, own]) =>
      `${kind} ${own.map(({ namespace, name }) => (namespace === undefined ? name : `${namespace}/${name}`)).join(', ')}`,
  );
  const more = objects.length - most;
  return `${shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** How it all stands, in a sentence or two. */
export function auditSummary({ objects, claims, findings, accepted }: Audit): string {
  const groups = findingGroups(findings);
  const counts = SEVERITIES.flatMap((severity: FindingSeverity) => {
    const count = groups.filter((each) => each.severity === severity).length;
    return count === 0 ? [] : [ofSeverity(severity, count)];
  });
  const statuses = (['protected', 'unprotected', 'unknown', 'exempt'] as const).flatMap((status) => {
    const count = claims.filter((each) => each.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  const found = counts.length === 0 ? 'Nothing is wrong' : listed(counts);
  const exempt = accepted.length === 0 ? '' : ` ${counted(accepted.length, 'finding')} accepted.`;
  const stand = claims.length === 0 ? 'no claim is here' : `${counted(claims.length, 'claim')}: ${listed(statuses)}`;
  return `${found} in ${counted(objects, 'object')}; ${stand}.${exempt}`;
}
