import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { drift, generate, readTexts } from '../../../scripts/docs/generate';

const FILES = {
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "noLib": true, "types": [] } }',
  'src/index.ts': `export type { Options, Size } from './deep/options';
export const defaults = {
  /** Enough for most. */
  capacity: '5Gi',
  job: {
    /** Twice is too often. */
    retries: 1,
    limits: { cpu: 1 },
  },
  /** As a whole. */
  range: { from: 0, to: 30 },
};
`,
  'src/deep/options.ts': `export interface Options {
  /** How large. @default \`?\` (\`defaults.capacity\`) */
  readonly capacity?: Size;
}
export interface Size {
  /** How many. */
  readonly bytes: number;
}
`,
  'README.md': 'A claim has `?`<!-- defaults.capacity --> by default.\n',
  'docs/a.md': '# A\n\n<!-- props: Options -->\n<!-- /props -->\n',
  'docs/b.md':
    '# B\n\n## Of a size\n\n<!-- props: Size -->\n<!-- /props -->\n\n<!-- defaults -->\n<!-- /defaults -->\n',
  'docs/b.txt': 'no page',
};

const DEFAULTS = { capacity: '5Gi', job: { retries: 1, limits: { cpu: 1 } }, range: { from: 0, to: 30 } };

const root = mkdtempSync(join(tmpdir(), 'generate-'));

beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});

afterAll(() => rmSync(root, { recursive: true }));

test('sources and pages are read, and nothing else', () => {
  expect([...readTexts(root).keys()]).toEqual([
    'README.md',
    'docs/a.md',
    'docs/b.md',
    'src/deep/options.ts',
    'src/index.ts',
  ]);
});

test('comments, tables and pages say what the sources say', () => {
  const texts = readTexts(root);
  const made = generate(root, texts, DEFAULTS);
  expect(drift(texts, made)).toEqual(['src/deep/options.ts', 'README.md', 'docs/a.md', 'docs/b.md']);
  expect(made.get('src/deep/options.ts')).toContain("@default `'5Gi'` (`defaults.capacity`) */");
  expect(made.get('README.md')).toBe('A claim has `5Gi`<!-- defaults.capacity --> by default.\n');
  expect(made.get('docs/a.md')).toContain("| `capacity` | [`Size`](b.md#of-a-size) | `'5Gi'` | How large. |");
  expect(made.get('docs/b.md')).toContain('| `bytes` | `number` | required | How many. |');
});

test('the values stand with their reasons, those with one reason together', () => {
  const page = generate(root, readTexts(root), DEFAULTS).get('docs/b.md');
  expect(page).toContain(
    [
      '| default | value | why |',
      '| --- | --- | --- |',
      "| `defaults.capacity` | `'5Gi'` | Enough for most. |",
      '| `defaults.job.retries` | `1` | Twice is too often. |',
      '| `defaults.job.limits` | `{ cpu: 1 }` |  |',
      '| `defaults.range` | `{ from: 0, to: 30 }` | As a whole. |',
    ].join('\n'),
  );
});

test('a second time changes nothing', () => {
  const made = generate(root, readTexts(root), DEFAULTS);
  expect(drift(made, generate(root, made, DEFAULTS))).toEqual([]);
});

test('a default that changes changes everything that speaks of it', () => {
  const made = generate(root, readTexts(root), DEFAULTS);
  const changed = generate(root, made, { ...DEFAULTS, capacity: '6Gi' });
  expect(drift(made, changed)).toEqual(['src/deep/options.ts', 'README.md', 'docs/a.md', 'docs/b.md']);
  expect([...changed.values()].join('\n')).not.toMatch(/5Gi(?!',$)/m);
});

test.each([
  ['docs/a.md', '<!-- props: Optoins -->\n<!-- /props -->', 'docs/a.md: nothing makes <!-- props: Optoins -->'],
  ['docs/b.md', '`5Gi`<!-- defaults.capcity -->', 'docs/b.md: there is no defaults.capcity'],
  ['src/index.ts', '// `5Gi` (`defaults.capcity`)', 'src/index.ts: there is no defaults.capcity'],
])('what cannot be made is an error that names %s', (path, text, message) => {
  const texts = new Map([...readTexts(root), [path, text]]);
  expect(() => generate(root, texts, DEFAULTS)).toThrow(message);
});
