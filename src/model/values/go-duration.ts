/** Seconds of each unit that Go's `time.ParseDuration` knows. */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** Go counts nanoseconds in 64 bits, which end after 292 years. */
const LONGEST = 2 ** 63 / 1e9;

/**
 * The seconds of a duration as Go's `time.ParseDuration` reads it, which is what reads those of Kubernetes objects:
 * `12h`, `1h30m`, `0`. `undefined` for anything else, days and blanks included.
 */
export function goDuration(text: unknown): number | undefined {
  const [, sign = '', rest = ''] = (typeof text === 'string' && /^([+-]?)(.+)$/.exec(text)) || [];
  const seconds = rest === '0' ? 0 : sumOf(rest);
  return seconds === undefined || seconds >= LONGEST ? undefined : sign === '-' ? 0 - seconds : seconds;
}

function sumOf(text: string): number | undefined {
  let seconds = 0;
  let read = 0;
  while (read < text.length) {
    PART.lastIndex = read;
    const [part = '', number, unit = ''] = PART.exec(text) ?? [];
    if (part === '') {
      return undefined;
    }
    seconds += Number(number) * (UNITS[unit] ?? 0);
    read += part.length;
  }
  return read === 0 ? undefined : seconds;
}
