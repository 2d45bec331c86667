import type { Retention } from '../../../src';

/** A snapshot, as far as its being kept depends on it. */
export interface Filed {
  /** When it began, in milliseconds since 1970. */
  readonly start: number;
  /** Whether it was made to its end. */
  readonly complete: boolean;
}

interface Period {
  /** What Kopia calls the period that a time is in. */
  readonly nameOf: (time: Date) => string;
  /** A time so many periods before another. */
  readonly before: (time: Date, count: number) => number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const PERIODS = {
  hourly: { nameOf: (time) => time.toISOString().slice(0, 13), before: fixed(HOUR) },
  daily: { nameOf: (time) => time.toISOString().slice(0, 10), before: fixed(DAY) },
  weekly: { nameOf: weekOf, before: fixed(7 * DAY) },
  monthly: { nameOf: (time) => time.toISOString().slice(0, 7), before: monthsBefore },
  yearly: {
    nameOf: (time) => time.toISOString().slice(0, 4),
    before: (time, count) => monthsBefore(time, 12 * count),
  },
} as const satisfies Record<string, Period>;

/**
 * The snapshots that a retention leaves, by what docs/concepts.md says, and by nothing of Kopia's. Where this and Kopia
 * differ, people lose snapshots that they were promised.
 */
export function keptBy(retention: Required<Retention>, snapshots: readonly Filed[]): Set<Filed> {
  const fromNewest = [...snapshots].sort((a, b) => b.start - a.start);
  const complete = fromNewest.filter((each) => each.complete);
  const months = newestOfEach(PERIODS.monthly, retention.monthly, complete);
  return new Set([
    ...complete.slice(0, retention.latest),
    ...(['hourly', 'daily', 'yearly'] as const).flatMap((key) => [
      ...newestOfEach(PERIODS[key], retention[key], complete).values(),
    ]),
    ...months.values(),
    ...newestOfEach(PERIODS.weekly, retention.weekly, complete, months).values(),
    ...newestIncomplete(fromNewest),
  ]);
}

/**
 * The newest of each period that has any, by its name.
 * @param passedOver names of periods that count as having none
 */
function newestOfEach(
  { nameOf, before }: Period,
  count: number,
  complete: readonly Filed[],
  passedOver: ReadonlyMap<string, unknown> = new Map(),
): ReadonlyMap<string, Filed> {
  const found = new Map<string, Filed>();
  const oldest = complete[0] && before(new Date(complete[0].start), count);
  for (const each of complete) {
    const name = nameOf(new Date(each.start));
    const tooOld = oldest === undefined || each.start < oldest;
    if (!tooOld && !passedOver.has(name) && !found.has(name) && found.size < count) found.set(name, each);
  }
  return found;
}

/** Those that are newer than every complete one: three, and more where they are not four hours older than the newest. */
function newestIncomplete(fromNewest: readonly Filed[]): readonly Filed[] {
  const firstComplete = fromNewest.findIndex(({ complete }) => complete);
  const incomplete = firstComplete < 0 ? fromNewest : fromNewest.slice(0, firstComplete);
  const newest = incomplete[0]?.start ?? 0;
  return incomplete.filter(({ start }, index) => index < 3 || newest - start < 4 * HOUR);
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
function weekOf(time: Date): string {
  const thursday = new Date(time.getTime() + (3 - ((time.getUTCDay() + 6) % 7)) * DAY);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${year}-${String(week).padStart(2, '0')}`;
}
