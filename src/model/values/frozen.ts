/**
 * A value that nothing can change any more, however deep: what has been checked stays as it was checked. An attempt throws
 * where it is made, in strict mode, and else has no effect.
 */
export function frozen<T>(value: T): T {
  freeze(value, new Set());
  return value;
}

function freeze(value: unknown, seen: Set<unknown>): void {
  // The bytes of a view cannot be frozen.
  if (typeof value !== 'object' || value === null || seen.has(value) || ArrayBuffer.isView(value)) {
    return;
  }
  seen.add(value);
  Object.freeze(value);
  for (const each of Object.values(value)) {
    freeze(each, seen);
  }
}
