import { countsOf, resticRetentionProblems } from '../../../src/model/restic/retention';
import { lines } from '../fixture';

test.each([
  [{ daily: 14 }],
  [{ hourly: 24, daily: 7, weekly: 5, monthly: 1, yearly: 2 }],
  [{ last: 3 }],
  [{ within: '2y5m7d3h' }],
  [{ within: '36h', daily: 0 }],
])('%j says what Restic keeps', (retention) => {
  expect(lines(resticRetentionProblems('retention', retention))).toEqual([]);
});

const REPAIR = 'write what you have, such as { daily: 14 } (rule R1)';

test.each([
  [
    undefined,
    `retention: undefined says nothing of what Restic keeps, and without a word it forgets all snapshots but the newest; ${REPAIR}`,
  ],
  [
    7,
    `retention: 7 says nothing of what Restic keeps, and without a word it forgets all snapshots but the newest; ${REPAIR}`,
  ],
  [{}, `retention: is empty, and then Restic forgets all snapshots but the newest; ${REPAIR}`],
  [
    { daily: 0, last: 0 },
    'retention: every key is 0, by which Restic refuses to forget anything; set at least one above 0 (rule R1)',
  ],
  [{ daily: -1 }, 'retention.daily: -1 is not a number of snapshots; write a whole number, 0 or more (rule R1)'],
  [{ last: '3' }, 'retention.last: "3" is not a number of snapshots; write a whole number, 0 or more (rule R1)'],
  [
    { latest: 3, daily: 1 },
    'retention.latest: nothing reads this field; write one of hourly, daily, weekly, monthly, yearly, last, within',
  ],
  [
    { within: '2 years' },
    'retention.within: "2 years" is not a length of time to Restic; write years, months, days and hours in that order, such as "1y6m" (rule R1)',
  ],
  [
    { within: '7d1m' },
    'retention.within: "7d1m" is not a length of time to Restic; write years, months, days and hours in that order, such as "1y6m" (rule R1)',
  ],
])('%j does not', (retention, line) => {
  expect(lines(resticRetentionProblems('retention', retention))).toEqual([line]);
});

test('counts are told apart from a length of time, of which they do not say all', () => {
  expect(countsOf({ daily: 14, last: 3 })).toEqual({
    hourly: 0,
    daily: 14,
    weekly: 0,
    monthly: 0,
    yearly: 0,
    latest: 3,
  });
  expect(countsOf({ daily: 14, within: '1y' })).toBeUndefined();
});
