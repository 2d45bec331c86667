import type { Change } from '../compare/change';
import { countsOf, groupsOf } from './groups';

/** What a change does to backups, for a terminal. */
export function diffText(changes: readonly Change[]): string {
  const blocks = groupsOf(changes).map(({ id, changes: own }) => [id, ...own.flatMap(linesOf)].join('\n'));
  return `${[sentence(countsOf(changes)), ...blocks].join('\n\n')}\n`;
}

function linesOf({ code, severity, text, repair }: Change): readonly string[] {
  return [`  ${severity} ${code}: ${text}`, ...(repair === '' ? [] : [`       ${repair}`])];
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}
