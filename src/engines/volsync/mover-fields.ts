import { repositoryLabel } from '../../constructs/kit/labels';
import { quantity, resourceFields } from '../../constructs/kit/quantities';
import type { App } from '../../model/app/app';
import { cacheLimits } from '../../model/cluster/cache-limits';
import { moverSecurityContext } from '../../model/cluster/mover';
import type { Cache } from '../../model/cluster/storage';
import { defaults } from '../../model/defaults';
import { kindOf, type Repository } from '../../model/repository/repository';
import { moverAffinity } from './mover-placement';
import { moverVolumes } from './reach';

/** The largest number that the CRDs take. */
const INT32 = 2 ** 31 - 1;

/** Where a mover keeps its cache: a claim as soon as a class is named, an emptyDir otherwise. */
export function cacheFields({ capacity = defaults.cache, storageClassName, accessModes }: Cache) {
  const { metadata, contents } = cacheLimits(capacity);
  // VolSync hands these on to Kopia, whose MB are 10^6 bytes.
  const megabytes = (size: number) => Math.min(Math.floor(size / 1e6), INT32);
  return {
    cacheCapacity: quantity(capacity),
    cacheStorageClassName: storageClassName,
    cacheAccessModes: storageClassName === undefined ? undefined : [accessModes ?? defaults.accessModes].flat(),
    metadataCacheSizeLimitMb: megabytes(metadata),
    contentCacheSizeLimitMb: megabytes(contents),
  };
}

/** What sources and destinations say of the pod that does the work. */
export function moverFields({ mover, cache, resources, placement, podLabels }: App, repository: Repository) {
  return {
    ...cacheFields(cache),
    moverSecurityContext: moverSecurityContext(mover),
    moverAffinity: moverAffinity(placement),
    moverResources: resourceFields(resources),
    moverPodLabels: { ...podLabels, [repositoryLabel]: repository.name },
    moverVolumes: moverVolumes(repository),
    customCa: kindOf(repository).customCa(repository),
  };
}
