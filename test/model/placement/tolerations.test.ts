import { tolerationsProblems } from '../../../src/model/placement/toleration-problems';
import { lines } from '../fixture';

test.each([
  { operator: 'Exists' },
  { key: 'example.org/storage', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'storage', value: 'only' },
  { key: 'storage', operator: 'Equal', value: '', effect: 'PreferNoSchedule' },
  { key: 'storage', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 0 },
  { key: '', operator: 'Exists', value: '', effect: '' },
])('%j is tolerated', (toleration) => {
  expect(tolerationsProblems('t', [toleration])).toEqual([]);
});

test.each<[toleration: unknown, line: string]>([
  [
    { operator: 'Equal', value: 'only' },
    'key: a value is compared, and no key says of which taint; write a key, or operator: "Exists" for all taints',
  ],
  [{}, 'key: a value is compared, and no key says of which taint; write a key, or operator: "Exists" for all taints'],
  [
    { key: 'a b', operator: 'Exists' },
    'key: "a b" is not the key of a label; write one such as "kubernetes.io/hostname"',
  ],
  [
    { key: 'a', operator: 'Gt', value: '1' },
    'operator: "Gt" is not how taints are compared; write "Exists", or "Equal" and a value',
  ],
  [
    { key: 'a', operator: 'exists' },
    'operator: "exists" is not how taints are compared; write "Exists", or "Equal" and a value',
  ],
  [
    { key: 'a', operator: 'Exists', value: 'b' },
    'value: "b" is compared with nothing under "Exists"; leave it out, or write operator: "Equal"',
  ],
  [{ key: 'a', value: true }, 'value: true is the value of no taint; use at most 63 letters, digits, "-", "_" and "."'],
  [
    { key: 'a', value: 'b c' },
    'value: "b c" is the value of no taint; use at most 63 letters, digits, "-", "_" and "."',
  ],
  [
    { key: 'a', effect: 'NoRun' },
    'effect: "NoRun" is not the effect of a taint; write NoSchedule, PreferNoSchedule, NoExecute, or leave it out for all',
  ],
  [
    { key: 'a', effect: 'NoSchedule', tolerationSeconds: 60 },
    'tolerationSeconds: 60 is for the effect "NoExecute", which alone ends pods; write that effect, or leave it out',
  ],
  [
    { key: 'a', effect: 'NoExecute', tolerationSeconds: 1.5 },
    'tolerationSeconds: 1.5 is not a number of seconds; write a whole number',
  ],
])('%j is refused', (toleration, line) => {
  expect(lines(tolerationsProblems('t', [{ operator: 'Exists' }, toleration as never]))).toEqual([`t[1].${line}`]);
});

test('tolerations are a list', () => {
  expect(lines(tolerationsProblems('t', { key: 'a' } as never))).toEqual([
    't: {"key":"a"} is not a list; write [{ key, operator, value, effect }]',
  ]);
});
