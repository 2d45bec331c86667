import { cacheLimits } from '../../model/cluster/cache-limits';
import type { Cache } from '../../model/cluster/storage';
import { type Problem, problemIf } from '../../model/rules/problem';
import { show } from '../../model/rules/show';

/** Kopia's own limits where it is told none: 5000 MiB for contents and as much for metadata. */
const KOPIAS_OWN = 10_000 * 2 ** 20;

/**
 * C2: VolSync tells Kopia the limits of a cache once. A mover that has run well is not told again (perfectra1n/volsync
 * v0.17.11, `shouldSkipCacheConfig` in internal/controller/mover/kopia/mover.go), though an emptyDir is new in every
 * run; and the environment of a maintainer's CronJob is never updated. On a volume Kopia finds them again.
 */
export function cacheProblems(field: string, { capacity, storageClassName }: Cache): Problem[] {
  const { metadata, contents } = cacheLimits(capacity);
  return problemIf(
    !storageClassName && metadata + contents < KOPIAS_OWN,
    field,
    () =>
      `${show(capacity)} without a storageClassName is an emptyDir, of whose limits VolSync tells Kopia only once; later runs take up to 10.5 GB, indexes and logs not counted, and the pod is evicted; name a class, or write "14Gi" or more`,
    'C2',
  );
}
