import fc from 'fast-check';
import { bytes, quantityProblems } from '../../../src/model/values/quantity';
import { lines } from '../fixture';

const SUFFIXES: readonly (readonly [suffix: string, base: bigint, power: bigint])[] = [
  ['', 1000n, 0n],
  ...['k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index) => [suffix, 1000n, BigInt(index + 1)] as const),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, index) => [suffix, 1024n, BigInt(index + 1)] as const),
];

const suffixes = fc.constantFrom(...SUFFIXES);

test('a whole quantity stands for exactly so many bytes', () => {
  fc.assert(
    fc.property(fc.nat(), suffixes, (number, [suffix, base, power]) => {
      expect(bytes(`${number}${suffix}`)).toBe(Number(BigInt(number) * base ** power));
    }),
  );
});

test('a quantity with a fraction stands for that share of its unit', () => {
  const parts = fc.tuple(fc.nat(9999), fc.stringMatching(/^\d{1,3}$/), suffixes);
  fc.assert(
    fc.property(parts, ([whole, fraction, [suffix, base, power]]) => {
      const thousandths = BigInt(`${whole}${fraction.padEnd(3, '0')}`) * base ** power;
      const ratio = (bytes(`${whole}.${fraction}${suffix}`) ?? Number.NaN) / (Number(thousandths) / 1000 || 1);
      expect(ratio).toBeCloseTo(thousandths === 0n ? 0 : 1, 12);
    }),
  );
});

test.each(['5Gi', '500M', '1.5Ti', '1k', '1073741824'])('%s is the size of a volume', (text) => {
  expect(quantityProblems('capacity', text)).toEqual([]);
});

test.each<[value: unknown, message: string]>([
  ['5GB', '"5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)'],
  ['5gi', '"5gi" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)'],
  ['5 Gi', '"5 Gi" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)'],
  ['64K', '"64K" is not a Kubernetes quantity; write "64Ki" (powers of 1024) or "64k" (powers of 1000)'],
  ['1.5tib', '"1.5tib" is not a Kubernetes quantity; write "1.5Ti" (powers of 1024) or "1.5T" (powers of 1000)'],
  ['', '"" is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"'],
  ['-5Gi', '"-5Gi" is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"'],
  ['1e3', '"1e3" is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"'],
  ['5m', '"5m" is not a Kubernetes quantity; write "5Mi" (powers of 1024) or "5M" (powers of 1000)'],
  ['5Gi\n', '"5Gi\\n" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)'],
  [5, '5 is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"'],
  [5n, '5 is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"'],
  [undefined, 'undefined is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"'],
  [null, 'null is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"'],
  [{ amount: 5 }, '{"amount":5} is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"'],
  ['0Gi', '"0Gi" holds nothing; write a size above 0, such as "5Gi"'],
])('%p is refused as a size, with the repair', (value, message) => {
  expect(lines(quantityProblems('capacity', value))).toEqual([`capacity: ${message}`]);
});
