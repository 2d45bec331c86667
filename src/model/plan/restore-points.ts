import { cronFields, isCron } from '../schedule/cron';
import { dependsOnDates, minutesOfDay, runDays } from '../schedule/cron-calendar';
import { type Keeper, keptBy, type Snapshot } from './kept-snapshots';
import { completeRetention, type Retention } from './retention';

/** What there is to restore from once backups have run for as long as their retention reaches back. */
export interface RestorePoints {
  /** How many there are at any time of a year, at least. */
  readonly count: number;
  /** How many days before the newest of them the oldest was made, at least. */
  readonly oldestDays: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEGIN = Date.UTC(2000, 0, 1);
/** Longer than anybody has kept backups. What would reach back further is counted as if they had begun that long ago. */
const LONGEST_YEARS = 30;
/** So many years more see a schedule that is for 29 February. */
const RARE = 4;
/** So many times of each day are looked at; between them nothing but hours goes. */
const LOOKS_A_DAY = 6;

/**
 * What a retention leaves of the backups that a schedule makes: every run is filed, and all that its rules let go of is
 * dropped, for years. `'all'` where every key is 0, so that nothing is dropped; `undefined` where schedule or retention
 * cannot be told.
 */
export function restorePoints(
  cron: string | undefined,
  retention: Required<Retention> | undefined,
  keeper: Keeper = 'kopia',
): RestorePoints | 'all' | undefined {
  if (retention === undefined || cron === undefined || !isCron(cron)) {
    return undefined;
  }
  return keepsAll(retention) ? 'all' : simulate(cron, retention, keeper).least;
}

/**
 * The ages, in seconds and before the newest of them, of the restore points that there are after the last backup of such
 * a year; `undefined` where they cannot be told, or where nothing is dropped.
 */
export function restoreAges(
  cron: string | undefined,
  retention: Required<Retention> | undefined,
  keeper: Keeper = 'kopia',
): readonly number[] | undefined {
  return retention === undefined || cron === undefined || !isCron(cron) || keepsAll(retention)
    ? undefined
    : simulate(cron, retention, keeper).ages;
}

function keepsAll(retention: Required<Retention>): boolean {
  return Object.values(retention).every((count) => count === 0);
}

interface Simulated {
  readonly least: RestorePoints | undefined;
  readonly ages: readonly number[];
}

function simulate(cron: string, retention: Required<Retention>, keeper: Keeper): Simulated {
  const key = JSON.stringify([alike(cron), completeRetention(retention), keeper]);
  const known = simulated.get(key);
  if (known !== undefined) {
    return known;
  }
  const [minute = '*', hour = '*', ...days] = cronFields(alike(cron));
  const runs = runDays(days, 2000 + yearsBack(retention) + (dependsOnDates(days) ? RARE : 1));
  const found = leastOf({ minutes: minutesOfDay(minute, hour), runs }, retention, keeper);
  simulated.set(key, found);
  return found;
}

const simulated = new Map<string, Simulated>();

/** Apps that are spread over the hour, or over the day, are asked about one by one, and are alike in what is left. */
function alike(cron: string): string {
  const [minute = '*', hour = '*', ...days] = cronFields(cron);
  const once = /^\d+$/;
  const hourAlike = once.test(minute) && once.test(hour) ? '0' : hour;
  return [once.test(minute) ? '0' : minute, hourAlike, ...days].join(' ');
}

interface Calendar {
  /** The minutes of a day at which it runs. */
  readonly minutes: readonly number[];
  /** Whether it runs on each day from {@link BEGIN} on. */
  readonly runs: readonly boolean[];
}

function yearsBack({ daily, weekly, monthly, yearly }: Required<Retention>): number {
  const reach = Math.ceil(Math.max(daily / 365, weekly / 52, monthly / 12, yearly));
  // Those of the year that is looked at reach back from its beginning on.
  return Math.min(reach, LONGEST_YEARS) + 1;
}

function leastOf(calendar: Calendar, retention: Required<Retention>, keeper: Keeper): Simulated {
  // Hours, and the newest of all, come from the days just before, and are looked for there; of older days only the
  // last backup can be left.
  const longTerm = { ...retention, hourly: 0, latest: 0 };
  const days = [...calendar.runs.keys()].filter((day) => calendar.runs[day]);
  const lookFrom = Math.min(calendar.runs.length - 366, days.at(-1) ?? 0);
  let left: readonly Snapshot[] = [];
  let least: RestorePoints | undefined;
  let ages: readonly number[] = [];
  for (const day of days) {
    for (const minute of day < lookFrom ? [] : looks(calendar.minutes)) {
      const now = BEGIN + day * DAY + minute * MINUTE;
      const kept = keptBy(longTerm, [...left, filed(now)], keeper);
      const starts = new Set([...kept].map(({ start }) => start));
      for (const start of recent(calendar, day, minute, retention, keeper)) {
        starts.add(start);
      }
      ages = [...starts].map((start) => (now - start) / SECOND).sort((a, b) => a - b);
      const found = { count: starts.size, oldestDays: Math.floor((now - Math.min(...starts)) / DAY) };
      least = {
        count: Math.min(found.count, least?.count ?? found.count),
        oldestDays: Math.min(found.oldestDays, least?.oldestDays ?? found.oldestDays),
      };
    }
    left = [...keptBy(longTerm, [...left, filed(BEGIN + day * DAY + (calendar.minutes.at(-1) ?? 0) * MINUTE)], keeper)];
  }
  return { least, ages };
}

function filed(start: number): Snapshot {
  return { start, complete: true };
}

/** Some of the minutes, evenly, the last among them. */
function looks(minutes: readonly number[]): readonly number[] {
  const step = Math.max(1, Math.floor(minutes.length / LOOKS_A_DAY));
  return minutes.filter((_, index) => (minutes.length - 1 - index) % step === 0);
}

/** The snapshots that are kept for their hour, or as one of the newest of all. */
function recent(
  calendar: Calendar,
  day: number,
  minute: number,
  { hourly, latest }: Required<Retention>,
  keeper: Keeper,
): ReadonlySet<number> {
  const found = new Set<number>();
  const hours = new Set<number>();
  const now = BEGIN + day * DAY + minute * MINUTE;
  const reach = keeper === 'kopia' ? now - hourly * HOUR : Number.NEGATIVE_INFINITY;
  let passed = 0;
  for (const start of backwards(calendar, day, minute)) {
    const hour = Math.floor(start / HOUR);
    if (hours.size < hourly && start >= reach && !hours.has(hour)) {
      hours.add(hour);
      found.add(start);
    }
    if (passed < latest) {
      found.add(start);
    }
    passed += 1;
    if (passed >= latest && (hours.size >= hourly || start < reach)) {
      break;
    }
  }
  return found;
}

/** The runs from a time back to the beginning. */
function* backwards({ minutes, runs }: Calendar, day: number, minute: number): Generator<number> {
  for (let each = day; each >= 0; each -= 1) {
    if (runs[each] === true) {
      for (let index = minutes.length - 1; index >= 0; index -= 1) {
        const at = minutes[index] ?? 0;
        if (each < day || at <= minute) {
          yield BEGIN + each * DAY + at * MINUTE;
        }
      }
    }
  }
}
