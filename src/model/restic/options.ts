import { MOVER_KEYS, type Mover } from '../cluster/mover';
import { CACHE_KEYS, type Cache, type CopyMethod } from '../cluster/storage';
import type { KeysOf } from '../values/known-keys';
import type { ResticDestination } from './destination';
import type { ResticRepository } from './repository';

/** What fills an app's claim from Restic when the claim is created. */
export interface ResticRestoreOptions {
  /** Restore from this repository; it must be one of the destinations. @default the first of them */
  readonly from?: ResticRepository;
  /** Take the newest snapshot that was made at this time or before: ISO 8601 with `Z` or an offset, or a Date. @default the newest */
  readonly asOf?: string | Date;
  /** Skip this many of the newest snapshots, 1 or more. @default 0 */
  readonly previous?: number;
}

/** What objects are called that are in the cluster already; what is renamed is made anew. */
export interface ResticNames {
  /** The source of one destination. @default `<app>-<repository>` */
  readonly source?: (of: { readonly app: string; readonly repository: string }) => string;
  /** What a Secret is made by; the Secret itself is `<name>-secret`. @default `<app>-volsync-<repository>` */
  readonly secret?: (of: { readonly app: string; readonly repository: string }) => string;
  /** The restore that fills the claim. @default as the cluster calls restores, `<app>-dst` */
  readonly restore?: (app: string) => string;
}

/** How Restic backs apps up. */
export interface ResticBackups {
  /** Where to, how often and for how long; see {@link resticDestination}. */
  readonly destinations: readonly ResticDestination[];
  /** What fills the claim when it is created; `false`: nothing. @default the newest snapshot in the first destination */
  readonly restore?: ResticRestoreOptions | false;
  /** What the objects are called. @default as each field says */
  readonly names?: ResticNames;
  /** How the copy that a backup reads is made. @default as the app says */
  readonly copyMethod?: CopyMethod;
  /** Who the movers are; what is left out is the app's. @default as the app says */
  readonly mover?: Partial<Mover>;
  /**
   * The volume of Restic's cache, which is always a claim. One that exists cannot shrink, nor grow on every class, so nothing of
   * it is made up. @default VolSync's own, a small volume of the class of the copy
   */
  readonly cache?: Cache;
  /** The same for the restore. @default as `cache` */
  readonly restoreCache?: Cache;
}

export const RESTIC_NAMES_KEYS: KeysOf<ResticNames> = { source: true, secret: true, restore: true };

export const RESTIC_RESTORE_KEYS: KeysOf<ResticRestoreOptions> = { from: 'reference', asOf: true, previous: true };

const DESTINATION_KEYS: KeysOf<ResticDestination> = {
  repository: 'reference',
  schedule: true,
  retention: true,
  pruneIntervalDays: true,
  unlock: true,
};

export const RESTIC_BACKUPS_KEYS: KeysOf<ResticBackups> = {
  destinations: [DESTINATION_KEYS],
  restore: (value) => (value === false ? true : RESTIC_RESTORE_KEYS),
  names: RESTIC_NAMES_KEYS,
  copyMethod: true,
  mover: MOVER_KEYS,
  cache: CACHE_KEYS,
  restoreCache: CACHE_KEYS,
};
