/** Every entry whose key an earlier one has already, with the first that has it. */
export function repeated<E>(entries: readonly E[], keyOf: (entry: E) => string): [E, E][] {
  const firsts = new Map<string, E>();
  return entries.flatMap((each): [E, E][] => {
    const key = keyOf(each);
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, each);
      return [];
    }
    return [[each, first]];
  });
}
