import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

/** Whether a value is a whole number that every field of Kubernetes can hold. */
export function isWhole(value: unknown, least: number, most = 2 ** 31 - 1): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** Checks a whole number that may be left out. */
export function numberProblems(field: string, value: unknown, least: number, noun: string): Problem[] {
  return problemIf(
    value !== undefined && !isWhole(value, least),
    field,
    () => `${show(value)} is not a number of ${noun}; write a whole number, ${least} or more`,
  );
}
