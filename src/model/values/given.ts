/** The options that are given: a default spread before them holds where one is `undefined`, not only where it is absent. */
export function given<T extends object>(options: T | undefined): T {
  const present = Object.entries(options ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(present) as T;
}
