import { type Problem, problemIf } from '../rules/problem';
import { requireOptions } from '../rules/require-options';
import { show } from '../rules/show';
import { withoutStack } from '../rules/without-stack';
import type { CronGrammar } from '../schedule/cron';
import { Schedule, type ScheduleInput, scheduleProblems } from '../schedule/schedule';
import { isLine } from '../values/line';
import { isWhole } from '../values/number';
import { isResticRepository, type ResticRepository } from './repository';
import { type ResticRetention, resticRetentionProblems } from './retention';

/** What is said of one copy that Restic makes. */
export interface ResticDestinationOptions {
  /** How often it is made. */
  readonly schedule: ScheduleInput;
  /** How long it is kept, in Restic's meaning. Without it Restic would keep one snapshot, so it is never left out. */
  readonly retention: ResticRetention;
  /** After how many days the space of what was forgotten is freed, 1 or more. @default VolSync's own, once a week */
  readonly pruneIntervalDays?: number;
  /**
   * Removes stale locks before the next backup, once for each new text. Never while something else works on the repository.
   * @default nothing is unlocked
   */
  readonly unlock?: string;
}

/** One copy that Restic makes of an app. */
export interface ResticDestination extends ResticDestinationOptions {
  /** Where it is. */
  readonly repository: ResticRepository;
  /** How often it is made. */
  readonly schedule: Schedule;
}

/**
 * One copy that Restic makes: where it is, how often it is made and how long it is kept.
 * @throws TypeError if the first argument is no {@link resticRepository}, which only plain JavaScript can do
 */
export function resticDestination(repository: ResticRepository, options: ResticDestinationOptions): ResticDestination {
  if (!isResticRepository(repository)) {
    throw withoutStack(
      new TypeError(
        `resticDestination(${show(repository)}): not a repository of Restic; make it with resticRepository`,
      ),
    );
  }
  requireOptions('resticDestination', options);
  return { ...options, repository, schedule: Schedule.from(options.schedule) };
}

/** Whether a value is what the function gives. */
export function isResticDestination(value: unknown): value is ResticDestination {
  const { repository, schedule } = (value ?? {}) as Partial<ResticDestination>;
  return isResticRepository(repository) && schedule instanceof Schedule;
}

/** Everything wrong with when a copy is made and how long it is kept. */
export function resticDestinationProblems(
  field: string,
  { schedule, retention, pruneIntervalDays, unlock }: ResticDestination,
  grammar: CronGrammar,
): Problem[] {
  return [
    ...scheduleProblems(`${field}.schedule`, schedule, grammar),
    ...resticRetentionProblems(`${field}.retention`, retention),
    ...problemIf(
      pruneIntervalDays !== undefined && !isWhole(pruneIntervalDays, 1),
      `${field}.pruneIntervalDays`,
      () => `${show(pruneIntervalDays)} is not a number of days; write 1 or more, or leave it out for 7`,
    ),
    ...problemIf(
      unlock !== undefined && !isLine(unlock),
      `${field}.unlock`,
      () =>
        `${show(unlock)} is no word on one line; write one that was not there before, such as "2026-01-31", or leave it out`,
    ),
  ];
}
