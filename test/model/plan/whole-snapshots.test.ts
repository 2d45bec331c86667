import { completeRetention, type Retention } from '../../../src/model/plan/retention';
import { wholeSnapshotWarnings } from '../../../src/model/plan/whole-snapshots';
import { lines } from '../fixture';

const warnings = (retention: Retention, cron = '0 * * * *') =>
  lines(wholeSnapshotWarnings('retention', completeRetention(retention), cron));

test.each<[Retention, string]>([
  [{ latest: 4 }, 'latest: 4'],
  [{ hourly: 24 }, 'hourly: 24'],
  [{ latest: 3, hourly: 48 }, 'hourly: 48, latest: 3'],
  // The newest snapshot is that of its day, its week, its month and its year.
  [{ daily: 1 }, 'daily: 1'],
  [{ daily: 1, weekly: 1, monthly: 1, yearly: 1 }, 'daily: 1, weekly: 1, monthly: 1, yearly: 1'],
])('%j is emptied of whole snapshots by a backup that fails, and seven days are enough', (retention, kept) => {
  expect(warnings(retention)).toEqual([
    `retention: ${kept} keeps no second day: every try of a backup that fails may leave a snapshot that lacks files, and push a whole one out; add daily: 7 (rule R3)`,
  ]);
  expect(warnings({ ...retention, daily: 7 })).toEqual([]);
});

test.each<Retention>([{ daily: 2 }, { hourly: 24, daily: 7 }, { weekly: 4 }, { latest: 1, monthly: 2 }, { yearly: 3 }])(
  '%j keeps whole what was there before',
  (retention) => {
    expect(warnings(retention)).toEqual([]);
  },
);

describe('what a schedule cannot fill keeps nothing', () => {
  test.each<[cron: string, retention: Retention, kept: string, add: Retention, written: string]>([
    ['0 0 1 * *', { latest: 7, daily: 7 }, 'daily: 7, latest: 7', { monthly: 12 }, 'monthly: 12'],
    ['0 3 1 * *', { latest: 4, weekly: 4 }, 'weekly: 4, latest: 4', { monthly: 12 }, 'monthly: 12'],
    ['0 0 * * 0', { latest: 4, daily: 4 }, 'daily: 4, latest: 4', { weekly: 4 }, 'weekly: 4'],
    ['0 3 */3 * *', { latest: 3, daily: 2 }, 'daily: 2, latest: 3', { daily: 7 }, 'daily: 7'],
    ['0 0 1 1 *', { latest: 2, monthly: 6 }, 'monthly: 6, latest: 2', { yearly: 3 }, 'yearly: 3'],
  ])('of backups at %s %j', (cron, retention, kept, add, written) => {
    expect(warnings(retention, cron)).toEqual([
      `retention: ${kept} keeps no second day: every try of a backup that fails may leave a snapshot that lacks files, and push a whole one out; add ${written} (rule R3)`,
    ]);
    expect(warnings({ ...retention, ...add }, cron)).toEqual([]);
  });

  test('where it is not known when backups are made, what is asked for counts', () => {
    expect(warnings({ latest: 4, daily: 7 }, 'not known yet')).toEqual([]);
  });
});

test('a retention that keeps nothing, or everything, is told by another rule', () => {
  expect(warnings({})).toEqual([]);
});
