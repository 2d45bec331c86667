import { completeRetention, type Retention } from '../plan/retention';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isSet, type KeysOf, unknownKeyProblems } from '../values/known-keys';
import { isWhole } from '../values/number';

/**
 * How many snapshots Restic keeps: the newest of each of so many hours, days, weeks, months and years *that have one*. With one
 * backup a day `hourly: 24` keeps 24 days; Kopia, to which 24 hours are a limit by age as well, would keep one.
 * A key that is left out keeps nothing.
 */
export interface ResticRetention {
  /** Hours that have a snapshot, of which the newest is kept. @default 0 */
  readonly hourly?: number;
  /** Days that have a snapshot, of which the newest is kept. @default 0 */
  readonly daily?: number;
  /** Weeks that have a snapshot, of which the newest is kept. @default 0 */
  readonly weekly?: number;
  /** Months that have a snapshot, of which the newest is kept. @default 0 */
  readonly monthly?: number;
  /** Years that have a snapshot, of which the newest is kept. @default 0 */
  readonly yearly?: number;
  /** How many of the newest are kept, whenever they were made. @default 0 */
  readonly last?: number;
  /** Everything that is at most so much older than the newest, as Restic spells it: `'2y5m7d3h'`. @default none */
  readonly within?: string;
}

const COUNTS = ['hourly', 'daily', 'weekly', 'monthly', 'yearly', 'last'] as const;

const RETENTION_KEYS: KeysOf<ResticRetention> = {
  hourly: true,
  daily: true,
  weekly: true,
  monthly: true,
  yearly: true,
  last: true,
  within: true,
};

/** R1: what Restic would take for something else. */
export function resticRetentionProblems(field: string, retention: unknown): Problem[] {
  if (!isSet(retention)) {
    const text = `${show(retention)} says nothing of what Restic keeps, and without a word it forgets all snapshots but the newest; write what you have, such as { daily: 14 }`;
    return [{ field, text, rule: 'R1' }];
  }
  const given: ResticRetention = retention;
  const { within } = given;
  const said = COUNTS.filter((key) => given[key] !== undefined);
  return [
    ...unknownKeyProblems(field, retention, RETENTION_KEYS),
    ...said.flatMap((key) =>
      problemIf(
        !isWhole(given[key], 0),
        `${field}.${key}`,
        () => `${show(given[key])} is not a number of snapshots; write a whole number, 0 or more`,
        'R1',
      ),
    ),
    ...problemIf(
      within !== undefined &&
        !(typeof within === 'string' && /^(\d+y)?(\d+m)?(\d+d)?(\d+h)?$/.test(within) && within !== ''),
      `${field}.within`,
      () =>
        `${show(within)} is not a length of time to Restic; write years, months, days and hours in that order, such as "1y6m"`,
      'R1',
    ),
    ...problemIf(
      within === undefined && said.every((key) => given[key] === 0),
      field,
      () =>
        said.length === 0
          ? 'is empty, and then Restic forgets all snapshots but the newest; write what you have, such as { daily: 14 }'
          : 'every key is 0, by which Restic refuses to forget anything; set at least one above 0',
      'R1',
    ),
  ];
}

/** The same in Kopia's keys, which in Restic have another meaning; `undefined` where counts do not say all. */
export function countsOf({ last, within, ...counts }: ResticRetention): Required<Retention> | undefined {
  return within === undefined ? completeRetention({ ...counts, latest: last }) : undefined;
}
