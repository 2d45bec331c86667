import type { Found } from './compare';

/** What is different on purpose: a row of `docs/differences.md`, and where it shows in the clusters. */
export interface Difference {
  /** What it is about. */
  readonly object: string;
  /** What is different, as Markdown. */
  readonly different: string;
  readonly why: string;
  readonly shows: readonly Shows[];
}

/** Where a difference shows. */
export interface Shows {
  readonly kinds: readonly string[];
  /** The names of objects that it shows in; all unless said. */
  readonly names?: RegExp;
  /** The keys that lead to the field, one word each: `*` is any one, `**` at the end is any number. None: the object. */
  readonly field: string;
  readonly theirs?: Expected;
  readonly ours?: Expected;
}

/** What a value must be; anything unless said. */
type Expected = (value: unknown, found: Found) => boolean;

export const absent: Expected = (value) => value === undefined;

export const present: Expected = (value) => value !== undefined;

export const is =
  (...values: readonly unknown[]): Expected =>
  (value) =>
    values.some((each) => JSON.stringify(each) === JSON.stringify(value));

/** Whether one of the places of a difference is where something was found. */
export function explains({ shows }: Difference, found: Found): boolean {
  return shows.some(
    ({ kinds, names, field, theirs, ours }) =>
      kinds.includes(found.kind) &&
      (names?.test(found.object) ?? true) &&
      matches(field.split(' ').filter(Boolean), found.field) &&
      (theirs?.(found.theirs, found) ?? true) &&
      (ours?.(found.ours, found) ?? true),
  );
}

function matches([key, ...keys]: readonly string[], [part, ...parts]: readonly string[]): boolean {
  if (key === '**') {
    return part !== undefined;
  }
  if (key === undefined || part === undefined) {
    return key === part;
  }
  return (key === '*' || key === part) && matches(keys, parts);
}
