import { problemIf, type Warning } from '../rules/problem';
import { isCron } from '../schedule/cron';
import { alwaysKept } from './fillable';
import { completeRetention, type Retention } from './retention';

/** The periods whose newest snapshot stands for all of it, and so many of them that keep what was there before, the shortest first. */
const ENOUGH = { daily: 7, weekly: 4, monthly: 12, yearly: 3 } as const;

type Period = keyof typeof ENOUGH;

const PERIODS = Object.keys(ENOUGH) as Period[];

/**
 * R3: every try of a backup that cannot read a file leaves a snapshot without it, which Kopia counts like any other. The
 * newest of a day stands for that day; so the days before stay whole, if more than one is kept. Of backups once a month seven
 * days keep but one.
 */
export function wholeSnapshotWarnings(field: string, retention: Required<Retention>, cron: string): Warning[] {
  const kept = Object.entries(retention).filter(([, count]) => count > 0);
  const enough = PERIODS.find((key) => keepsSecond({ [key]: ENOUGH[key] }, key, cron)) ?? 'yearly';
  return problemIf(
    kept.length > 0 && !PERIODS.some((key) => keepsSecond(retention, key, cron)),
    field,
    () =>
      `${kept.map(([key, count]) => `${key}: ${count}`).join(', ')} keeps no second day: every try of a backup that fails may leave a snapshot that lacks files, and push a whole one out; add ${enough}: ${ENOUGH[enough]}`,
    'R3',
  );
}

/** Whether a key holds, beside the newest of the present period, one of a period before. */
function keepsSecond(retention: Retention, key: Period, cron: string): boolean {
  const asked = completeRetention(retention)[key];
  return (isCron(cron) && Number.isInteger(asked) ? alwaysKept(cron, key, asked) : asked) >= 2;
}
