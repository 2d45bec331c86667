import type { RestorePoints } from '../../model/plan/restore-points';

/** A length of time as people say it, in the largest unit of which it is whole. */
export function timeInWords(seconds: number): string {
  for (const [unit, length] of [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const) {
    if (seconds % length === 0) {
      return counted(seconds / length, unit);
    }
  }
  return counted(seconds, 'second');
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function pointsInWords(points: RestorePoints | 'all'): string {
  return points === 'all'
    ? 'every backup for ever'
    : `${counted(points.count, 'restore point')}, the oldest ${counted(points.oldestDays, 'day')} old`;
}

/** A list as people say it. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
