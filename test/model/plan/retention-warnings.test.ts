import { completeRetention, type Retention, withKopiaDefaults } from '../../../src/model/plan/retention';
import { retentionWarnings } from '../../../src/model/plan/retention-warnings';
import { lines } from '../fixture';

const warned = (retention: Retention, cron: string) =>
  lines(retentionWarnings('retention', completeRetention(retention), cron));

test.each<[retention: Retention, cron: string, message: string]>([
  [
    { hourly: 4 },
    '17 */6 * * *',
    'hourly: 4 are asked for, but of backups at "<minute> */6 * * *" Kopia keeps 1 for it at most, none that is more than 4 hours older than the newest; write latest: 4 in its place for the newest 4',
  ],
  [
    { hourly: 24, daily: 7 },
    '5 4 * * *',
    'hourly: 24 are asked for, but of backups at "<minute> 4 * * *" Kopia keeps 2 for it at most, none that is more than 24 hours older than the newest; write latest: 24 in its place for the newest 24',
  ],
  [
    { daily: 7 },
    '0 3 * * 0',
    'daily: 7 are asked for, but of backups at "<minute> 3 * * 0" Kopia keeps 2 for it at most, none that is more than 7 days older than the newest; write latest: 7 in its place for the newest 7',
  ],
  [
    { weekly: 4 },
    '0 3 1 * *',
    'weekly: 4 are asked for, but of backups at "<minute> 3 1 * *" Kopia keeps 2 for it at most, none that is more than 4 weeks older than the newest; write latest: 4 in its place for the newest 4',
  ],
])('%j with backups at %s cannot be filled', (retention, cron, message) => {
  expect(warned(retention, cron)).toEqual([`retention.${message} (rule R1)`]);
});

test.each<[retention: Retention, cron: string, kept: number]>([
  [{ hourly: 6 }, '0 */12 * * *', 1],
  [{ hourly: 8 }, '0 */5 * * *', 2],
  [{ daily: 3 }, '0 3 * * 1,4', 2],
  [{ monthly: 12 }, '@yearly', 2],
  [{ yearly: 3 }, '0 0 29 2 *', 1],
])('of %j with backups at %s %i are kept', (retention, cron, kept) => {
  expect(warned(retention, cron)).toEqual([expect.stringContaining(`Kopia keeps ${kept} for it at most`)]);
});

test('the repair is the end of it', () => {
  expect(warned({ latest: 4, daily: 7 }, '17 */6 * * *')).toEqual([]);
  expect(warned({ hourly: 4, latest: 4, daily: 7 }, '17 */6 * * *')).toEqual([]);
  expect(warned({ hourly: 4, latest: 3, daily: 7 }, '17 */6 * * *')).toHaveLength(1);
});

test.each<[retention: Retention, cron: string]>([
  [{ hourly: 24 }, '5 * * * *'],
  [{ hourly: 24 }, '*/15 * * * *'],
  [{ hourly: 1 }, '5 4 * * *'],
  [{ hourly: 24 }, '5 */6 * * *'],
  [{ hourly: 24 }, '0 */12 * * *'],
  [{ hourly: 24 }, '0 8-18 * * *'],
  [{ daily: 14 }, '0 3 * * 1,4'],
  [{ daily: 30 }, '0 3 */10 * *'],
  [{ monthly: 12 }, '0 0 1 */3 *'],
  [{ daily: 7, weekly: 4, monthly: 12, yearly: 3 }, '5 4 * * *'],
  [{ weekly: 8, monthly: 12, yearly: 3 }, '5 4 * * 0'],
  [{ monthly: 24, yearly: 10 }, '5 4 1 * *'],
  [{ yearly: 3 }, '@yearly'],
  [{ hourly: 24 }, '*/0 * * * *'],
  [{ hourly: 1.5 }, '5 4 * * *'],
])('%j with backups at %s is no reason to warn', (retention, cron) => {
  expect(warned(retention, cron)).toEqual([]);
});

test.each(['0 3 * * 0', '0 3 1 * *', '17 */6 * * *', '0 0 1 1 *'])(
  "what withKopiaDefaults has filled in is nobody's mistake, whenever backups are made: %s",
  (cron) => {
    expect(warned(withKopiaDefaults({ daily: 7 }), cron)).toEqual([]);
    expect(warned(withKopiaDefaults({ latest: 3, monthly: 12 }), '0 3 * * 0')).toEqual([]);
  },
);

test('what was asked for beside it is told as ever', () => {
  expect(warned(withKopiaDefaults({ hourly: 24 }), '0 3 * * 0')).toEqual([
    'retention.hourly: 24 are asked for, but of backups at "<minute> 3 * * 0" Kopia keeps 1 for it at most, none that is more than 24 hours older than the newest; write latest: 24 in its place for the newest 24 (rule R1)',
  ]);
  expect(warned({ hourly: 48 }, '0 3 * * 0')).toHaveLength(1);
});

test.each<[retention: Retention, cron: string]>([
  [{ hourly: 2147483647 }, '* * * * *'],
  [{ hourly: Number.MAX_SAFE_INTEGER, yearly: 2147483647 }, '*/2 * * * 1-6'],
  [{ hourly: 2147483647 }, '* * 29 2 *'],
])('%j with backups at %s is looked at within seconds', (retention, cron) => {
  const begin = performance.now();
  expect(warned(retention, cron)).toEqual([]);
  expect(performance.now() - begin).toBeLessThan(3000);
});
