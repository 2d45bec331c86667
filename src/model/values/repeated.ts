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

/** The first entry of each key: fifty apps that lack the same thing are one problem. */
export function firstOfEach<E>(entries: readonly E[], keyOf: (entry: E) => string): E[] {
  return [...new Map([...entries].reverse().map((each) => [keyOf(each), each])).values()].reverse();
}
