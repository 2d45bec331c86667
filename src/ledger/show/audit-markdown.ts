import type { Audit } from '../audit/audit';
import type { FindingSeverity } from '../audit/finding';
import { auditSummary, type FindingGroup, findingGroups, namesOf } from './audit-groups';
import { ofSeverity, SEVERITIES } from './groups';
import { plain } from './markdown';

/** What a comment on a pull request may hold, with room for what a program adds to it. */
const LIMIT = 60_000;
/** So many names are read; of more the number is what counts. */
const NAMES = 20;

const SIGNS: Readonly<Record<FindingSeverity, string>> = { loss: '🛑 loss', risk: '⚠️ risk', note: 'note' };

/** What is wrong with backups, for a comment on a pull request. Where it is too long notes go first, then risks; losses stay. */
export function auditMarkdown(audit: Audit, limit = LIMIT): string {
  const groups = findingGroups(audit.findings);
  const forms = [SEVERITIES, ['loss', 'risk'] as const, ['loss'] as const].map((severities) =>
    whole(audit, groups, severities),
  );
  return forms.find((text) => text.length <= limit) ?? forms.at(-1) ?? '';
}

function whole(audit: Audit, groups: readonly FindingGroup[], severities: readonly FindingSeverity[]): string {
  const items = groups.filter(({ severity }) => severities.includes(severity)).map(item);
  const left = SEVERITIES.filter((severity) => !severities.includes(severity)).flatMap((severity) => {
    const count = groups.filter((each) => each.severity === severity).length;
    return count === 0 ? [] : [ofSeverity(severity, count)];
  });
  return `${[
    '### Backups as they stand',
    plain(auditSummary(audit)),
    ...(left.length === 0 ? [] : [`_Too long for a comment: ${left.join(' and ')} left out._`]),
    ...(items.length === 0 ? [] : [items.join('\n')]),
  ].join('\n\n')}\n`;
}

function item({ code, severity, text, repair, objects }: FindingGroup): string {
  const names = severity === 'loss' ? namesOf(objects) : namesOf(objects, NAMES);
  const lines = [
    `- **${SIGNS[severity]}** \`${code}\`: ${plain(text)}`,
    plain(names),
    repair === '' ? '' : `_${plain(repair)}_`,
  ];
  return lines.filter((line) => line !== '').join('<br>');
}
