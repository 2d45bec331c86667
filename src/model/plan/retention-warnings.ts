import { problemIf, type Warning } from '../rules/problem';
import { cronFields, isCron } from '../schedule/cron';
import { fillable } from './fillable';
import { isFilledIn, type Retention } from './retention';

const PERIODS = { hourly: 'hours', daily: 'days', weekly: 'weeks', monthly: 'months', yearly: 'years' } as const;

/**
 * A retention that is legal but cannot do what it says: a key that reaches back no further than to the backup before the
 * newest is as good as none. One that reaches further keeps what there is of its hours, which is what people mean by it.
 */
export function retentionWarnings(field: string, retention: Required<Retention>, cron: string): Warning[] {
  if (!isCron(cron)) {
    return [];
  }
  const keys = Object.keys(PERIODS) as (keyof typeof PERIODS)[];
  return keys.flatMap((key) => {
    const asked = retention[key];
    // As many of the newest are kept anyway, or Kopia's own policy is kept, whatever the schedule.
    const unasked = retention.latest >= asked || isFilledIn(retention, key);
    const kept = Number.isInteger(asked) && !unasked ? fillable(cron, key, asked) : asked;
    return problemIf(
      kept < asked && kept <= 2,
      `${field}.${key}`,
      () =>
        `${asked} are asked for, but of backups at "${withoutMinute(cron)}" Kopia keeps ${kept} for it at most, none that is more than ${asked} ${PERIODS[key]} older than the newest; write latest: ${asked} in its place for the newest ${asked}`,
      'R1',
    );
  });
}

/** Minutes are spread: apart from them the schedule of many apps is one. */
function withoutMinute(cron: string): string {
  const [minute = '', ...rest] = cronFields(cron);
  return [/^\d+$/.test(minute) ? '<minute>' : minute, ...rest].join(' ');
}
