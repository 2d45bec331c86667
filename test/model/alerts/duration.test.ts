import fc from 'fast-check';
import { duration, durationProblems, seconds } from '../../../src/model/alerts/duration';
import { lines } from '../../model/fixture';

test.each([
  ['1h', 3600],
  ['90m', 5400],
  ['1d1h', 90_000],
  ['1h30m15s', 5415],
])('%s is %d seconds', (text, length) => {
  expect(seconds(text)).toBe(length);
});

test('a length reads back as it was written, in a form that Prometheus knows', () => {
  fc.assert(
    fc.property(fc.nat(400 * 86_400), (length) => {
      const text = duration(length);
      expect(seconds(text)).toBe(length);
      // `for` in the PrometheusRule's schema.
      expect(text).toMatch(
        /^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$/,
      );
    }),
  );
});

test.each<[value: unknown, shown: string]>([
  ['', '""'],
  ['0h', '"0h"'],
  ['1', '"1"'],
  ['1.5h', '"1.5h"'],
  ['30m1h', '"30m1h"'],
  ['1 h', '"1 h"'],
  [3600, '3600'],
  [undefined, 'undefined'],
])('%p is no duration', (value, shown) => {
  expect(lines(durationProblems('grace', value))).toEqual([
    `grace: ${shown} is not a duration; write days, hours and minutes such as "1h" or "1h30m"`,
  ]);
});
