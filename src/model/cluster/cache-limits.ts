import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { bytes, type Quantity } from '../values/quantity';

/** Bytes that Kopia may take of a cache. */
export interface CacheLimits {
  readonly metadata: number;
  readonly contents: number;
}

/**
 * The limits that fit into a cache: a quarter of it is left for indexes and logs, which Kopia does not limit. They are
 * hard ones: what Kopia calls the size of a cache does not hold for what it has just written.
 */
export function cacheLimits(capacity: Quantity | undefined): CacheLimits {
  const size = bytes(capacity ?? '') ?? 0;
  return { metadata: Math.floor(size / 2), contents: Math.floor(size / 4) };
}

/** C2: below this the cache is swept while Kopia fills it. */
export function smallCacheProblems(field: string, capacity: Quantity): Problem[] {
  return problemIf(
    (bytes(capacity) ?? 0) < 2 ** 30,
    field,
    () => `${show(capacity)} holds no index of a grown repository; write "1Gi" or more`,
    'C2',
  );
}
