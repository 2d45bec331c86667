import type { Destination } from '../plan/plan';
import type { Repository } from '../repository/repository';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isWhole } from '../values/number';

/** Which snapshot fills an app's claim when the claim is created. */
export interface RestoreOptions {
  /**
   * Restore from this repository; it must be one of the app's destinations, and `undefined` is refused.
   * @default the first of them
   */
  readonly from?: Repository;
  /**
   * Take the newest snapshot that was started at this time or before: ISO 8601 with `Z` or an offset, or a Date.
   * Stays in force for every later restore, so remove it once the data is back.
   * @default the newest
   */
  readonly asOf?: string | Date;
  /**
   * Skip this many of the newest snapshots, 1 or more. Like `asOf` it stays in force until it is removed.
   * @default 0
   */
  readonly previous?: number;
}

/** The point in time that a text stands for; `undefined` where that depends on who reads it. */
export function pointInTime(time: string | Date): Date | undefined {
  if (typeof time === 'string' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(time)) {
    return undefined;
  }
  const date = typeof time === 'string' || time instanceof Date ? new Date(time) : new Date(Number.NaN);
  return Number.isNaN(date.getTime()) || (typeof time === 'string' && !existingDay(time)) ? undefined : date;
}

/** `Date` makes 2 March of 30 February. */
function existingDay(time: string): boolean {
  const day = time.slice(0, 10);
  return new Date(day).toISOString().startsWith(day);
}

export function restoreProblems(options: RestoreOptions, destinations: readonly Destination[]): Problem[] {
  const { from } = options;
  return [
    ...problemIf(
      Object.hasOwn(options, 'from') && !destinations.some((each) => each.repository === from),
      'restore.from',
      () =>
        `${show(from?.name ?? from)} holds no backup of this app, so the volume would stay empty; name one of ${destinations.map((each) => each.repository.name).join(', ')}`,
      'I1',
    ),
    ...restoreTimeProblems('restore', options),
  ];
}

/** Everything wrong with which snapshot is taken, whoever made it. */
export function restoreTimeProblems(
  field: string,
  { asOf, previous }: Pick<RestoreOptions, 'asOf' | 'previous'>,
): Problem[] {
  return [
    ...problemIf(
      asOf !== undefined && pointInTime(asOf) === undefined,
      `${field}.asOf`,
      () => `${show(asOf)} is not a time with a zone; write it as "2026-01-31T03:00:00Z"`,
      'I1',
    ),
    ...problemIf(
      previous !== undefined && !isWhole(previous, 1),
      `${field}.previous`,
      () => `${show(previous)} is not a number of snapshots to skip; write 1 or more, or leave it out for the newest`,
      'I1',
    ),
    ...problemIf(
      asOf !== undefined && previous !== undefined,
      `${field}.previous`,
      'with asOf it can point beyond the first snapshot, which restores nothing and reports success; use one of them',
      'I1',
    ),
  ];
}
