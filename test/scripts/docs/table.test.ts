import type { Member } from '../../../scripts/docs/members';
import { membersTable, table } from '../../../scripts/docs/table';

const member: Member = { name: 'size', type: 'Quantity', optional: true, text: 'Size.', default: "`'5Gi'`" };

test('a table has a line for its head and one for each row', () => {
  expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
});

test('a cell holds neither a line break nor a bar', () => {
  expect(table(['a'], [["'x' | 'y'\n  or more"]])).toContain("| 'x' \\| 'y' or more |");
});

test('a field is told with its type, its default and the first paragraph of what it says', () => {
  const text = 'Size of it,\nin bytes.\n\nMore than anybody asked for.';
  expect(membersTable([{ ...member, text, default: "the cluster's, `'5Gi'` (`defaults.capacity`)" }], new Map())).toBe(
    "| prop | type | default | what it says |\n| --- | --- | --- | --- |\n| `size` | `Quantity` | the cluster's, `'5Gi'` | Size of it, in bytes. |",
  );
});

test('a field that must be there has no default', () => {
  expect(membersTable([{ ...member, optional: false }], new Map())).toContain(
    '| `size` | `Quantity` | required | Size. |',
  );
});

test('what must be there comes first, what is inside of it behind it', () => {
  const members = [
    member,
    { ...member, name: 'a', optional: false },
    { ...member, name: 'a.b' },
    { ...member, name: 'size.c', optional: false },
  ];
  const names = membersTable(members, new Map()).match(/^\| `[^`]+`/gm);
  expect(names).toEqual(['| `a`', '| `a.b`', '| `size`', '| `size.c`']);
});

test('a word that is the name of a type as well leads nowhere', () => {
  const places = new Map([['Mover', 'cluster.md#mover']]);
  expect(membersTable([{ ...member, type: "'Mover' | 'none'" }], places)).toContain("| `'Mover' \\| 'none'` |");
});

test('a type leads to the place where its fields are told', () => {
  const places = new Map([['Mover', 'cluster.md#mover']]);
  expect(membersTable([{ ...member, type: 'Partial<Mover>' }], places)).toContain(
    '| [`Partial<Mover>`](cluster.md#mover) |',
  );
});
