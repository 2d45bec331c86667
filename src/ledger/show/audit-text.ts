import type { Audit } from '../audit/audit';
import type { FindingSeverity } from '../audit/finding';
import { auditSummary, type FindingGroup, findingGroups, namesOf } from './audit-groups';

/**
 * What is wrong with backups, for a terminal.
 * @param mark how a severity is shown, for those who have colours
 */
export function auditText(
  audit: Audit,
  mark: (severity: FindingSeverity, text: string) => string = (_, text) => text,
): string {
  const found = findingGroups(audit.findings).map((each) =>
    block(each, mark(each.severity, `${each.severity} ${each.code}`)),
  );
  const accepted = findingGroups(audit.accepted).map((each) => {
    const { until, reason } = audit.accepted.find(({ code, text }) => code === each.code && text === each.text) ?? {};
    return block({ ...each, repair: `Until ${until}: ${reason}` }, `accepted ${each.code}`);
  });
  return `${[auditSummary(audit), ...found, ...accepted].join('\n\n')}\n`;
}

function block({ text, repair, objects }: FindingGroup, head: string): string {
  return [`${head}: ${text}`, `  ${namesOf(objects)}`, ...(repair === '' ? [] : [`  ${repair}`])].join('\n');
}
