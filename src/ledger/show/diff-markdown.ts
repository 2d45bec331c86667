import type { Change, ChangeSeverity } from '../compare/change';
import { listed } from '../compare/words';
import { grouped } from '../grouped';
import { countsOf, groupsOf, ofSeverity, SEVERITIES } from './groups';
import { plain } from './markdown';

/** What a comment on a pull request may hold, with room for what a program adds to it. */
const LIMIT = 60_000;

const SIGNS: Readonly<Record<ChangeSeverity, string>> = { loss: '🛑 loss', risk: '⚠️ risk', note: 'note' };

/**
 * What a change does to backups, for a comment on a pull request. Where it is too long notes go first, then risks, then
 * the repairs; losses stay, each of them, and what is left out is said.
 * @param limit characters at most, as long as all losses fit into them
 */
export function diffMarkdown(changes: readonly Change[], limit = LIMIT): string {
  const forms = [
    () => whole(changes, SEVERITIES, true),
    () => whole(changes, ['loss', 'risk'], true),
    () => whole(changes, ['loss'], true),
    () => whole(changes, ['loss'], false),
  ];
  for (const form of forms) {
    const text = form();
    if (text.length <= limit) {
      return text;
    }
  }
  return shortest(changes);
}

function whole(changes: readonly Change[], severities: readonly ChangeSeverity[], repairs: boolean): string {
  const shown = changes.filter(({ severity }) => severities.includes(severity));
  const blocks = groupsOf(shown).map(({ id, changes: own }) =>
    [`#### ${plain(id)}`, '', ...own.map((each) => itemOf(each, repairs))].join('\n'),
  );
  return `${[headline(changes), ...leftOut(changes, severities, repairs), ...blocks].join('\n\n')}\n`;
}

function itemOf({ severity, code, text, repair, acknowledged }: Change, repairs: boolean): string {
  if (acknowledged !== undefined) {
    const meant = `- ${severity} \`${code}\`, which is meant: ${plain(text)}`;
    return repairs ? `${meant}<br>_${plain(acknowledged)}_` : meant;
  }
  const what = `- **${SIGNS[severity]}** \`${code}\`: ${plain(text)}`;
  return repairs && repair !== '' ? `${what}<br>_${plain(repair)}_` : what;
}

/** Every loss by its code alone, which is as short as it can be said. */
function shortest(changes: readonly Change[]): string {
  const losses = changes.filter(({ severity }) => severity === 'loss');
  const lines = [...grouped(losses, ({ code }) => code)].map(
    ([code, own]) => `- **${SIGNS.loss}** \`${code}\`: ${own.map(({ id }) => plain(id)).join(', ')}`,
  );
  const cut = [...leftOut(changes, ['loss'], false), 'The losses are listed by their names alone.'].join(' ');
  return `${[headline(changes), cut, lines.join('\n')].join('\n\n')}\n`;
}

function headline(changes: readonly Change[]): string {
  return `### Backups: ${countsOf(changes)}`;
}

/** What is left out, which must not look as if it were not there. */
function leftOut(
  changes: readonly Change[],
  severities: readonly ChangeSeverity[],
  repairs: boolean,
): readonly string[] {
  const left = SEVERITIES.filter((severity) => !severities.includes(severity)).flatMap((severity) => {
    const count = changes.filter((each) => each.severity === severity).length;
    return count === 0 ? [] : [ofSeverity(severity, count)];
  });
  const what = [...left, ...(repairs ? [] : ['all repairs'])];
  return what.length === 0 ? [] : [`_Too long for a comment: ${listed(what)} left out._`];
}
