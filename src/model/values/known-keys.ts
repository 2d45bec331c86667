import type { Problem } from '../rules/problem';
import type { RuleId } from '../rules/rule';
import { show } from '../rules/show';

/** The fields of a type, for checks at run time; the compiler keeps the list complete. */
export type KeysOf<T> = Readonly<Record<keyof T, true>>;

/**
 * Reports fields that nothing reads. The compiler does as well, but what runs a program need not ask it: `npm run synth`
 * does not, and a misspelt `capacity` must not pass there either.
 */
export function unknownKeyProblems(field: string, value: unknown, known: Readonly<Record<string, true>>): Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const text = `${show(value)} is not a set of fields; write { ${Object.keys(known).join(', ')} }`;
    return value === undefined ? [] : [{ field, text }];
  }
  return Object.keys(value)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => ({
      field: field === '' ? key : `${field}.${key}`,
      text: `nothing reads this field; write one of ${Object.keys(known).join(', ')}`,
    }));
}

/** Reports what is neither true nor false: the text "false" would count as true. */
export function booleanProblems(field: string, value: unknown, rule: RuleId): Problem[] {
  return value === undefined || typeof value === 'boolean'
    ? []
    : [{ field, text: `${show(value)} is neither true nor false; write true or false, without quotes`, rule }];
}
