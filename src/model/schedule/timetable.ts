import { cronFields, isCron } from './cron';
import { ascending, dependsOnDates, minutesOfDay, runDays } from './cron-calendar';
import { timeZoneProblems } from './time-zone';

/** When something starts: a cron text, and the zone in which it is read. */
export interface Timetable {
  readonly cron: string;
  readonly timeZone: string;
}

const DAY = 24 * 60;

/**
 * How far a start of one timetable is from the nearest start of another, in minutes, by the minute of the day at which
 * it starts; `undefined` where one of the two is not valid.
 *
 * Only days on which both run count. In two zones it is the nearest in a year, because their clocks may differ by
 * another hour in summer; the nights in which clocks change are left out.
 */
export function minutesToStart(of: Timetable, other: Timetable): number[] | undefined {
  if ([of, other].some(({ cron, timeZone }) => problems(cron, timeZone))) {
    return undefined;
  }
  const [, , ...ownDays] = cronFields(of.cron);
  const [minute = '*', hour = '*', ...otherDays] = cronFields(other.cron);
  const times = minutesOfDay(minute, hour);
  const shifts = dayShifts(ownDays, otherDays).flatMap((days) =>
    zoneShifts(of.timeZone, other.timeZone).map((minutes) => days * DAY + minutes),
  );
  const starts = ascending(shifts.flatMap((shift) => times.map((each) => each + shift)));
  return Array.from({ length: DAY }, (_, each) => Math.min(...starts.map((start) => Math.abs(start - each))));
}

function problems(cron: string, timeZone: string): boolean {
  return !isCron(cron) || timeZoneProblems('', timeZone).length > 0;
}

/** By how many days the other may run earlier or later; beyond two, no zones bring them together. */
function dayShifts(own: readonly string[], other: readonly string[]): number[] {
  // 28 years have every weekday on every date.
  const lastYear = [own, other].some(dependsOnDates) ? 2027 : 2000;
  const [days, others] = [own, other].map((each) => runDays(each, lastYear)) as [boolean[], boolean[]];
  return [-2, -1, 0, 1, 2].filter((shift) => days.some((runs, day) => runs && others[day + shift]));
}

/** By how many minutes the clocks of a zone are ahead of those of another, on the days of a year. */
function zoneShifts(zone: string, other: string): number[] {
  if (zone === other) {
    return [0];
  }
  const [clock, otherClock] = [offsetOf(zone), offsetOf(other)];
  const noons = Array.from({ length: 365 }, (_, day) => Date.UTC(2026, 0, 1 + day, 12));
  return ascending(noons.map((noon) => clock(noon) - otherClock(noon)));
}

/** By how many minutes the clocks of a zone are ahead of UTC at a time. */
function offsetOf(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return (time) => {
    const [, sign = '+', hours = 0, minutes = 0] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(time)) ?? [];
    return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
  };
}

/** The nearest of all starts to those of a cron text. @param minutes what {@link minutesToStart} says */
export function nearestStart(cron: string, minutes: readonly number[]): number {
  return Math.min(...startsOf(cron).map((each) => minutes[each] ?? 0));
}

/**
 * The same cron text at other times, moved as little as is needed for every start to be so many minutes away from those
 * of the other timetable; `undefined` where no time of day is.
 */
export function movedClear(cron: string, minutes: readonly number[], distance: number): string | undefined {
  const [, , ...days] = cronFields(cron);
  const starts = startsOf(cron);
  for (let move = 1; move <= DAY / 2; move += 1) {
    for (const signed of [move, -move]) {
      const moved = starts.map((each) => (each + signed + DAY) % DAY);
      const [atMinutes, atHours] = [ascending(moved.map((each) => each % 60)), ascending(moved.map(hourOf))];
      // A cron text runs at every one of its minutes in every one of its hours.
      if (
        atMinutes.length * atHours.length === moved.length &&
        moved.every((each) => (minutes[each] ?? 0) >= distance)
      ) {
        return [atMinutes, atHours, ...days].join(' ');
      }
    }
  }
  return undefined;
}

function hourOf(minute: number): number {
  return Math.floor(minute / 60);
}

function startsOf(cron: string): number[] {
  const [minute = '*', hour = '*'] = cronFields(cron);
  return minutesOfDay(minute, hour);
}
