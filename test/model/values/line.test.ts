import { isLine } from '../../../src/model/values/line';
import { isAbsolutePath } from '../../../src/model/values/path';
import { isVaultName } from '../../../src/model/values/vault-name';

const broken = [
  'a\nb',
  'a\rb',
  'a\tb',
  'a\u0000b',
  'a\u0085b',
  'a\u009fb',
  'a\u2028b',
  'a\u2029b',
  'a\ufeff',
  'a\uffff',
  'a\ud83d',
];

test.each(broken)('%j is no line, and so no name in a vault and no path', (text) => {
  expect([isLine(text), isVaultName(text), isAbsolutePath(`/${text}`)]).toEqual([false, false, false]);
});

test.each(['a', 'a b', 'ä', '\u{1f600}', 'K{{ .x }}', "it's", 'a/b'])('%j is one', (text) => {
  expect([isLine(text), isVaultName(text)]).toEqual([true, true]);
});

test.each(['', ' ', undefined, 5, null])('%j is none', (value) => {
  expect(isLine(value)).toBe(false);
});
