import { type Problem, problemIf } from '../rules/problem';
import type { RuleId } from '../rules/rule';
import { show } from '../rules/show';

/** What a field of some options holds. */
export type Field =
  /** A value. */
  | true
  /** A thing that is declared elsewhere, such as a plan: never copied, and never left out by saying `undefined`. */
  | 'reference'
  /** A set of fields. */
  | Fields
  /** A list of sets of fields. */
  | readonly [Fields]
  /** A set of fields that may be called anything, such as labels. */
  | 'map'
  /** One or the other, as its value says. */
  | ((value: unknown) => Field);

export interface Fields {
  readonly [key: string]: Field;
}

/** The fields of a type, for checks at run time; the compiler keeps the list complete. */
export type KeysOf<T> = Readonly<Record<keyof T, Field>>;

/** What one of the fields holds; one that nobody knows holds a value. */
export function fieldOf(fields: Fields, key: string): Field {
  return (Object.hasOwn(fields, key) && fields[key]) || true;
}

/** Whether a field is a reference, or a list of what holds one. */
export function isReference(field: Field): boolean {
  return field === 'reference' || (isList(field) && Object.values(field[0]).some(isReference));
}

export function isList(field: Field): field is readonly [Fields] {
  return Array.isArray(field);
}

/**
 * Reports fields that nothing reads, those of fields in fields included. The compiler does as well, but what runs a
 * program need not ask it: `npm run synth` does not, and a misspelt `capacity` must not pass there either.
 */
export function unknownKeyProblems(field: string, value: unknown, known: Fields): Problem[] {
  if (!isSet(value)) {
    return noSetProblems(field, value, Object.keys(known).join(', '));
  }
  const at = (key: string) => (field === '' ? key : `${field}.${key}`);
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(known, key));
  return [
    ...unknown.map((key) => ({
      field: at(key),
      text: `nothing reads this field; write one of ${Object.keys(known).join(', ')}`,
    })),
    ...Object.entries(known).flatMap(([key, holds]) =>
      unknownInside(at(key), (value as Readonly<Record<string, unknown>>)[key], holds),
    ),
  ];
}

function unknownInside(field: string, value: unknown, holds: Field): Problem[] {
  if (typeof holds === 'function') {
    return unknownInside(field, value, holds(value));
  }
  if (holds === true || holds === 'reference') {
    return [];
  }
  if (holds === 'map') {
    return isSet(value) ? [] : noSetProblems(field, value, 'name: value');
  }
  if (!isList(holds)) {
    return unknownKeyProblems(field, value, holds);
  }
  // What is no such list at all is told by the field's own check.
  const sets = Array.isArray(value) ? value.filter(isSet) : [];
  return sets.flatMap((each) => unknownKeyProblems(field, each, holds[0]));
}

/** Whether a value can hold fields by their names; a list or a Map cannot. */
export function isSet(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value);
}

function noSetProblems(field: string, value: unknown, fields: string): Problem[] {
  return problemIf(value !== undefined, field, () => `${show(value)} is not a set of fields; write { ${fields} }`);
}

/** Reports what is neither true nor false: the text "false" would count as true. */
export function booleanProblems(field: string, value: unknown, rule: RuleId): Problem[] {
  return problemIf(
    value !== undefined && typeof value !== 'boolean',
    field,
    () => `${show(value)} is neither true nor false; write true or false, without quotes`,
    rule,
  );
}
