import { repositoryLabel } from '../../constructs/kit/labels';
import type { App, Resources } from '../../model/app/app';
import type { Mover } from '../../model/cluster/mover';
import { moverSecurityContext } from '../../model/cluster/mover';
import type { Cache } from '../../model/cluster/storage';
import type { Repository } from '../../model/repository/repository';

/** A quantity in the shape that all generated bindings share. */
export function quantity(value: string): { readonly value: string } {
  return { value };
}

/** Where a mover keeps its cache: a claim as soon as a class is named, an emptyDir otherwise. */
export function cacheFields(cache: Partial<Cache> | undefined) {
  return {
    cacheCapacity: cache?.capacity === undefined ? undefined : quantity(cache.capacity),
    cacheStorageClassName: cache?.storageClassName,
    cacheAccessModes: cache?.storageClassName === undefined ? undefined : [...(cache.accessModes ?? ['ReadWriteOnce'])],
  };
}

/** How a mover reaches a repository that is not on the network: through a mount of its own, or by admission policy. */
export function moverVolumes(repository: Repository) {
  if (repository.type !== 'nfs' || repository.access !== 'mover-volumes') {
    return undefined;
  }
  const { server, path, mountPath } = repository;
  return [{ mountPath: mountPath.slice('/mnt/'.length), volumeSource: { nfs: { server, path } } }];
}

export function resourceFields(resources: Resources | undefined) {
  const quantities = (values: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, quantity(value)]));
  return (
    resources && {
      ...(resources.requests && { requests: quantities(resources.requests) }),
      ...(resources.limits && { limits: quantities(resources.limits) }),
    }
  );
}

/** What sources and destinations say of the pod that does the work. */
export function moverFields(
  { mover, cache, resources, podLabels }: Pick<App, 'cache' | 'resources' | 'podLabels'> & { mover: Mover },
  repository: Repository,
) {
  return {
    ...cacheFields(cache),
    moverSecurityContext: moverSecurityContext(mover),
    moverResources: resourceFields(resources),
    moverPodLabels: { ...podLabels, [repositoryLabel]: repository.name },
    moverVolumes: moverVolumes(repository),
  };
}
