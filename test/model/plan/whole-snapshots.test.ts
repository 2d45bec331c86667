import { completeRetention, type Retention } from '../../../src/model/plan/retention';
import { wholeSnapshotWarnings } from '../../../src/model/plan/whole-snapshots';
import { lines } from '../fixture';

const warnings = (retention: Retention) => lines(wholeSnapshotWarnings('retention', completeRetention(retention)));

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

test('a retention that keeps nothing, or everything, is told by another rule', () => {
  expect(warnings({})).toEqual([]);
});
