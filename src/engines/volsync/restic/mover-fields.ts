import { quantity, resourceFields } from '../../../constructs/kit/quantities';
import type { App } from '../../../model/app/app';
import { moverSecurityContext } from '../../../model/cluster/mover';
import type { Cache } from '../../../model/cluster/storage';
import { type DecidedCustomCa, decideCustomCa } from '../../../model/repository/custom-ca';
import { kindOf } from '../../../model/repository/repository';
import type { ResticApp } from '../../../model/restic/decide';
import { isStore } from '../../../model/restic/place';
import type { ResticRepository } from '../../../model/restic/repository';
import { moverAffinity } from '../mover-placement';
import { moverVolumes } from '../reach';

/** What Restic's sources and destinations say of the pod that does the work. */
export function resticMoverFields(
  { resources, placement, podLabels }: App,
  { mover }: ResticApp,
  cache: Cache | undefined,
  repository: ResticRepository,
) {
  const { at, name } = repository;
  return {
    cacheCapacity: cache?.capacity === undefined ? undefined : quantity(cache.capacity),
    cacheStorageClassName: cache?.storageClassName,
    cacheAccessModes: cache?.accessModes === undefined ? undefined : [cache.accessModes].flat(),
    moverSecurityContext: moverSecurityContext(mover),
    moverAffinity: moverAffinity(placement),
    moverResources: resourceFields(resources),
    moverPodLabels: Object.keys(podLabels).length === 0 ? undefined : podLabels,
    moverVolumes: isStore(at) ? moverVolumes({ ...at, name }) : undefined,
    customCa: resticCustomCa(repository),
  };
}

/** Whom Restic trusts beside the public authorities. */
export function resticCustomCa({ at, customCa }: ResticRepository): DecidedCustomCa | undefined {
  return isStore(at) ? kindOf(at).customCa(at) : customCa && decideCustomCa(customCa);
}
