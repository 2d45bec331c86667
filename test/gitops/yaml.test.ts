import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { yamlWriter } from '../../src/gitops/yaml';

const toYaml = yamlWriter();

const AS_OURS = { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** Whether Go's reader takes plain text for a number (sigs.k8s.io/yaml, goyaml.v2/resolve.go). */
function goNumber(text: string): boolean {
  if (!/^[-+.0-9]/.test(text)) {
    return false;
  }
  const plain = text.replace(/_/g, '');
  const digits = plain.replace(/^[-+]/, '');
  return (
    /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/.test(digits) ||
    /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)
  );
}

test.each([
  '0o755',
  '0X1F',
  '0B1',
  '0x_1',
  '1_e3',
  'on',
  'y',
  '0755',
  '12:30:45',
  '~',
  '*/15 * * * *',
  '@daily',
  '123',
  '1e3',
  '',
])('quotes %j, which a reader would take for something else', (text) => {
  expect(toYaml({ value: text })).toBe(`value: ${JSON.stringify(text)}\n`);
});

test.each(['5Gi', '0 3 * * *', 'games/romm', '10.0.0.1', 'v1.2.3', '2048-a'])('leaves %j as it is', (text) => {
  expect(toYaml({ value: text })).toBe(`value: ${text}\n`);
});

const odd = [0x7f, 0x80, 0x85, 0x9f, 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff];

test.each(odd.map((code) => [code.toString(16).padStart(4, '0'), String.fromCharCode(code)]))(
  'escapes U+%s, which Go takes for the end of a line or for no text, wherever it stands',
  (code, character) => {
    expect(toYaml({ [`a${character}b: c`]: [`x${character}y: z`, `one${character}\n"two"\n`] })).toBe(
      `"a\\u${code}b: c":\n  - "x\\u${code}y: z"\n  - "one\\u${code}\\n\\"two\\"\\n"\n`,
    );
    // What is no plain JSON, or has a long key, is laid out by \`yaml\`.
    expect(toYaml({ [`${'k'.repeat(200)}${character}`]: [null, character] })).toBe(
      `"${'k'.repeat(200)}\\u${code}":\n  - null\n  - "\\u${code}"\n`,
    );
  },
);

test.each(['\u00a0', '\u00ad', '\u2027', '\u202a', '\ufffd', '\u{1f600}', '\u{1fffe}', '\ufdd0'])(
  'leaves %j, which Go reads, as it is',
  (text) => expect(toYaml({ [`a${text}`]: `b${text}` })).toBe(`a${text}: b${text}\n`),
);

test.each([
  ['\tx\ny\n', '|2\n    \tx\n    y\n'],
  ['\tx\ny', '|2-\n    \tx\n    y\n'],
  ['\n\n\tx\ny\n\n', '|2+\n    \n\n    \tx\n    y\n\n'],
  [' \tx\ny\n', '|2\n     \tx\n    y\n'],
  ['x\n\ty\n', '|\n    x\n    \ty\n'],
  ['\tx', '"\\tx"\n'],
  [' \n\n', '" \\n\\n"\n'],
  ['\n \n', '"\\n \\n"\n'],
  [' \t\n', '" \\t\\n"\n'],
  ['\n\n', '|+\n    \n\n'],
])('a block that begins with a tab, as %j, says where its text begins', (text, written) => {
  expect(toYaml({ a: { b: text } })).toBe(`a:\n  b: ${written}`);
  expect(parse(toYaml({ a: { b: text } }), { version: '1.1' })).toEqual({ a: { b: text } });
});

test('a key that a reader would merge into its map stays a key', () => {
  const merge = { '<<': { a: '<<' } };
  expect(toYaml(merge)).toBe('"<<":\n  a: "<<"\n');
  expect(parse(toYaml(merge), { version: '1.1' })).toEqual(merge);
  expect(toYaml({ '<<': [null] })).toBe('"<<":\n  - null\n');
});

test('writes no anchors and folds no lines', () => {
  const same = { a: 'x '.repeat(100).trim() };
  expect(toYaml({ one: same, two: same })).toBe(`one:\n  a: ${same.a}\ntwo:\n  a: ${same.a}\n`);
});

test('what is written reads back the same, by the rules of YAML 1.1', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string(), fc.integer(), fc.boolean())),
      (value) => {
        expect(parse(toYaml(value), { version: '1.1' })).toEqual({ ...value });
      },
    ),
  );
});

test('no string is written so that Go reads a number', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'019_.-+exobXOBE:7'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(texts, (text) => {
      const plain = toYaml({ value: text }) === `value: ${text}\n`;
      expect(plain && goNumber(text)).toBe(false);
    }),
    { numRuns: 5000 },
  );
});

test('a document is written as `yaml` writes it, whatever was written before', () => {
  // Without digits, which Go reads in its own way.
  const awkward = fc
    .string({ unit: fc.constantFrom(...'-.:%# \n\t"\'\\{[]},&*!|>?@`~ynAz'), maxLength: 5 })
    .filter((each) => !/^\n*\t/.test(each) && !/^[ \t\n]+$/.test(each));
  const text = fc.oneof(awkward, fc.constantFrom('---', '...', '--- a', 'true', 'null', 'a: b', '- a'));
  const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, -0));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value')),
    ),
  }));
  fc.assert(
    fc.property(value, (each) => expect(toYaml(each)).toBe(stringify(each, AS_OURS))),
    { numRuns: 2000 },
  );
});

test('a word is written as `yaml` writes it', () => {
  const reserved = ['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'nan', 'inf', 'e1', 'x0', 'b1'];
  const part = fc.oneof(
    fc.constantFrom(...reserved),
    fc.string({ unit: fc.constantFrom(...'aeEfnoxyYN01._-/'), maxLength: 3 }),
  );
  const word = fc.tuple(part, part, fc.boolean()).map(([a, b, upper]) => (upper ? (a + b).toUpperCase() : a + b));
  fc.assert(
    // What begins with a letter, which no number of Go's does.
    fc.property(
      word.filter((each) => /^[a-z]/i.test(each)),
      (each) => {
        const value = { [each]: each, list: [each, { [each]: [each] }] };
        expect(toYaml(value)).toBe(stringify(value, AS_OURS));
      },
    ),
    { numRuns: 2000 },
  );
});

test.each([169, 170, 171, 1023, 1024, 1025])('a key of %d characters is written as `yaml` writes it', (length) => {
  for (const character of ['x', '\u0001']) {
    const value = { [character.repeat(length)]: { a: 1 } };
    expect(toYaml(value)).toBe(stringify(value, AS_OURS));
  }
});
