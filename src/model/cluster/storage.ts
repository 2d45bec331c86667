import { defaults } from '../defaults';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import type { KeysOf } from '../values/known-keys';
import { nameProblems } from '../values/names';
import { type Quantity, quantityProblems } from '../values/quantity';

/** How a volume may be mounted, as in Kubernetes. */
export type AccessMode = 'ReadWriteOnce' | 'ReadWriteMany' | 'ReadOnlyMany' | 'ReadWriteOncePod';

/** How the copy that a backup reads is made. */
export type CopyMethod =
  /** From a VolumeSnapshot of the claim. */
  | 'Snapshot'
  /** From a clone of the claim, made by its CSI driver. */
  | 'Clone'
  /** None: the mover reads the live claim, files may change while it does. */
  | 'Direct';

/**
 * Where an app's volume lives. The two classes belong together: a snapshot of one kind of storage cannot be restored
 * into another, so they are only ever replaced as one.
 */
export interface StorageProfile {
  /** Storage class of the claim. */
  readonly storageClassName: string;
  /** Class of the snapshots of such volumes. */
  readonly volumeSnapshotClassName: string;
  /** Access modes of the claim and of the volume it is restored from. @default `['ReadWriteOnce']` (`defaults.accessModes`) */
  readonly accessModes?: readonly AccessMode[];
  /** Access modes of the copy that a backup reads; `['ReadOnlyMany']` mounts it read-only. @default `accessModes` */
  readonly snapshotAccessModes?: readonly AccessMode[];
}

/** The volume on which a mover keeps Kopia's cache between runs. */
export interface Cache {
  /**
   * Size of the cache. It has nothing to do with the size of the claim: a class that cannot grow a volume would stop
   * every backup on the day the claim grows (rule C2).
   */
  readonly capacity: Quantity;
  /** Storage class of the cache. */
  readonly storageClassName: string;
  /** Access modes of the cache. @default `['ReadWriteOnce']` (`defaults.accessModes`) */
  readonly accessModes?: readonly AccessMode[];
}

export const STORAGE_KEYS: KeysOf<StorageProfile> = {
  storageClassName: true,
  volumeSnapshotClassName: true,
  accessModes: true,
  snapshotAccessModes: true,
};

export const CACHE_KEYS: KeysOf<Cache> = { capacity: true, storageClassName: true, accessModes: true };

const ACCESS_MODES: readonly string[] = ['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOncePod'];

export function storageProblems(field: string, profile: StorageProfile): Problem[] {
  return [
    ...classProblems(`${field}.storageClassName`, profile.storageClassName),
    ...classProblems(`${field}.volumeSnapshotClassName`, profile.volumeSnapshotClassName),
    ...accessModesProblems(`${field}.accessModes`, profile.accessModes),
    ...accessModesProblems(`${field}.snapshotAccessModes`, profile.snapshotAccessModes),
  ];
}

function classProblems(field: string, value: unknown): Problem[] {
  return problemIf(
    nameProblems('', value, 253).length > 0,
    field,
    () => `${show(value)} names no class; write the name of one`,
  );
}

export function accessModesProblems(field: string, modes: readonly string[] | undefined): Problem[] {
  return problemIf(
    modes !== undefined &&
      !(Array.isArray(modes) && modes.length > 0 && modes.every((each) => ACCESS_MODES.includes(each))),
    field,
    () => `${show(modes)} is not a list of access modes; use ${ACCESS_MODES.join(', ')}`,
  );
}

/** Everything wrong with a cache. @param engine what an engine says of one whose fields are right */
export function cacheProblems(
  field: string,
  cache: Partial<Cache>,
  engine: { readonly cacheProblems: (field: string, cache: Partial<Cache>) => Problem[] },
): Problem[] {
  const { capacity, storageClassName, accessModes } = cache;
  const problems = [
    ...ifGiven(capacity, (each) => quantityProblems(`${field}.capacity`, each)),
    ...ifGiven(storageClassName, (each) => classProblems(`${field}.storageClassName`, each)),
    ...accessModesProblems(`${field}.accessModes`, accessModes),
  ];
  return problems.length > 0 ? problems : engine.cacheProblems(field, cache);
}

export function accessModesOf(profile: StorageProfile, override?: readonly AccessMode[]): readonly AccessMode[] {
  return override ?? profile.accessModes ?? defaults.accessModes;
}
