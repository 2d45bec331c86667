import fc from 'fast-check';
import {
  cel,
  celAdd,
  celLabel,
  celList,
  celMap,
  celObject,
  celOr,
  celString,
} from '../../../../src/engines/volsync/admission/cel';

test.each([
  ['nas.internal', '"nas.internal"'],
  ['say "hello"', '"say \\"hello\\""'],
  ['C:\\backups', '"C:\\\\backups"'],
  ['"] || true || ["', '"\\"] || true || [\\""'],
  ['one\ntwo', '"one\\ntwo"'],
])('the text %j is written %s', (text, written) => {
  expect(celString(text)).toBe(written);
});

test('no text ends its string early or leaves an escape that CEL does not know', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(celString(text)).toMatch(/^"([^"\\\n\r]|\\(["\\bfnrt]|u[0-9a-f]{4}))*"$/);
    }),
  );
});

test('a condition is put in parentheses, so that what stands in it keeps its meaning', () => {
  expect(celOr(cel('a && b'), cel('c || d'))).toBe('(a && b) || (c || d)');
});

test('a label is read from objects that have none', () => {
  expect(celLabel(cel('object.metadata'), 'example.com/"kind"', 'no')).toBe(
    'object.metadata.?labels["example.com/\\"kind\\""].orValue("no")',
  );
});

test('the type of a value is the path of its field, in which lists do not count', () => {
  const volumes = [{ name: celString('repository'), nfs: { server: celString('nas') } }, cel('other')];
  expect(celObject('Object', { spec: { volumes } })).toBe(
    'Object{spec: Object.spec{volumes: [Object.spec.volumes{name: "repository", nfs: Object.spec.volumes.nfs{server: "nas"}}, other]}}',
  );
  expect(celList([])).toBe('[]');
});

test('the keys of a map are text', () => {
  expect(celMap({ 'example.com/"gpu"': celString('1'), memory: celString('4Mi') })).toBe(
    '{"example.com/\\"gpu\\"": "1", "memory": "4Mi"}',
  );
});

test('a step of a patch adds one value at a path', () => {
  expect(celAdd('/spec/list/0', celObject('Object.spec.list', { name: celString('a') }))).toBe(
    'JSONPatch{op: "add", path: "/spec/list/0", value: Object.spec.list{name: "a"}}',
  );
});
