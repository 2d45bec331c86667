import { existsSync, readFileSync } from 'node:fs';

/** One run of something; gives the milliseconds that count, without its preparation and its cleaning up. */
export type Trial = () => number;

export interface Comparison {
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Milliseconds that this process computed for a piece of work, in the kernel and collecting garbage included. What the
 * neighbours on the machine took meanwhile does not count.
 */
export function cpuTime(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** As {@link cpuTime}, from a clean heap: nobody pays for the garbage of the run before. */
export function cleanCpuTime(work: () => void): number {
  globalThis.gc?.();
  return cpuTime(work);
}

/** Milliseconds until a piece of work is done, by the clock: for other programs, whose waiting counts. */
export function elapsed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The same trial, which also notes the milliseconds of CPU time that its commands took, and those that they ran. */
export function noting(cpuTimes: number[], trial: Trial): Trial {
  return () => {
    const start = computedByCommands();
    const time = trial();
    cpuTimes.push(computedByCommands() - start);
    return time;
  };
}

/** Only Linux says so, and in hundredths of a second. */
function computedByCommands(): number {
  const stat = '/proc/self/stat';
  // After the name of the program, which may hold anything: proc(5), `cutime` and `cstime`.
  const fields = existsSync(stat) ? readFileSync(stat, 'utf8').split(') ').at(-1)?.split(' ') : undefined;
  return (Number(fields?.[13]) + Number(fields?.[14])) * 10;
}

/**
 * Runs all trials once a round, there and back again, so that a machine that slows down meanwhile slows all of them.
 * Rounds before the first warm up and are thrown away.
 */
export function interleave<Name extends string>(
  rounds: number,
  trials: Readonly<Record<Name, Trial>>,
  warmUps = 1,
): Record<Name, number[]> {
  const names = Object.keys(trials) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 1 - warmUps; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const time = trials[name]();
      process.stderr.write(
        `  ${round < 1 ? 'warm-up' : `${round}/${rounds}`} ${name}: ${time.toFixed(time < 100 ? 2 : 0)} ms\n`,
      );
      if (round > 0) {
        times[name].push(time);
      }
    }
  }
  return times;
}

/** Medians, and the median of the ratios within each round: what disturbs a round disturbs both of its sides. */
export function compare(ours: readonly number[], theirs: readonly number[]): Comparison {
  const ratios = ours.map((time, round) => time / (theirs[round] ?? Number.NaN));
  return {
    ours: median(ours),
    theirs: median(theirs),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}
