import { cronFields, isCron } from './cron';
import { dependsOnDates, minutesOfDay, runDays } from './cron-calendar';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/**
 * The longest time between one run of a cron text and the next, in seconds; `undefined` where the text is not valid.
 * Where clocks are put back, one night of the year is an hour longer than that.
 */
export function longestGap(text: string): number | undefined {
  if (!isCron(text)) {
    return undefined;
  }
  const [minute = '*', hour = '*', ...days] = cronFields(text);
  const times = minutesOfDay(minute, hour).map((each) => each * MINUTE);
  const [first = 0] = times;
  const last = times[times.length - 1] ?? 0;
  const within = times.slice(1).map((each, index) => each - (times[index] ?? 0));
  return Math.max(...within, longestWait(days) * DAY - last + first);
}

/** The most days from one on which it runs to the next. */
function longestWait(days: readonly string[]): number {
  if (days.every((each) => each === '*')) {
    return 1;
  }
  let longest = 0;
  let previous: number | undefined;
  // The calendar is the same again after 400 years; eight more see the end of its longest wait, 29 February around 1900.
  for (const [day, runs] of runDays(days, dependsOnDates(days) ? 2408 : 2000).entries()) {
    if (runs) {
      longest = Math.max(longest, day - (previous ?? day));
      previous = day;
    }
  }
  return longest;
}
