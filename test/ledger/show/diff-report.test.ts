import { type Change, change } from '../../../src/ledger/compare/change';
import { diffReport } from '../../../src/ledger/show/diff-report';
import type { ObjectChange } from '../../../src/ledger/show/object-diff';

const losses = (count: number): Change[] =>
  Array.from({ length: count }, (_, index) =>
    change('history-shrinks', `media/app-${index}`, `Claim media/app-${index} ${'x'.repeat(100)}.`, 'Keep it.'),
  );
const notes = (count: number): Change[] =>
  Array.from({ length: count }, (_, index) => change('rpo-better', `media/note-${index}`, `Claim ${'y'.repeat(100)}.`));
const objects = (count: number): ObjectChange[] =>
  Array.from({ length: count }, (_, index) => ({
    object: `ConfigMap media/map-${index}`,
    is: 'changed',
    fields: [`- data.x: ${'`'.repeat(5)}`, '+ data.x: <not shown>'],
  }));
const report = (changes: readonly Change[], of: readonly ObjectChange[], isFirst = false) =>
  diffReport({ changes, objects: of, isFirst }, 'markdown', (_, text) => text);

test('a comment is known again by its first line', () => {
  expect(report([], []).split('\n').slice(0, 2)).toEqual([
    '<!-- cdk8s-volsync-kopia -->',
    '### Backups: no change to backups',
  ]);
});

test('objects are folded away below what a change means, in a fence that nothing in them ends', () => {
  const text = report(losses(1), objects(1));
  expect(text).toContain(
    '<details><summary>Objects</summary>\n\n``````diff\nConfigMap media/map-0: changed\n- data.x: `````\n',
  );
  expect(text.indexOf('history-shrinks')).toBeLessThan(text.indexOf('<details>'));
});

test.each([
  [1, 5000, 'more objects left out'],
  [420, 5000, 'Too long'],
  [500, 5000, 'left out'],
])('%i losses, and %i objects fit into a comment, and every loss is in it', (count, many, left) => {
  const text = report([...losses(count), ...notes(500)], objects(many));
  expect(text.length).toBeLessThanOrEqual(60_000);
  expect(new Set(text.match(/app-\d+/g)).size).toBe(count);
  expect(text).toContain(left);
  expect(text).not.toContain('no change');
});

test('the first time nothing can be lost, which is said in every form but JSON', () => {
  const all = { changes: [], objects: [], isFirst: true };
  for (const form of ['text', 'markdown'] as const) {
    expect(diffReport(all, form, (_, text) => text)).toContain('Nothing was there before, so nothing can be lost.');
  }
  expect(JSON.parse(diffReport(all, 'json', (_, text) => text))).toEqual({ schema: 1, changes: [] });
});
