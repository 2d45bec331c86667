import fc from 'fast-check';
import { minutesToStart, movedClear, nearestStart, type Timetable } from '../../../src/model/schedule/timetable';

const utc = (cron: string): Timetable => ({ cron, timeZone: 'Etc/UTC' });
const inZone = (cron: string, timeZone: string): Timetable => ({ cron, timeZone });

function nearest(of: Timetable, other: Timetable): number | undefined {
  const minutes = minutesToStart(of, other);
  return minutes && nearestStart(of.cron, minutes);
}

test.each<[of: Timetable, other: Timetable, minutes: number]>([
  [utc('30 6 * * *'), utc('30 6 * * *'), 0],
  [utc('0 3 * * *'), utc('30 */6 * * *'), 150],
  [utc('0 */6 * * *'), utc('30 */6 * * *'), 30],
  [utc('15 * * * *'), utc('0 4 * * *'), 15],
  [utc('@daily'), utc('50 23 * * *'), 10],
  [utc('50 23 * * *'), utc('@daily'), 10],
  // One runs on Sundays and the other on Mondays: only midnight brings them near.
  [utc('0 6 * * 0'), utc('0 6 * * 1'), 1440],
  [utc('55 23 * * 0'), utc('5 0 * * 1'), 10],
  [utc('5 0 * * 0'), utc('55 23 * * 1'), 2870],
  // A date meets every weekday in some year.
  [utc('0 6 29 2 *'), utc('10 6 * * 3'), 10],
  [utc('0 6 1 1 *'), utc('0 6 31 12 *'), 1440],
  [utc('0 6 1 * *'), utc('0 6 15 * *'), Number.POSITIVE_INFINITY],
])('%j and %j start %d minutes from each other at the nearest', (of, other, minutes) => {
  expect(nearest(of, other)).toBe(minutes);
});

test.each<[what: string, of: Timetable, other: Timetable, minutes: number]>([
  ['in winter', inZone('0 4 * * *', 'Europe/Berlin'), utc('0 3 * * *'), 0],
  ['in summer', inZone('0 5 * * *', 'Europe/Berlin'), utc('0 3 * * *'), 0],
  ['by half an hour', inZone('0 3 * * *', 'Asia/Kolkata'), utc('0 21 * * *'), 30],
  [
    'in the weeks between two changes',
    inZone('0 8 * * *', 'Europe/Berlin'),
    inZone('0 3 * * *', 'America/New_York'),
    0,
  ],
  ['on the day before', inZone('0 6 * * 1', 'Pacific/Auckland'), utc('0 18 * * 0'), 0],
  ['never', inZone('0 6 * * 1', 'Pacific/Auckland'), utc('0 18 * * 1'), 1440],
  ['two days apart', inZone('0 1 * * 3', 'Pacific/Kiritimati'), inZone('0 23 * * 1', 'Etc/GMT+12'), 0],
])('two zones meet %s', (_, of, other, minutes) => {
  expect(nearest(of, other)).toBe(minutes);
  expect(nearest(other, of)).toBe(minutes);
});

test.each([
  [utc('61 * * * *'), utc('0 * * * *')],
  [utc('0 * * * *'), utc('*/0 * * * *')],
  [inZone('0 * * * *', 'Berlin'), utc('0 * * * *')],
])('nothing is said of %j and %j, one of which is not valid', (of, other) => {
  expect(minutesToStart(of, other)).toBeUndefined();
});

const minute = fc.integer({ min: 0, max: 59 });
const hour = fc.oneof(fc.constantFrom('*', '*/2', '*/6', '3,15'), fc.integer({ min: 0, max: 23 }).map(String));
const weekday = fc.constantFrom('*', '0', '6', '1-5');
const weekly = fc.tuple(minute, hour, weekday).map(([a, b, c]) => `${a} ${b} * * ${c}`);

/** The starts of a cron text in fifteen days, in minutes, read off a calendar. */
function starts(cron: string): number[] {
  const [at = '', hours = '', , , days = ''] = cron.split(' ');
  const fits = (text: string, value: number) =>
    text === '*' ||
    (text.startsWith('*/') && value % Number(text.slice(2)) === 0) ||
    (text.includes('-') && value >= Number(text[0]) && value <= Number(text[2])) ||
    text.split(',').includes(String(value));
  return Array.from({ length: 15 * 24 }, (_, each) => new Date(Date.UTC(2026, 6, 5, each, Number(at))))
    .filter((date) => fits(hours, date.getUTCHours()) && fits(days, date.getUTCDay()))
    .map((date) => date.getTime() / 60_000);
}

test('walking through two weeks meets the same nearest start, and the other way round', () => {
  fc.assert(
    fc.property(weekly, weekly, (one, other) => {
      const others = starts(other);
      const met = Math.min(...starts(one).map((a) => Math.min(...others.map((b) => Math.abs(a - b)))));
      // Beyond a day, how far it is does not matter, and not every minute that far is looked at.
      expect(Math.min(nearest(utc(one), utc(other)) ?? 0, 1440)).toBe(Math.min(met, 1440));
      expect(Math.min(nearest(utc(other), utc(one)) ?? 0, 1440)).toBe(Math.min(met, 1440));
    }),
    { numRuns: 30 },
  );
});

const moved = (of: Timetable, other: Timetable) => movedClear(of.cron, minutesToStart(of, other) ?? [], 60);

test.each<[of: Timetable, other: Timetable, clear: string | undefined]>([
  [utc('0 6 * * *'), utc('30 */6 * * *'), '30 5 * * *'],
  [utc('45 6 * * *'), utc('30 */6 * * *'), '30 7 * * *'],
  [utc('0 */6 * * *'), utc('30 */6 * * *'), '30 5,11,17,23 * * *'],
  [utc('@daily'), utc('0 0 * * *'), '0 1 * * *'],
  [utc('0,20 6 * * *'), utc('0 */6 * * *'), '0,20 7 * * *'],
  [utc('50 23 * * 0'), utc('0 0 * * *'), '0 23 * * 0'],
  [inZone('0 4 * * *', 'Europe/Berlin'), utc('0 3 * * *'), '0 3 * * *'],
  [utc('7 */2 * * *'), utc('0 */2 * * *'), '0 1,3,5,7,9,11,13,15,17,19,21,23 * * *'],
  [utc('15 * * * *'), utc('0 4 * * *'), undefined],
  [utc('0 6 * * *'), utc('30 * * * *'), undefined],
])('%j keeps clear of %j at %p', (of, other, clear) => {
  expect(moved(of, other)).toBe(clear);
});

test('a moved schedule is one that keeps clear, and starts as often', () => {
  fc.assert(
    fc.property(weekly, weekly, (one, other) => {
      const clear = moved(utc(one), utc(other));
      fc.pre(clear !== undefined);
      expect(nearest(utc(clear ?? ''), utc(other))).toBeGreaterThanOrEqual(60);
      expect(starts(clear ?? '')).toHaveLength(starts(one).length);
    }),
    { numRuns: 50 },
  );
});
