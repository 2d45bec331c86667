import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

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

/** Whether a value is a duration that is not nothing, and that Prometheus can hold: 63 bits of nanoseconds. */
export function isDuration(value: unknown): value is string {
  const length = seconds(value) ?? 0;
  return length > 0 && length < 9.2e9;
}

export function durationProblems(field: string, value: unknown): Problem[] {
  return problemIf(
    !isDuration(value),
    field,
    () => `${show(value)} is not a duration; write days, hours and minutes such as "1h" or "1h30m"`,
  );
}
