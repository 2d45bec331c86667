import { fieldValues } from './cron';

/** The times of a day at which a cron text runs, in minutes from midnight, in order. */
export function minutesOfDay(minute: string, hour: string): number[] {
  const minutes = ascending(fieldValues(0, minute));
  return ascending(fieldValues(1, hour)).flatMap((each) => minutes.map((other) => each * 60 + other));
}

export function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/**
 * Whether a cron text runs on each of the days from 1 January 2000 to the end of a year.
 * @param days its last three fields
 */
export function runDays(days: readonly string[], lastYear: number): boolean[] {
  const runsOn = dayMatcher(days);
  const found: boolean[] = [];
  for (let year = 2000; year <= lastYear; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let date = 1; date <= daysIn(month, year); date += 1) {
        found.push(runsOn(date, month, (SATURDAY + found.length) % 7));
      }
    }
  }
  return found;
}

/** Whether dates say on which days a cron text runs. Weekdays alone come round within any year, and need no other. */
export function dependsOnDates([dayOfMonth = '*', month = '*']: readonly string[]): boolean {
  return dayOfMonth !== '*' || month !== '*';
}

/** That was 1 January 2000. */
const SATURDAY = 6;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(month: number, year: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** Whether a cron text runs on a day: on one that fits both fields, or either where both are restricted. */
function dayMatcher([dayOfMonth = '*', month = '*', weekday = '*']: readonly string[]) {
  const [days, months, weekdays] = [fieldValues(2, dayOfMonth), fieldValues(3, month), fieldValues(4, weekday)].map(
    (values) => new Set(values),
  ) as [Set<number>, Set<number>, Set<number>];
  const either = ![dayOfMonth, weekday].some((each) => each === '*' || each === '*/1');
  return (ofMonth: number, inMonth: number, ofWeek: number): boolean => {
    const [onDay, onWeekday] = [days.has(ofMonth), weekdays.has(ofWeek)];
    return months.has(inMonth) && (either ? onDay || onWeekday : onDay && onWeekday);
  };
}
