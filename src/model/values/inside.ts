/** What is in a value under some keys, one in the other; `undefined` where there is nothing. */
export function inside(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (from, key) =>
      typeof from === 'object' && from !== null ? (from as Readonly<Record<string, unknown>>)[key] : undefined,
    value,
  );
}

/** A value as a list of its parts; none where it is no list. */
export function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
