import type { Cache } from '../../model/cluster/storage';
import { type Problem, problemIf } from '../../model/rules/problem';
import { show } from '../../model/rules/show';
import { bytes } from '../../model/values/quantity';

/** The smallest cache that Kopia's own soft limits, 5000 MB for content and for metadata, do not overrun. */
const SMALLEST_CACHE = 10_000 * 1000 * 1000;

/** C2: without a class VolSync makes an emptyDir of the cache, whose size Kopia knows in the first run only. */
export function cacheProblems(field: string, { capacity, storageClassName }: Partial<Cache>): Problem[] {
  return problemIf(
    !storageClassName && (bytes(capacity ?? '') ?? 0) < SMALLEST_CACHE,
    field,
    () =>
      `${show(capacity)} without a storageClassName is an emptyDir, where Kopia's limits hold for the first run only and the pod is evicted later; name a class, or leave the cache out`,
    'C2',
  );
}
