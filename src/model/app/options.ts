import type { Mover } from '../cluster/mover';
import type { ObjectMetadata } from '../cluster/object-metadata';
import type { AccessMode, Cache, CopyMethod, StorageProfile } from '../cluster/storage';
import type { PodOptions } from '../placement/pods';
import type { Destination, Plan } from '../plan/plan';
import type { Retention } from '../plan/retention';
import type { ScheduleInput } from '../schedule/schedule';
import type { SecretSource } from '../secrets/secret-source';
import type { Quantity } from '../values/quantity';
import type { Resources } from '../values/resources';
import type { AppName } from './app-name';
import type { Compression } from './compression';
import type { Migration } from './migration';
import type { RestoreOptions } from './restore';

/** What is said of one app: its name, and where it differs from its cluster. */
export interface AppOptions extends PodOptions, ObjectMetadata {
  /**
   * The app whose data is protected. With the namespace of the chart it names everything, the snapshots in Kopia
   * included.
   */
  readonly app: string;
  /**
   * Size of the claim, and of the volume it is restored from: one value for both (rule R2).
   * @default the cluster's, `'5Gi'` (`defaults.capacity`) unless it says otherwise
   */
  readonly capacity?: Quantity;
  /** Name of the claim. @default the app's */
  readonly claim?: string;
  /**
   * Back up a claim that something else creates, a StatefulSet or a chart. Then no claim and no restore are emitted.
   * @default none
   */
  readonly existingClaim?: string;
  /**
   * Where the app's volumes live, as one. Of a claim that exists already nothing else is known: its backup takes class
   * and access modes from the claim, and from the cluster the snapshot class alone. @default the cluster's
   */
  readonly storage?: StorageProfile;
  /**
   * Access modes of the claim.
   * @default those of the storage profile, `['ReadWriteOnce']` (`defaults.accessModes`) unless it says otherwise
   */
  readonly accessModes?: readonly AccessMode[];
  /** How the copy that a backup reads is made. @default `'Snapshot'` (`defaults.copyMethod`) */
  readonly copyMethod?: CopyMethod;
  /**
   * Where to, how often and for how long: one of the cluster's plans, by reference. `undefined` is refused: a misspelt
   * name comes to that.
   * @default the cluster's default plan
   */
  readonly plan?: Plan;
  /** Destinations of its own, in place of a plan; `undefined` is refused. @default those of the plan */
  readonly destinations?: readonly Destination[];
  /** When the first destination's backup runs. @default as the plan says */
  readonly schedule?: ScheduleInput;
  /** What the first destination keeps. @default as the plan says */
  readonly retention?: Retention;
  /** User, group and security context of the movers; what is left out is the cluster's. @default the cluster's */
  readonly mover?: Partial<Mover>;
  /**
   * Where movers keep Kopia's cache; what is left out is the cluster's. `'emptyDir'` is the cache of a cluster that
   * says nothing of it, `'16Gi'` (`defaults.cache`) that are filled anew at every run. @default the cluster's
   */
  readonly cache?: Cache | 'emptyDir';
  /**
   * The same for the restore. What is left out is the cluster's for restores, else that of the app's backups: a restore
   * of a large app reads all of it. @default the cluster's for restores, else the app's `cache`
   */
  readonly restoreCache?: Cache | 'emptyDir';
  /** CPU and memory of the movers. @default none */
  readonly resources?: Resources;
  /** Files that a backup reads at once. @default `2` (`defaults.parallelism`) */
  readonly parallelism?: number;
  /** How Kopia compresses what is in files. @default `'zstd-fastest'` (`defaults.compression`) */
  readonly compression?: Compression;
  /** How the Secrets come to be that open the app's repositories. @default as each repository says, or else the cluster */
  readonly secrets?: SecretSource;
  /**
   * What fills the claim when it is created; `false`: nothing, for the first start of an app that has no backup yet.
   * @default the newest snapshot in the first destination
   */
  readonly restore?: RestoreOptions | false;
  /**
   * How the app is on its way from Restic to Kopia, where it is on one; what is left out is the cluster's. `false`: it never
   * was backed up by Restic. See docs/migration.md. @default the cluster's
   */
  readonly migration?: Migration | false;
  /**
   * The name or namespace under which the app was first backed up, once either has changed. Its snapshots stay filed
   * as they were, so that history goes on and restores find it.
   * @default the app has always been called so
   */
  readonly formerly?: Partial<AppName>;
}
