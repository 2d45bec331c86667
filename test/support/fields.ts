import { type Field, type Fields, fieldOf, isReference, mustBeNamed } from '../../src/model/values/known-keys';

/** A copy of what a user would write out; what is declared elsewhere stays what it is. */
export function anew<T>(value: T): T {
  return copyOf(value) as T;
}

function copyOf(value: unknown): unknown {
  if (value instanceof Date) {
    return new Date(value);
  }
  if (Array.isArray(value)) {
    return value.map(copyOf);
  }
  return isSet(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copyOf(each)])) : value;
}

/** Whether a value is a set of fields, and no repository: those are declared elsewhere, and are who they are. */
function isSet(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !('type' in value && ('maintenance' in value || value.type === 'restic'))
  );
}

/** A field of some props, by the keys that lead to it. */
export interface At {
  readonly path: readonly string[];
  readonly reference: boolean;
  /** What leaving it out means, where `undefined` does not leave it out. */
  readonly otherwise: string | undefined;
}

/** Every field of some props, in fields too: those that there may be, and those of maps, whose keys are anybody's. */
export function fieldsOf(value: unknown, holds: Field, path: readonly string[] = []): At[] {
  if (mustBeNamed(holds)) {
    return fieldsOf(value, holds.holds, path);
  }
  if (typeof holds === 'function') {
    return fieldsOf(value, holds(value), path);
  }
  if (holds === 'reference' || !isSet(value)) {
    return [];
  }
  const fields = holds === true || holds === 'map' ? {} : (holds as Fields);
  return [...new Set([...Object.keys(fields), ...Object.keys(value)])].flatMap((key) => {
    const field = fieldOf(fields, key);
    const at = [...path, key];
    const otherwise = mustBeNamed(field) ? field.otherwise : undefined;
    return [{ path: at, reference: isReference(field), otherwise }, ...fieldsOf((value as Fields)[key], field, at)];
  });
}

/** What says nothing of a field: `undefined` says of a named one that it is misspelt. */
export function nothings({ otherwise }: At): readonly (null | undefined)[] {
  return otherwise === undefined ? [undefined, null] : [null];
}

/** The props with another value at a path, or without anything there. */
export function changed(
  props: object,
  [key = '', ...rest]: readonly string[],
  change: { readonly to?: unknown },
): object {
  const { [key]: value, ...others } = props as Record<string, unknown>;
  if (rest.length > 0) {
    return { ...props, [key]: changed(value as object, rest, change) };
  }
  return 'to' in change ? { ...props, [key]: change.to } : others;
}

/** Changes everything in some props that whoever wrote them can change. */
export function spoil(value: unknown): void {
  if (value instanceof Date) {
    value.setTime(0);
  } else if (Array.isArray(value)) {
    value.forEach(spoil);
    value.length = 0;
  } else if (isSet(value)) {
    for (const [key, each] of Object.entries(value)) {
      spoil(each);
      Object.assign(value, { [key]: 'spoilt' });
    }
  }
}
