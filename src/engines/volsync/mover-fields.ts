import { repositoryLabel } from '../../constructs/kit/labels';
import { quantity, resourceFields } from '../../constructs/kit/quantities';
import type { App } from '../../model/app/app';
import { moverSecurityContext } from '../../model/cluster/mover';
import type { Cache } from '../../model/cluster/storage';
import { defaults } from '../../model/defaults';
import { kindOf, type Repository } from '../../model/repository/repository';
import { moverVolumes } from './reach';

/** Where a mover keeps its cache: a claim as soon as a class is named, an emptyDir otherwise. */
export function cacheFields(cache: Partial<Cache> | undefined) {
  return {
    cacheCapacity: cache?.capacity === undefined ? undefined : quantity(cache.capacity),
    cacheStorageClassName: cache?.storageClassName,
    cacheAccessModes:
      cache?.storageClassName === undefined ? undefined : [cache.accessModes ?? defaults.accessModes].flat(),
  };
}

/** What sources and destinations say of the pod that does the work. */
export function moverFields(
  { mover, cache, resources, podLabels }: Pick<App, 'cache' | 'mover' | 'resources' | 'podLabels'>,
  repository: Repository,
) {
  return {
    ...cacheFields(cache),
    moverSecurityContext: moverSecurityContext(mover),
    moverResources: resourceFields(resources),
    moverPodLabels: { ...podLabels, [repositoryLabel]: repository.name },
    moverVolumes: moverVolumes(repository),
    customCa: kindOf(repository).customCa(repository),
  };
}
