import type { Problem } from '../../model/rules/problem';
import { show } from '../../model/rules/show';

const UNITS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;
const DURATION = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** The seconds of a duration such as `1h30m`; `undefined` where it is none. */
export function seconds(duration: unknown): number | undefined {
  const [whole, ...parts] = (typeof duration === 'string' && DURATION.exec(duration)) || [];
  return whole
    ? Object.values(UNITS).reduce((sum, unit, index) => sum + Number(parts[index] ?? 0) * unit, 0)
    : undefined;
}

/** A duration as Prometheus reads it, `1d1h`. */
export function duration(seconds: number): string {
  let rest = seconds;
  const parts = Object.entries(UNITS).map(([name, unit]) => {
    const count = Math.floor(rest / unit);
    rest %= unit;
    return count > 0 ? `${count}${name}` : '';
  });
  return parts.join('') || '0s';
}

export function durationProblems(field: string, value: unknown): Problem[] {
  const length = seconds(value);
  return length !== undefined && length > 0
    ? []
    : [{ field, text: `${show(value)} is not a duration; write days, hours and minutes such as "1h" or "1h30m"` }];
}
