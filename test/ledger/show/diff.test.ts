import { type Change, change } from '../../../src/ledger/compare/change';
import { diffMarkdown } from '../../../src/ledger/show/diff-markdown';
import { diffText } from '../../../src/ledger/show/diff-text';

const changes: readonly Change[] = [
  change('protection-gained', 'games/new', 'Claim games/new is backed up into <vault: URL>. Its history is empty.'),
  change('rpo-worse', 'games/romm', 'Claim games/romm was backed up every hour.', 'Back up as often as before.'),
  change('history-shrinks', 'media/plex', 'Claim media/plex had 10 restore points.', 'Keep as much as before.'),
  change('destination-gained', 'media/plex', 'Claim media/plex is backed up into b_2 too.'),
];

test('a terminal shows what is lost first, by app, with what to do', () => {
  expect(diffText(changes)).toBe(`1 loss, 1 risk and 2 notes.

media/plex
  loss history-shrinks: Claim media/plex had 10 restore points.
       Keep as much as before.
  note destination-gained: Claim media/plex is backed up into b_2 too.

games/romm
  risk rpo-worse: Claim games/romm was backed up every hour.
       Back up as often as before.

games/new
  note protection-gained: Claim games/new is backed up into <vault: URL>. Its history is empty.
`);
});

test('a comment shows the same, and what Markdown would read otherwise as it stands', () => {
  expect(diffMarkdown(changes)).toBe(`### Backups: 1 loss, 1 risk and 2 notes

#### media/plex

- **🛑 loss** \`history-shrinks\`: Claim media/plex had 10 restore points.<br>_Keep as much as before._
- **note** \`destination-gained\`: Claim media/plex is backed up into b\\_2 too.

#### games/romm

- **⚠️ risk** \`rpo-worse\`: Claim games/romm was backed up every hour.<br>_Back up as often as before._

#### games/new

- **note** \`protection-gained\`: Claim games/new is backed up into &lt;vault: URL&gt;. Its history is empty.
`);
});

test('nothing is no change, and only then', () => {
  expect(diffText([])).toBe('No change to backups.\n');
  expect(diffMarkdown([])).toBe('### Backups: no change to backups\n');
});

/** So many changes of one code, each of an app of its own, with a text as long as texts are. */
function many(code: Parameters<typeof change>[0], count: number): Change[] {
  return Array.from({ length: count }, (_, index) =>
    change(code, `media/app-${code}-${index}`, `Claim ${index} ${'x'.repeat(150)}.`, 'Put it back.'),
  );
}

function losses(text: string): number {
  return new Set(text.match(/app-history-shrinks-\d+|app\\-history-shrinks-\d+/g)).size;
}

test.each<[notes: number, risks: number, lost: number, left: string]>([
  [500, 10, 10, '500 notes left out'],
  [500, 500, 10, '500 risks and 500 notes left out'],
  [0, 1, 250, '1 risk and all repairs left out'],
  [500, 500, 500, '500 risks, 500 notes and all repairs left out'],
])('%i notes, %i risks and %i losses fit into a comment, and every loss is in it', (notes, risks, lost, left) => {
  const text = diffMarkdown([
    ...many('rpo-better', notes),
    ...many('rpo-worse', risks),
    ...many('history-shrinks', lost),
  ]);
  expect(text.length).toBeLessThanOrEqual(60_000);
  expect(losses(text)).toBe(lost);
  expect(text).toContain(left);
  expect(text).not.toContain('no change');
});

test('no loss is left out, not even where all of them are too long for a comment', () => {
  expect(losses(diffMarkdown(many('history-shrinks', 3000)))).toBe(3000);
});
