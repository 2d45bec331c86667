import { type Field, type Fields, fieldOf, isList, isReference, isSet, mustBeNamed } from './known-keys';

/**
 * The options that are given, as they are now: a copy, without what is `undefined` or `null` however deep, so that a
 * default which is spread before them holds. Of a reference nothing is copied, and nothing is dropped: one that is
 * given and names nothing is what a misspelt name comes to, and is reported; so is any other named value that is
 * `undefined`.
 */
export function given<T extends object>(options: T | undefined, fields: Fields = {}): T {
  return setOf(options ?? {}, fields, []) as T;
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** @param within the objects that hold the value: one that holds itself must not be copied for ever */
function copyOf(value: unknown, holds: Field, within: readonly object[]): unknown {
  if (mustBeNamed(holds)) {
    return copyOf(value, holds.holds, within);
  }
  if (typeof holds === 'function') {
    return copyOf(value, holds(value), within);
  }
  if (typeof value !== 'object' || value === null || holds === 'reference' || within.includes(value)) {
    return value;
  }
  if (value instanceof Date) {
    return new Date(value);
  }
  if (Array.isArray(value)) {
    const of = isList(holds) ? holds[0] : holds;
    return value.map((each) => copyOf(each, of, [...within, value]));
  }
  // A schedule or a plan is no set of fields: it cannot be changed, and its class counts.
  if (isList(holds) || !isSet(value) || (holds === true && !isPlain(value))) {
    return value;
  }
  return setOf(value, holds === true || holds === 'map' ? {} : holds, within);
}

function setOf(value: object, fields: Fields, within: readonly object[]): object {
  const present = Object.entries(value).filter(([key, each]) => isGiven(each) || isNamed(fieldOf(fields, key), each));
  return Object.fromEntries(
    present.map(([key, each]) => [key, copyOf(each, fieldOf(fields, key), [...within, value])]),
  );
}

/** Whether what is not given names something, and says that it is not there. */
function isNamed(field: Field, value: unknown): boolean {
  return isReference(field) || (mustBeNamed(field) && value === undefined);
}

/** Whether an object is of no class. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
