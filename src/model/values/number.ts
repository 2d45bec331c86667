import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

/** Checks a whole number that may be left out. */
export function numberProblems(field: string, value: unknown, least: number, noun: string): Problem[] {
  return problemIf(
    value !== undefined && !(Number.isInteger(value) && (value as number) >= least && (value as number) < 2 ** 31),
    field,
    () => `${show(value)} is not a number of ${noun}; write a whole number, ${least} or more`,
  );
}
