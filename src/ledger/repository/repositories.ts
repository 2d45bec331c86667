import type { Place } from './place';

/** Tells the repositories of a stream apart: by where they are, and by what opens them where one place has two openers. */
export class Repositories {
  private readonly openers = new Map<string, Set<string>>();

  constructor(places: readonly Place[]) {
    for (const { key, opener } of places) {
      const known = this.openers.get(key) ?? new Set();
      this.openers.set(key, opener === undefined ? known : known.add(opener));
    }
  }

  /**
   * Equal for two places that are one repository. Kopia's repository has one password: what two passwords open are two.
   * Where nothing says which password it is, the only one of the place is meant.
   */
  keyOf({ key, opener }: Place): string {
    const openers = this.openers.get(key) ?? new Set();
    return openers.size < 2 ? key : `${key} opened by ${opener ?? 'something that nothing says'}`;
  }
}
