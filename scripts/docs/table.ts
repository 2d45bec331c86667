import { withoutPaths } from './default-values';
import type { Member } from './members';

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
}

/** Where the docs describe a type, by its name. */
export type Places = ReadonlyMap<string, string>;

/** The fields of an options type. @param places what a type in the table is linked to */
export function membersTable(members: readonly Member[], places: Places): string {
  return table(
    ['prop', 'type', 'default', 'what it says'],
    requiredFirst(members).map((each) => [
      `\`${each.name}\``,
      linked(each.type, places),
      each.optional ? withoutPaths(each.default ?? '') : 'required',
      withoutPaths(firstParagraph(each.text)),
    ]),
  );
}

/** What is inside of a field stays behind it. */
function requiredFirst(members: readonly Member[]): readonly Member[] {
  const required = new Set(members.filter(({ optional }) => !optional).map(({ name }) => name));
  const isRequired = ({ name }: Member) => required.has(name.split('.')[0] ?? name);
  return [...members.filter(isRequired), ...members.filter((each) => !isRequired(each))];
}

/** What an editor shows first; what follows is for those who read on. */
function firstParagraph(text: string): string {
  return text.split(/\n\s*\n/)[0] ?? '';
}

function linked(type: string, places: Places): string {
  const names = type.replace(/'[^']*'/g, '').match(/\w+/g) ?? [];
  const place = names.map((name) => places.get(name)).find((each) => each !== undefined);
  return place === undefined ? `\`${type}\`` : `[\`${type}\`](${place})`;
}
