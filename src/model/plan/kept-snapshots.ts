import type { Retention } from './retention';

/** A snapshot, as far as its being kept depends on it. */
export interface Snapshot {
  /** When it began, in milliseconds since 1970. */
  readonly start: number;
  /** Whether it was made to its end. */
  readonly complete: boolean;
}

type PeriodKey = Exclude<keyof Retention, 'latest'>;

interface Period {
  /** The number that Kopia's name of the period comes down to: equal numbers are equal names. */
  readonly idOf: (start: number) => number;
  /** A time so many periods before another. */
  readonly before: (time: Date, count: number) => number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const PERIODS: Readonly<Record<PeriodKey, Period>> = {
  hourly: { idOf: (start) => Math.floor(start / HOUR), before: fixed(HOUR) },
  daily: { idOf: (start) => Math.floor(start / DAY), before: fixed(DAY) },
  weekly: { idOf: byDay(weekOf), before: fixed(7 * DAY) },
  monthly: { idOf: byDay((day) => day.getUTCFullYear() * 100 + day.getUTCMonth() + 1), before: monthsBefore },
  yearly: { idOf: byDay((day) => day.getUTCFullYear()), before: (time, count) => monthsBefore(time, 12 * count) },
};

/**
 * Whose rules apply. Kopia's counts are limits by age as well, counted back from the newest snapshot, and the names of
 * its weeks and months share one space, so that the week of a kept month's number is passed over (kopia v0.22.3,
 * snapshot/policy/retention_policy.go). Restic's counts are counts.
 */
export type Keeper = 'kopia' | 'restic';

/**
 * The snapshots of one source that are left when the newest of them has been made. Days, weeks, months and years are
 * those of UTC, in which movers run.
 */
export function keptBy<Each extends Snapshot>(
  retention: Required<Retention>,
  snapshots: readonly Each[],
  keeper: Keeper = 'kopia',
): ReadonlySet<Each> {
  const fromNewest = [...snapshots].sort((a, b) => b.start - a.start);
  const complete = fromNewest.filter((each) => each.complete);
  const newest = (key: PeriodKey, passedOver?: ReadonlyMap<number, Each>) =>
    newestOfEach(PERIODS[key], retention[key], complete, { keeper, passedOver });
  const months = newest('monthly');
  return new Set([
    ...complete.slice(0, retention.latest),
    ...newest('hourly').values(),
    ...newest('daily').values(),
    ...newest('yearly').values(),
    ...months.values(),
    ...newest('weekly', keeper === 'kopia' ? months : undefined).values(),
    ...newestIncomplete(fromNewest),
  ]);
}

/** The newest of each period that has any, by its number. Numbers in `passedOver` count as having none. */
function newestOfEach<Each extends Snapshot>(
  { idOf, before }: Period,
  count: number,
  complete: readonly Each[],
  { keeper, passedOver }: { readonly keeper: Keeper; readonly passedOver: ReadonlyMap<number, Each> | undefined },
): ReadonlyMap<number, Each> {
  const found = new Map<number, Each>();
  const [newest] = complete;
  if (newest === undefined || count === 0) {
    return found;
  }
  const oldest = keeper === 'kopia' ? before(new Date(newest.start), count) : Number.NEGATIVE_INFINITY;
  for (const each of complete) {
    if (each.start < oldest || found.size === count) {
      break;
    }
    const id = idOf(each.start);
    if (passedOver?.has(id) !== true && !found.has(id)) {
      found.set(id, each);
    }
  }
  return found;
}

/** Those that are newer than every complete one: three, and more where they are not four hours older than the newest. */
function newestIncomplete<Each extends Snapshot>(fromNewest: readonly Each[]): readonly Each[] {
  const firstComplete = fromNewest.findIndex(({ complete }) => complete);
  const incomplete = firstComplete < 0 ? fromNewest : fromNewest.slice(0, firstComplete);
  const newest = incomplete[0]?.start ?? 0;
  return incomplete.filter(({ start }, index) => index < 3 || newest - start < 4 * HOUR);
}

/** Years of backups are gone through day by day, and the calendar is asked for each day once. */
function byDay(idOf: (day: Date) => number): Period['idOf'] {
  const known = new Map<number, number>();
  return (start) => {
    const day = Math.floor(start / DAY);
    const id = known.get(day) ?? idOf(new Date(start));
    known.set(day, id);
    return id;
  };
}

function fixed(length: number): Period['before'] {
  return (time, count) => time.getTime() - count * length;
}

/** The same day of an earlier month; where that has no such day, so many days into the next. */
function monthsBefore(time: Date, count: number): number {
  const before = new Date(time);
  before.setUTCMonth(before.getUTCMonth() - count);
  return before.getTime();
}

/** A week goes from Monday on, and is of the year that has its Thursday. */
function weekOf(time: Date): number {
  const thursday = new Date(time.getTime() + (3 - ((time.getUTCDay() + 6) % 7)) * DAY);
  const year = thursday.getUTCFullYear();
  return year * 100 + 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY));
}
