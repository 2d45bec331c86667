import { problemIf, type Warning } from '../rules/problem';
import type { Retention } from './retention';

/**
 * R3: every try of a backup that cannot read a file leaves a snapshot without it, which Kopia counts like any other. The
 * newest of a day stands for that day; so the days before stay whole, if more than one is kept.
 */
export function wholeSnapshotWarnings(field: string, retention: Required<Retention>): Warning[] {
  const { daily, weekly, monthly, yearly } = retention;
  const kept = Object.entries(retention).filter(([, count]) => count > 0);
  return problemIf(
    kept.length > 0 && Math.max(daily, weekly, monthly, yearly) < 2,
    field,
    () =>
      `${kept.map(([key, count]) => `${key}: ${count}`).join(', ')} keeps no second day: every try of a backup that fails may leave a snapshot that lacks files, and push a whole one out; add daily: 7`,
    'R3',
  );
}
