import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { given } from '../values/given';
import { isWhole } from '../values/number';

/**
 * How many snapshots are kept: the newest of each of so many hours, days, weeks, months and years that have one, and
 * the newest so many of all. None is kept for its hour that is more than so many hours older than the newest snapshot,
 * and likewise for its day, week, month and year: with a backup every six hours `hourly: 4` keeps one. All are of UTC.
 *
 * A key that is left out means 0. (Kopia would fill it in from its own policy: 10 latest, 48 hourly, 7 daily,
 * 4 weekly, 24 monthly, 3 annual. So all six are always written.)
 */
export interface Retention {
  /** Hours of which the newest snapshot is kept. @default 0 */
  readonly hourly?: number;
  /** Days of which the newest snapshot is kept. @default 0 */
  readonly daily?: number;
  /** Weeks of which the newest snapshot is kept. @default 0 */
  readonly weekly?: number;
  /** Months of which the newest snapshot is kept. @default 0 */
  readonly monthly?: number;
  /** Years of which the newest snapshot is kept. @default 0 */
  readonly yearly?: number;
  /** How many of the newest snapshots are kept, whenever they were made. @default 0 */
  readonly latest?: number;
}

export const retentionKeys = ['hourly', 'daily', 'weekly', 'monthly', 'yearly', 'latest'] as const;

export function completeRetention(retention: Retention): Required<Retention> {
  const { hourly = 0, daily = 0, weekly = 0, monthly = 0, yearly = 0, latest = 0 } = given(retention);
  return { hourly, daily, weekly, monthly, yearly, latest };
}

export function retentionProblems(field: string, retention: Retention): Problem[] {
  const unknown = Object.keys(retention ?? {}).filter((key) => !(retentionKeys as readonly string[]).includes(key));
  if (unknown.length > 0) {
    const text = `${show(unknown[0])} is not a retention key; use ${retentionKeys.join(', ')}`;
    return [{ field, text, rule: 'R1' }];
  }
  const complete = completeRetention(retention);
  const wrong = retentionKeys.filter((key) => !isWhole(complete[key], 0));
  if (wrong.length > 0) {
    return wrong.map((key) => {
      const text = `${show(complete[key])} is not a number of snapshots; write a whole number, 0 or more`;
      return { field: `${field}.${key}`, text, rule: 'R1' };
    });
  }
  return problemIf(
    retentionKeys.every((key) => complete[key] === 0),
    field,
    'every key is 0, which Kopia reads as "keep everything for ever"; set at least one key above 0',
    'R1',
  );
}

/** What Kopia's own policy keeps, as a repository is made with it (kopia, snapshot/policy/retention_policy.go). */
const kopiaDefaults: Required<Retention> = { hourly: 48, daily: 7, weekly: 4, monthly: 24, yearly: 3, latest: 10 };

/** The counts that nobody writes by chance: a day's hours are 24, and a year's months 12. */
const KOPIAS_OWN = ['hourly', 'monthly', 'yearly', 'latest'] as const;

/** Whether a key is Kopia's own, in a retention that was filled in from there: nobody has asked for it. */
export function isFilledIn(retention: Required<Retention>, key: keyof Retention): boolean {
  const same = KOPIAS_OWN.filter((each) => retention[each] === kopiaDefaults[each]);
  return same.length >= 2 && retention[key] === kopiaDefaults[key];
}

/**
 * A retention as the well-known Kustomize component means it: what is left out is Kopia's own, 48 hourly, 7 daily, 4 weekly,
 * 24 monthly, 3 yearly and the 10 latest. For apps that come from there: everything else would go at their second backup.
 */
export function withKopiaDefaults(retention: Retention = {}): Required<Retention> {
  return { ...kopiaDefaults, ...given(retention) };
}
