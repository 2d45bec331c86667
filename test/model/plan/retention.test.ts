import {
  completeRetention,
  type Retention,
  retentionProblems,
  withKopiaDefaults,
} from '../../../src/model/plan/retention';
import { lines } from '../fixture';

test('a retention always has all six keys: what is left out is 0', () => {
  expect(completeRetention({ daily: 7, hourly: undefined })).toEqual({
    hourly: 0,
    daily: 7,
    weekly: 0,
    monthly: 0,
    yearly: 0,
    latest: 0,
  });
});

test.each<Retention>([
  { latest: 1 },
  { yearly: 3 },
  { latest: 2 ** 31 - 1 },
  { hourly: 24, daily: 7, weekly: 4, monthly: 3, yearly: 1, latest: 4 },
])('%j keeps something', (retention) => {
  expect(retentionProblems('retention', retention)).toEqual([]);
});

const NOTHING_SET =
  'retention: every key is 0, which Kopia reads as "keep everything for ever"; set at least one key above 0 (rule R1)';

test.each<[retention: unknown, messages: string[]]>([
  [{}, [NOTHING_SET]],
  [{ daily: 0 }, [NOTHING_SET]],
  [undefined, [NOTHING_SET]],
  [null, [NOTHING_SET]],
  [
    { daily: -1, weekly: 1.5, monthly: '3' },
    [
      'retention.daily: -1 is not a number of snapshots; write a whole number, 0 or more (rule R1)',
      'retention.weekly: 1.5 is not a number of snapshots; write a whole number, 0 or more (rule R1)',
      'retention.monthly: "3" is not a number of snapshots; write a whole number, 0 or more (rule R1)',
    ],
  ],
  [
    { daily: Number.NaN },
    ['retention.daily: NaN is not a number of snapshots; write a whole number, 0 or more (rule R1)'],
  ],
  [
    { latest: 2 ** 31 },
    ['retention.latest: 2147483648 is not a number of snapshots; write a whole number, 0 or more (rule R1)'],
  ],
  // Kopia's own name for `yearly`.
  [
    { daily: 7, annual: 3 },
    ['retention: "annual" is not a retention key; use hourly, daily, weekly, monthly, yearly, latest (rule R1)'],
  ],
])('%j is refused', (retention, messages) => {
  expect(lines(retentionProblems('retention', retention as Retention))).toEqual(messages);
});

test('what is left out may be what Kopia keeps by itself', () => {
  expect(withKopiaDefaults({ hourly: 24, yearly: undefined })).toEqual({
    hourly: 24,
    daily: 7,
    weekly: 4,
    monthly: 24,
    yearly: 3,
    latest: 10,
  });
  expect(withKopiaDefaults({ monthly: 0 }).monthly).toBe(0);
  expect(withKopiaDefaults().latest).toBe(10);
});
