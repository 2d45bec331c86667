import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unfitForKustomize } from '../../src/gitops/odd-texts';
import { yamlWriter } from '../../src/gitops/yaml';
import { program } from '../support/programs';

beforeAll(() => {
  program('yaml-for-go');
  program('kustomize');
}, 600_000);

/** What the readers of Go, by name, make of each document. */
function readByGo(texts: readonly string[]): Record<string, { value: unknown; error?: string }>[] {
  const input = texts.map((each) => JSON.stringify(each)).join('\n');
  const { status, stdout, stderr } = spawnSync(program('yaml-for-go'), { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const write = yamlWriter();
const asRead = (value: unknown) => ({ 'sigs.k8s.io/yaml': { value }, 'yaml.v3': { value } });

/** What is awkward to any reader, and to none. No halves of characters: those are refused. */
const pieces = [
  ...'-.:%#,&*!|>?@`~"\'\\{}[]=<^$',
  ...' \t\n\r',
  ...'aynEeoxX019_',
  ...['\u0000', '\u0007', '\u001b', '\u007f', '\u0080', '\u0085', '\u009f', '\u00a0', '\u00e4'],
  ...['\u2028', '\u2029', '\ufeff', '\ufffd', '\ufffe', '\uffff', '\u{1f600}', '\u{10ffff}'],
  ...[
    '<<',
    '---',
    '...',
    ': ',
    ' #',
    '\n\t',
    '\n\n',
    '\n  ',
    'true',
    'null',
    '0o7',
    '0x1',
    '1e3',
    '2024-01-01',
    '12:30',
  ],
];
const awkward = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((each) => each.join(''));
const text = fc.oneof({ weight: 4, arbitrary: awkward }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) });
const long = fc.tuple(text, fc.integer({ min: 100, max: 1100 })).map(([each, size]) => each.padEnd(size, 'k'));
const key = fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: long });
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.boolean(),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
}));
const objects = fc.dictionary(key, fc.oneof(value, fc.constant(null)), { maxKeys: 4 });

test('what is written reads back the same in Go, keys and values, whatever they hold', () => {
  const samples = fc.sample(objects, 20_000);
  const read = readByGo(samples.map((each) => write(each)));
  expect(read).toHaveLength(samples.length);
  const wrong = samples.flatMap((each, index) => {
    const expected = asRead(each);
    return JSON.stringify(sorted(read[index])) === JSON.stringify(sorted(expected))
      ? []
      : [{ written: write(each), read: read[index] }];
  });
  expect(wrong.slice(0, 3)).toEqual([]);
}, 120_000);

/** Go sorts what JavaScript keeps in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}

test('a reader that fails, and one that reads something else, are seen', () => {
  const [tab, key] = readByGo(['a: |\n  \tx\n  y\n', 'a: "x"\u2028b: "y"\n']);
  expect(tab?.['sigs.k8s.io/yaml']?.error).toContain('found a tab character');
  expect(key?.['yaml.v3']?.value).toEqual({ a: 'x', b: 'y' });
});

describe('kustomize, which reads and writes each object before Flux does', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'yaml-for-go-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const objectOf = (texts: readonly string[]) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'texts' },
    data: Object.fromEntries(texts.map((each, index) => [`key-${index}`, each])),
  });
  const warns = (each: string) => unfitForKustomize(objectOf([each]), write(objectOf([each]))).length > 0;

  /** The texts as they are after that, by each reader of Go, or its error. */
  function built(texts: readonly string[]): unknown[] {
    writeFileSync(join(folder, 'texts.yaml'), write(objectOf(texts)));
    writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [texts.yaml]\n');
    const { status, stdout, stderr } = spawnSync(program('kustomize'), ['build', folder], { encoding: 'utf8' });
    if (status !== 0) return [stderr];
    const [read = {}] = readByGo([stdout]);
    return Object.values(read).map(({ value, error }) => error ?? (value as { readonly data: unknown }).data);
  }

  test('leaves every text as it was of which there is no warning', () => {
    const texts = fc.sample(text, 3000).filter((each) => !warns(each));
    const { data } = objectOf(texts.concat('\n\tx', ' \tx\ny', 'a\u2028b: c', '\ufeffa', '<<', 'a\n\tb'));
    expect(texts.length).toBeGreaterThan(1000);
    expect(built(Object.values(data))).toEqual([data, data]);
  });

  test.each(['a\u007fb', '\u0080', 'a\u0085b', 'a\n\u009f\n', '\ufffe', 'a\uffff', '\tx\ny\n', '\t\n\tx'])(
    'breaks %j, of which there is one',
    (each) => {
      const { data } = objectOf([each]);
      expect(warns(each)).toBe(true);
      expect(built([each])).not.toContainEqual(data);
    },
  );
});
