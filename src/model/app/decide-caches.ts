import type { Cluster } from '../cluster/cluster';
import type { Cache } from '../cluster/storage';
import { defaults } from '../defaults';
import type { AppOptions } from './options';

/** The caches of an app's movers. */
export interface AppCaches {
  /** Of backups, and of the maintainer of its own repository. */
  readonly cache: Cache;
  readonly restoreCache: Cache;
}

const EMPTY_DIR: Cache = { capacity: defaults.cache };

/** Decides the caches, each field by itself: the app's, else the cluster's for this purpose, else that of backups. */
export function decideCaches(options: AppOptions, { storage }: Cluster): AppCaches {
  const cache = decideCache(options.cache, storage.cache);
  return { cache, restoreCache: decideCache(options.restoreCache, storage.restoreCache ?? cache) };
}

function decideCache(own: AppOptions['cache'], otherwise: Cache | undefined): Cache {
  return own === 'emptyDir' ? EMPTY_DIR : { ...EMPTY_DIR, ...otherwise, ...own };
}
