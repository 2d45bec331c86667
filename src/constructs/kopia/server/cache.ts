import { smallCacheProblems } from '../../../model/cluster/cache-limits';
import { classProblems } from '../../../model/cluster/storage';
import { defaults } from '../../../model/defaults';
import { ifGiven, type Problem } from '../../../model/rules/problem';
import { isSet } from '../../../model/values/known-keys';
import { type Quantity, quantityProblems } from '../../../model/values/quantity';
import type { KopiaServerProps, ServerCache } from './props';

/** A claim that a cache is on. */
export interface CacheClaim {
  /** The cluster's default class where it is not said. */
  readonly storageClassName?: string;
}

/** A server's cache with everything decided. */
export interface DecidedCache {
  readonly size: Quantity;
  /** An emptyDir where there is none. */
  readonly claim: CacheClaim | undefined;
}

export function decideServerCache(cache: KopiaServerProps['cache'] = defaults.kopiaJob.cache): DecidedCache {
  if (!isClaim(cache)) {
    return { size: `${cache}`, claim: undefined };
  }
  const { capacity = defaults.kopiaJob.cache, storageClassName } = cache;
  return { size: `${capacity}`, claim: { ...(storageClassName !== undefined && { storageClassName }) } };
}

/** The size of the emptyDir, where that is what is said. */
export function emptyDirOf(cache: KopiaServerProps['cache']): Quantity | undefined {
  return isClaim(cache) ? undefined : cache;
}

/** Everything wrong with a claim for the cache; a mere size is checked with the pod. */
export function serverCacheProblems(cache: KopiaServerProps['cache']): Problem[] {
  if (!isClaim(cache)) {
    return [];
  }
  const { capacity = defaults.kopiaJob.cache, storageClassName } = cache;
  const problems = quantityProblems('cache.capacity', capacity);
  return [
    ...(problems.length > 0 ? problems : smallCacheProblems('cache.capacity', capacity)),
    ...ifGiven(storageClassName, (each) => classProblems('cache.storageClassName', each)),
  ];
}

function isClaim(cache: unknown): cache is ServerCache {
  return isSet(cache);
}
