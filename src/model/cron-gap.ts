import { cronFields, cronProblems, fieldValues } from './cron';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/**
 * The longest time between one run of a cron text and the next, in seconds; `undefined` where the text is not valid.
 * Where clocks are put back, one night of the year is an hour longer than that.
 */
export function longestGap(text: string): number | undefined {
  if (cronProblems('', text).length > 0) {
    return undefined;
  }
  const [minute = '*', hour = '*', ...days] = cronFields(text);
  const times = timesOfDay(minute, hour);
  const [first = 0] = times;
  const last = times[times.length - 1] ?? 0;
  const within = times.slice(1).map((each, index) => each - (times[index] ?? 0));
  return Math.max(...within, longestWait(days) * DAY - last + first);
}

/** The times of a day at which it runs, in seconds from midnight. */
function timesOfDay(minute: string, hour: string): number[] {
  const minutes = ascending(fieldValues(0, minute));
  return ascending(fieldValues(1, hour)).flatMap((each) => minutes.map((other) => (each * 60 + other) * MINUTE));
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** The most days from one on which it runs to the next. */
function longestWait(days: readonly string[]): number {
  if (days.every((each) => each === '*')) {
    return 1;
  }
  const runsOn = dayMatcher(days);
  let longest = 0;
  let previous: number | undefined;
  let day = 0;
  let weekday = SATURDAY;
  // The calendar is the same again after 400 years; eight more see the end of its longest wait, 29 February around 1900.
  for (let year = 2000; year <= 2408; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let date = 1; date <= daysIn(month, year); date += 1) {
        if (runsOn(date, month, weekday)) {
          longest = Math.max(longest, day - (previous ?? day));
          previous = day;
        }
        day += 1;
        weekday = (weekday + 1) % 7;
      }
    }
  }
  return longest;
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
