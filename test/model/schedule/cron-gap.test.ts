import fc from 'fast-check';
import { longestGap } from '../../../src/model/schedule/cron-gap';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  ['* * * * *', MINUTE],
  ['25 * * * *', HOUR],
  ['0,10 * * * *', 50 * MINUTE],
  ['*/7 * * * *', 7 * MINUTE],
  ['34 */6 * * *', 6 * HOUR],
  ['0 */5 * * *', 5 * HOUR],
  ['30 3,15 * * *', 12 * HOUR],
  ['0 8-18 * * *', 14 * HOUR],
  ['10 4 * * *', DAY],
  ['@daily', DAY],
  ['0 0 */1 * */1', DAY],
  ['0 3 * * 0', 7 * DAY],
  ['0 8-18 * * 1-5', 2 * DAY + 14 * HOUR],
  ['0 0 */2 * *', 2 * DAY],
  ['0 0 1 * *', 31 * DAY],
  ['@monthly', 31 * DAY],
  // Either field is enough where both are restricted, so the first Monday after the first counts.
  ['0 0 1 * 1', 7 * DAY],
  ['0 0 31 * *', 61 * DAY],
  ['@yearly', 366 * DAY],
  // 2100 is no leap year.
  ['0 0 29 2 *', 2921 * DAY],
])('%s runs at least every so many seconds: %d', (text, seconds) => {
  expect(longestGap(text)).toBe(seconds);
});

test.each(['', '61 * * * *', '*/0 * * * *', '0 0 30 2 *', '@every 1h'])(
  '%p is no schedule, so it has no gap',
  (text) => {
    expect(longestGap(text)).toBeUndefined();
  },
);

function field(low: number, high: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: low, max: high });
  const step = fc.integer({ min: 1, max: high });
  return fc.oneof(
    fc.constant('*'),
    step.map((each) => `*/${each}`),
    value.map(String),
    fc.tuple(value, step).map(([start, each]) => `${start}/${each}`),
    fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.array(value, { minLength: 2, maxLength: 4 }).map((each) => each.join(',')),
  );
}

/** Whether one field matches, read as `crontab(5)` says. */
function matches(text: string, value: number, low: number, high: number): boolean {
  if (text.includes(',')) {
    return text.split(',').map(Number).includes(value);
  }
  const [range = '', step] = text.split('/');
  const [from, to] = range === '*' ? [low, high] : range.split('-').map(Number);
  const end = to ?? (step === undefined ? from : high);
  return value >= (from ?? low) && value <= (end ?? high) && (value - (from ?? low)) % Number(step ?? 1) === 0;
}

/** The longest wait that is met when stepping through a stretch of time, from midnight to midnight. */
function steppedGap(text: string, from: string, to: string, step: number): number {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = text.split(' ');
  const any = (each: string) => each === '*' || each === '*/1';
  let longest = 0;
  let previous: number | undefined;
  for (let time = Date.parse(from); time < Date.parse(to); time += step * 1000) {
    const date = new Date(time);
    const ofMonth = matches(day, date.getUTCDate(), 1, 31);
    const ofWeek = matches(weekday, date.getUTCDay(), 0, 6);
    if (
      matches(minute, date.getUTCMinutes(), 0, 59) &&
      matches(hour, date.getUTCHours(), 0, 23) &&
      matches(month, date.getUTCMonth() + 1, 1, 12) &&
      (any(day) || any(weekday) ? ofMonth && ofWeek : ofMonth || ofWeek)
    ) {
      longest = Math.max(longest, (time - (previous ?? time)) / 1000);
      previous = time;
    }
  }
  return longest;
}

test('stepping through days minute by minute meets the same longest gap', () => {
  fc.assert(
    fc.property(field(0, 59), field(0, 23), (minute, hour) => {
      const text = `${minute} ${hour} * * *`;
      expect(longestGap(text)).toBe(steppedGap(text, '2026-01-01', '2026-01-04', MINUTE));
    }),
    { numRuns: 50 },
  );
});

test('stepping through a generation day by day meets the same longest gap', () => {
  fc.assert(
    // No later than any month ends: days that not every month has are in the table above.
    fc.property(field(1, 28), field(1, 12), field(0, 6), (day, month, weekday) => {
      const text = `0 0 ${day} ${month} ${weekday}`;
      // 28 years hold every combination of weekday and leap year, but for those around 2100.
      const stepped = [
        steppedGap(text, '2060-01-01', '2090-01-01', DAY),
        steppedGap(text, '2095-01-01', '2110-01-01', DAY),
      ];
      expect(longestGap(text)).toBe(Math.max(...stepped));
    }),
    { numRuns: 20 },
  );
});

test('the hours between the last run of a day and the first of the next count', () => {
  const days = fc.tuple(field(1, 28), field(1, 12), field(0, 6));
  fc.assert(
    fc.property(field(0, 59), field(0, 23), days, (minute, hour, [day, month, weekday]) => {
      const gap = longestGap(`${minute} ${hour} ${day} ${month} ${weekday}`) ?? 0;
      const everyDay = longestGap(`${minute} ${hour} * * *`) ?? 0;
      const midnight = longestGap(`0 0 ${day} ${month} ${weekday}`) ?? 0;
      expect(gap).toBeGreaterThanOrEqual(everyDay);
      expect(gap).toBeLessThanOrEqual(midnight);
      expect(gap).toBeGreaterThan(midnight - DAY);
    }),
    { numRuns: 50 },
  );
});
