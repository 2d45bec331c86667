import { defaults } from '../defaults';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { booleanProblems, type KeysOf } from '../values/known-keys';
import { nameProblems } from '../values/names';
import { type Quantity, quantityProblems } from '../values/quantity';
import {
  type AccessMode,
  accessModesProblems,
  modeListProblems,
  servedProblems,
  writtenModesProblems,
} from './access-modes';
import { smallCacheProblems } from './cache-limits';

export type { AccessMode };

/** How the copy that a backup reads is made. */
export type CopyMethod =
  /** From a VolumeSnapshot of the claim. */
  | 'Snapshot'
  /** From a clone of the claim, made by its CSI driver. */
  | 'Clone'
  /** None: the mover reads the live claim, files may change while it does. */
  | 'Direct';

/**
 * Where volumes live, and what that storage can do. It is replaced as a whole: a snapshot of one kind of storage cannot
 * be restored into another. `docs/storage.md` says what to write for the drivers that are used most.
 */
export interface StorageProfile {
  /** Storage class of the claim. @default the cluster's default class, as Kubernetes fills it in */
  readonly storageClassName?: string;
  /** Access modes of the claim and of the volume it is restored from. @default `['ReadWriteOnce']` (`defaults.accessModes`) */
  readonly accessModes?: readonly AccessMode[];
  /**
   * Class of the snapshots of such volumes. Backups with `copyMethod: 'Snapshot'` and every restore need one (rule V1).
   * @default none: this storage makes no snapshots
   */
  readonly volumeSnapshotClassName?: string;
  /**
   * Storage class of the volumes that are made for a while: the copy that a backup reads and, unless copies are
   * read-only, the volume that a restore fills. One replica is enough for them. @default `storageClassName`
   */
  readonly snapshotStorageClassName?: string;
  /**
   * Access modes of the copy that a backup reads, whatever the app says of its claim; `['ReadOnlyMany']` mounts it
   * read-only. @default those of the claim
   */
  readonly snapshotAccessModes?: readonly AccessMode[];
  /** The access modes that the class can serve; an app that asks for others is refused (rule V1). @default any */
  readonly servesAccessModes?: readonly AccessMode[];
  /**
   * Whether a snapshot is kept when its volume is deleted. Where it is not, as in Longhorn, the volume that a restore
   * has filled is kept as well. @default true
   */
  readonly snapshotsOutliveVolume?: boolean;
}

/**
 * Where Kopia keeps its cache. It is told to take half of it for metadata and a quarter for contents; indexes and logs,
 * which nothing limits, have the rest.
 */
export interface Cache {
  /**
   * Size of the cache, 1Gi or more; 14Gi or more without a `storageClassName` (rule C2). It has nothing to do with the size of the claim: a class that cannot grow a volume would stop
   * every backup on the day the claim grows. @default `'16Gi'` (`defaults.cache`)
   */
  readonly capacity?: Quantity;
  /** Storage class of a volume that is kept between runs. @default none: an emptyDir, which every run fills anew */
  readonly storageClassName?: string;
  /** Access modes of such a volume. @default `['ReadWriteOnce']` (`defaults.accessModes`) */
  readonly accessModes?: readonly AccessMode[];
}

export const STORAGE_KEYS: KeysOf<StorageProfile> = {
  storageClassName: true,
  accessModes: true,
  volumeSnapshotClassName: true,
  snapshotStorageClassName: true,
  snapshotAccessModes: true,
  servesAccessModes: true,
  snapshotsOutliveVolume: true,
};

export const CACHE_KEYS: KeysOf<Cache> = { capacity: true, storageClassName: true, accessModes: true };

/** Everything wrong with a storage profile. */
export function storageProblems(field: string, profile: StorageProfile): Problem[] {
  const { accessModes, snapshotAccessModes, snapshotStorageClassName, servesAccessModes } = profile;
  const classes = ['storageClassName', 'volumeSnapshotClassName', 'snapshotStorageClassName'] as const;
  return [
    ...classes.flatMap((key) => ifGiven(profile[key], (each) => classProblems(`${field}.${key}`, each))),
    ...writtenModesProblems(`${field}.accessModes`, accessModes),
    ...accessModesProblems(`${field}.snapshotAccessModes`, snapshotAccessModes),
    ...modeListProblems(`${field}.servesAccessModes`, servesAccessModes),
    ...servedProblems(`${field}.accessModes`, accessModes, servesAccessModes),
    // Copies that have a class of their own are served by that.
    ...(snapshotStorageClassName === undefined
      ? servedProblems(`${field}.snapshotAccessModes`, snapshotAccessModes, servesAccessModes)
      : []),
    ...booleanProblems(`${field}.snapshotsOutliveVolume`, profile.snapshotsOutliveVolume, 'V1'),
  ];
}

/** Words that stand for no class and would be taken for the name of one. */
const NO_CLASS: readonly unknown[] = ['none', 'no', 'null', 'nil', 'undefined', 'false'];

/** Reports what names no class of Kubernetes. */
export function classProblems(field: string, value: unknown): Problem[] {
  return problemIf(
    nameProblems('', value, 253).length > 0 || NO_CLASS.includes(value),
    field,
    () => `${show(value)} names no class; write the name of one, or leave it out`,
    'V1',
  );
}

/** Everything wrong with a cache. @param engine what an engine says of one whose fields are right */
export function cacheProblems(
  field: string,
  cache: Cache,
  engine: { readonly cacheProblems: (field: string, cache: Cache) => Problem[] },
): Problem[] {
  const { capacity = defaults.cache, storageClassName, accessModes } = cache;
  const problems = [
    ...quantityProblems(`${field}.capacity`, capacity),
    ...ifGiven(storageClassName, (each) => classProblems(`${field}.storageClassName`, each)),
    ...writtenModesProblems(`${field}.accessModes`, accessModes),
  ];
  return problems.length > 0
    ? problems
    : [
        ...smallCacheProblems(`${field}.capacity`, capacity),
        ...problemIf(
          storageClassName === undefined && accessModes !== undefined,
          `${field}.accessModes`,
          () =>
            `${show(accessModes)} is for a volume, and without a storageClassName the cache is an emptyDir; name a class, or leave accessModes out`,
          'C2',
        ),
        ...engine.cacheProblems(field, { ...cache, capacity }),
      ];
}
