import fc from 'fast-check';
import { keptBy, type Snapshot } from '../../../src/model/plan/kept-snapshots';
import { restoreAges, restorePoints } from '../../../src/model/plan/restore-points';
import { completeRetention, type Retention } from '../../../src/model/plan/retention';
import { cronFields } from '../../../src/model/schedule/cron';
import { minutesOfDay } from '../../../src/model/schedule/cron-calendar';

const DAY = 86_400_000;

function points(cron: string, retention: Retention) {
  return restorePoints(cron, completeRetention(retention));
}

test.each<[cron: string, retention: Retention, count: number, oldestDays: number]>([
  ['25 */6 * * *', { hourly: 4 }, 1, 0],
  ['0 0 * * 0', { daily: 7 }, 2, 7],
  ['0 0 1 * *', { weekly: 4 }, 1, 0],
  ['5 4 * * *', { daily: 14 }, 14, 13],
  ['5 4 * * *', { latest: 30 }, 30, 29],
  ['7 * * * *', { hourly: 24, daily: 7 }, 29, 5],
  ['@weekly', { latest: 3 }, 3, 14],
  ['0 0 29 2 *', { yearly: 3, latest: 2 }, 2, 1461],
])('%s with %j leaves so many, and the oldest so old', (cron, retention, count, oldestDays) => {
  expect(points(cron, retention)).toEqual({ count, oldestDays });
});

test('it is the least of a year: on 1 March six months reach back to 31 October', () => {
  expect(points('0 4 * * *', { monthly: 6 })).toEqual({ count: 6, oldestDays: 121 });
});

test('nothing is dropped where every key is 0', () => {
  expect(points('0 4 * * *', {})).toBe('all');
});

test('nothing is said where schedule or retention cannot be told', () => {
  expect(restorePoints(undefined, completeRetention({ daily: 7 }))).toBeUndefined();
  expect(points('every day', { daily: 7 })).toBeUndefined();
  expect(restorePoints('0 4 * * *', undefined)).toBeUndefined();
});

test('what Restic keeps does not depend on how old it is', () => {
  const retention = completeRetention({ hourly: 24, daily: 14 });
  expect(restorePoints('0 9 * * *', retention, 'restic')).toEqual({ count: 24, oldestDays: 23 });
  expect(restorePoints('0 9 * * *', retention)).toEqual({ count: 14, oldestDays: 13 });
});

/** The same without a shortcut: every backup of some years is filed, and what is left is looked at after each. */
function stepByStep(cron: string, retention: Retention, years: number) {
  const [minute = '*', hour = '*'] = cronFields(cron);
  const days = Math.round(years * 365.25);
  let kept: Snapshot[] = [];
  let [count, oldestDays] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let day = 0; day < days; day += 1) {
    for (const each of minutesOfDay(minute, hour)) {
      const start = Date.UTC(2000, 0, 1) + day * DAY + each * 60_000;
      kept = [...keptBy(completeRetention(retention), [...kept, { start, complete: true }])];
      if (day >= days - 366) {
        count = Math.min(count, kept.length);
        oldestDays = Math.min(oldestDays, Math.floor((start - Math.min(...kept.map((one) => one.start))) / DAY));
      }
    }
  }
  return { count, oldestDays };
}

test('the shortcut through the years says what every single backup would have left', () => {
  const count = (max: number) => fc.oneof(fc.constant(0), fc.integer({ min: 1, max }));
  const retentions = fc
    .record({
      hourly: count(48),
      daily: count(14),
      weekly: count(8),
      monthly: count(12),
      yearly: count(1),
      latest: count(10),
    })
    .filter((each) => Object.values(each).some((one) => one > 0));
  const crons = fc.constantFrom('0 4 * * *', '0 */6 * * *', '0 1,13 * * *');
  fc.assert(
    fc.property(crons, retentions, (cron, retention) => {
      // The years that are simulated are those that the longest key reaches back, and one.
      const { daily, weekly, monthly, yearly } = retention;
      const reach = Math.ceil(Math.max(daily / 365, weekly / 52, monthly / 12, yearly));
      expect(points(cron, retention)).toEqual(stepByStep(cron, retention, reach + 3));
    }),
    { numRuns: 15, seed: 7 },
  );
});

describe('their ages', () => {
  const keep = (retention: Retention) => completeRetention(retention);
  const days = (ages: readonly number[] | undefined) => ages?.map((age) => age / 86_400);

  test('are those of the restore points that are counted, from the newest on', () => {
    expect(days(restoreAges('0 4 * * *', keep({ daily: 4 })))).toEqual([0, 1, 2, 3]);
    expect(restoreAges('0 * * * *', keep({ hourly: 3 }))).toEqual([0, 3600, 7200, 10_800].slice(0, 3));
    const weeks = days(restoreAges('0 4 * * *', keep({ daily: 2, weekly: 3 }))) ?? [];
    expect(weeks.slice(0, 2)).toEqual([0, 1]);
    expect(weeks.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...weeks)).toBeLessThanOrEqual(21);
  });

  test('follow Restic where Restic keeps', () => {
    expect(days(restoreAges('0 4 * * *', keep({ hourly: 4 }), 'restic'))).toEqual([0, 1, 2, 3]);
    expect(days(restoreAges('0 4 * * *', keep({ hourly: 4 })))).toEqual([0]);
  });

  test('are not told where nothing is dropped, or nothing can be told', () => {
    expect(restoreAges('0 4 * * *', keep({}))).toBeUndefined();
    expect(restoreAges(undefined, keep({ daily: 1 }))).toBeUndefined();
    expect(restoreAges('0 4 * * *', undefined)).toBeUndefined();
    expect(restoreAges('no cron', keep({ daily: 1 }))).toBeUndefined();
  });
});
