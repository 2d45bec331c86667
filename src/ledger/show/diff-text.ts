import type { Change, ChangeSeverity } from '../compare/change';
import { countsOf, groupsOf } from './groups';

/** How a severity looks on a terminal. */
type Mark = (severity: ChangeSeverity, text: string) => string;

/** What a change does to backups, for a terminal. @param mark none where nothing stands out */
export function diffText(changes: readonly Change[], mark: Mark = (_, text) => text): string {
  const blocks = groupsOf(changes).map(({ id, changes: own }) =>
    [id, ...own.flatMap((each) => linesOf(each, mark))].join('\n'),
  );
  return `${[sentence(countsOf(changes)), ...blocks].join('\n\n')}\n`;
}

function linesOf({ code, severity, text, repair, acknowledged }: Change, mark: Mark): readonly string[] {
  if (acknowledged !== undefined) {
    return [`  ${severity} ${code}, which is meant: ${text}`, `       ${acknowledged}`];
  }
  return [`  ${mark(severity, severity)} ${code}: ${text}`, ...(repair === '' ? [] : [`       ${repair}`])];
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}
