import { type Problem, problemIf } from '../rules/problem';
import type { RuleId } from '../rules/rule';
import { show } from '../rules/show';

/** What a field of some options holds. */
export type Field =
  /** A value. */
  | true
  /** A thing that is declared elsewhere, such as a plan: never copied, and never left out by saying `undefined`. */
  | 'reference'
  /** What a program takes from a table of its own, as a rule: never left out by saying `undefined`. */
  | Named
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

/**
 * A value that is looked up by name (`storage: profiles.longhorn`), and of which the default would keep something else,
 * elsewhere or by somebody else. `undefined` is what a misspelt name comes to, so it is reported.
 */
export class Named {
  /** @param holds what it holds where it is given; @param otherwise what leaving it out means, for messages */
  constructor(
    readonly holds: Field,
    readonly otherwise: string,
  ) {}
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

/** Whether `undefined` is no way to leave a field out. */
export function mustBeNamed(field: Field): field is Named {
  return field instanceof Named;
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
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(known, key));
  return [
    ...unknown.map((key) => ({
      field: pathOf(field, key),
      text: `nothing reads this field; write one of ${Object.keys(known).join(', ')}`,
    })),
    ...unnamed(field, value, known),
    ...Object.entries(known).flatMap(([key, holds]) =>
      unknownInside(pathOf(field, key), (value as Readonly<Record<string, unknown>>)[key], holds),
    ),
  ];
}

/** Reports what is named in some options and `undefined`, in fields of fields too, and nothing else. */
export function misspeltProblems(field: string, value: unknown, known: Fields): Problem[] {
  if (!isSet(value)) {
    return [];
  }
  return [
    ...unnamed(field, value, known),
    ...Object.entries(known).flatMap(([key, holds]) => {
      const inside = mustBeNamed(holds) ? holds.holds : holds;
      return typeof inside === 'object' && !mustBeNamed(inside) && !isList(inside)
        ? misspeltProblems(pathOf(field, key), (value as Readonly<Record<string, unknown>>)[key], inside)
        : [];
    }),
  ];
}

/** What is named and `undefined` among the fields themselves. */
function unnamed(field: string, value: object, known: Fields): Problem[] {
  return Object.entries(known).flatMap(([key, holds]) =>
    mustBeNamed(holds) && Object.hasOwn(value, key) && (value as Readonly<Record<string, unknown>>)[key] === undefined
      ? [
          {
            field: pathOf(field, key),
            text: `undefined, as a misspelt name is, would silently mean ${holds.otherwise}; name what is there, or leave the field out`,
          },
        ]
      : [],
  );
}

function pathOf(field: string, key: string): string {
  return field === '' ? key : `${field}.${key}`;
}

function unknownInside(field: string, value: unknown, holds: Field): Problem[] {
  if (mustBeNamed(holds)) {
    return unknownInside(field, value, holds.holds);
  }
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
