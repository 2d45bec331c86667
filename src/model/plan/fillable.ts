import { cronFields } from '../schedule/cron';
import { dependsOnDates, minutesOfDay, runDays } from '../schedule/cron-calendar';
import { keptBy } from './kept-snapshots';
import { completeRetention, type Retention } from './retention';

type Period = Exclude<keyof Retention, 'latest'>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = Date.UTC(2000, 0, 1);
/** So many backups in a row are looked at: between them is each way that hours, weeks and months can fall. */
const LOOKS = 40;
/** The longest period of each kind, in days. */
const DAYS: Readonly<Record<Period, number>> = { hourly: 1 / 24, daily: 1, weekly: 7, monthly: 31, yearly: 366 };
/** So late a backup may begin: just within reach is not for sure. */
const LATE = HOUR / 2;
/** Longer than anybody keeps backups. */
const LONGEST = 30 * 366;
/** More backups than that are not gone through: a key that keeps some of them keeps many. */
const MOST = 5000;

/**
 * How many snapshots one key of a retention can keep at best, of those that a schedule makes: Kopia keeps none for its hour
 * that is more than so many hours older than the newest, and likewise for days, weeks, months and years.
 * @param cron a text that can be read
 */
export function fillable(cron: string, key: Period, asked: number): number {
  return keptFor(cron, key, asked).most;
}

/** How many it keeps at worst, after backups have been made for long enough. */
export function alwaysKept(cron: string, key: Period, asked: number): number {
  return keptFor(cron, key, asked).least;
}

interface Kept {
  readonly least: number;
  readonly most: number;
}

function keptFor(cron: string, key: Period, asked: number): Kept {
  const [minute = '*', hour = '*', ...days] = cronFields(cron);
  const daily = days.every((each) => each === '*');
  if (asked <= 1 || (daily && key !== 'hourly')) {
    return { least: asked, most: asked };
  }
  // Minutes are spread over the apps of a plan, and make no difference to any of these periods.
  const question = JSON.stringify([hour, ...days, key, asked]);
  const known = answers.get(question) ?? simulate({ minute, hour, days }, key, asked);
  answers.set(question, known);
  return known;
}

const answers = new Map<string, Kept>();

interface Calendar {
  readonly minute: string;
  readonly hour: string;
  readonly days: readonly string[];
}

function simulate({ minute, hour, days }: Calendar, key: Period, asked: number): Kept {
  const reach = Math.min(asked * DAYS[key], LONGEST);
  const times = key === 'hourly' ? minutesOfDay('0', hour) : minutesOfDay(minute, hour).slice(-1);
  const starts = startsOf(times, days, reach).slice(-MOST);
  const retention = completeRetention({ [key]: asked });
  // Before that a key has not had the time to fill.
  const full = starts.filter((each) => each >= (starts[0] ?? 0) + reach * DAY);
  const looks = (full.length === 0 ? starts : full).slice(-LOOKS);
  const kept = (newest: number, late: number) => {
    const before = starts.filter((each) => each < newest && each >= newest - (reach + 1) * DAY);
    return keptBy(
      retention,
      [...before, newest + late].map((start) => ({ start, complete: true })),
    ).size;
  };
  return {
    least: Math.min(...looks.map((newest) => kept(newest, LATE))),
    most: Math.max(0, ...looks.map((newest) => kept(newest, 0))),
  };
}

/** The last backups of a calendar that is long enough, in order. */
function startsOf(times: readonly number[], days: readonly string[], reach: number): number[] {
  const rare = dependsOnDates(days) ? 8 : 1;
  const runs = runDays(days, 2000 + Math.ceil(reach / 365) + rare);
  const dates = [...runs.keys()].filter((day) => runs[day]);
  const needed = dates.filter((day) => day >= (dates.at(-LOOKS) ?? 0) - reach - 1);
  return needed.flatMap((day) => times.map((minute) => BEGIN + day * DAY + minute * 60_000));
}
