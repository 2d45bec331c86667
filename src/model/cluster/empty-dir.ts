import { defaults } from '../defaults';
import type { Quantity } from '../values/quantity';
import type { Cache } from './storage';

/** How much a cache may hold that is no claim, and so counts as its pod's; `undefined` for one that is. */
export function emptyDirOf(cache: Partial<Cache> | undefined): Quantity | undefined {
  return cache?.storageClassName === undefined ? (cache?.capacity ?? defaults.cache) : undefined;
}
