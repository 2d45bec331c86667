import type { Problem } from '../rules/problem';
import { stableHash } from '../values/names';
import { type CronGrammar, cronFields, cronProblems } from './cron';

/**
 * When something runs. Made by {@link hourly}, {@link every}, {@link daily} or from cron text.
 *
 * The minute is fixed (`.at(25)`, or the first field of a cron text) or *spread*: every app gets a minute of its own
 * from a stable hash of its namespace, its name and the destination. VolSync has no jitter, so apps with one common
 * minute start together; 42 movers in one minute have stalled etcd (github.com/gavinmcfall/home-ops a21a1cdc9).
 */
export class Schedule {
  /** @param minute the first field of the cron text, `undefined` to spread it; @param rest the other four */
  protected constructor(
    private readonly minute: string | undefined,
    private readonly rest: string,
  ) {}

  /**
   * A schedule from cron text, a macro such as `@daily`, or as it is. Wrong text is kept as it is, and
   * reported together with everything else that is wrong.
   */
  static from(input: ScheduleInput): Schedule {
    if (input instanceof Schedule) {
      return input;
    }
    const [minute, ...rest] = cronFields(String(input));
    return new Schedule(minute, rest.join(' '));
  }

  /** @internal */
  static spread(rest: string): Schedule {
    return new Schedule(undefined, rest);
  }

  /** The same schedule at a fixed minute, 0 to 59. */
  at(minute: number): Schedule {
    return new Schedule(String(minute), this.rest);
  }

  /** The same schedule at the given minute, unless its minute is fixed already. */
  orAt(minute: string): Schedule {
    return new Schedule(this.minute ?? minute, this.rest);
  }

  /** The five cron fields. @param seed decides a spread minute: the same seed always gives the same minute */
  cron(seed: string): string {
    return [this.minute ?? String(stableHash(seed) % 60), this.rest].filter(Boolean).join(' ');
  }
}

/** A {@link Schedule}, or cron text in the grammar that VolSync and Kubernetes share, e.g. `'25 *&#47;6 * * *'`. */
export type ScheduleInput = string | Schedule;

/** Every day at one hour. */
export class DailySchedule extends Schedule {
  constructor(hour: number) {
    super(undefined, `${hour} * * *`);
  }

  /** Every day in the given hour, 0 to 23, in the time zone of the operator: UTC unless its pod says otherwise. */
  hour(hour: number): DailySchedule {
    return new DailySchedule(hour);
  }
}

/** Every hour, the minute spread. `hourly.at(5)` fixes it. */
export const hourly: Schedule = Schedule.spread('* * * *');

/** Every day between 00:00 and 00:59, the minute spread. `daily.hour(4).at(30)` is 04:30. */
export const daily: DailySchedule = new DailySchedule(0);

/**
 * `every(6).hours`: at hours 0, 6, 12 and 18, the minute spread; `every(6).hours.at(25)` fixes it.
 * Only numbers that divide a day are offered: cron starts anew at midnight, so every 5 hours would be 5, 5, 5, 5 and 4.
 */
export function every(hours: 2 | 3 | 4 | 6 | 8 | 12): { readonly hours: Schedule } {
  return { hours: Schedule.spread(`*/${hours} * * *`) };
}

/** Checks a schedule that is given. @param grammar which cron texts the engine reads */
export function scheduleProblems(field: string, input: ScheduleInput, grammar: CronGrammar): Problem[] {
  return cronProblems(field, input instanceof Schedule ? input.cron('') : input, grammar);
}
