import type { Cluster } from '../cluster/cluster';
import type { Mover } from '../cluster/mover';
import { type AccessMode, accessModesOf, type Cache, type CopyMethod, type StorageProfile } from '../cluster/storage';
import { defaults } from '../defaults';
import { areDestinations, type Destination, type Plan } from '../plan/plan';
import type { Retention } from '../plan/retention';
import { completeRetention } from '../plan/retention';
import { Schedule, type ScheduleInput } from '../schedule/schedule';
import { given } from '../values/given';
import type { Quantity } from '../values/quantity';
import { type AppName, backupCron } from './app-name';
import type { Compression } from './compression';
import { pointInTime, type Restore, type RestoreOptions } from './restore';

/** CPU and memory of a pod, as in Kubernetes. */
export interface Resources {
  /** What the pod is given in any case, by resource: `cpu`, `memory`. @default none */
  readonly requests?: Readonly<Record<string, Quantity>>;
  /** What the pod may not exceed, by resource. @default none */
  readonly limits?: Readonly<Record<string, Quantity>>;
}

/** What is said of one app: its name, and where it differs from its cluster. */
export interface AppOptions {
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
  /** Storage and snapshot class with their access modes, as one. @default the cluster's */
  readonly storage?: StorageProfile;
  /**
   * Access modes of the claim.
   * @default those of the storage profile, `['ReadWriteOnce']` (`defaults.accessModes`) unless it says otherwise
   */
  readonly accessModes?: readonly AccessMode[];
  /** How the copy that a backup reads is made. @default `'Snapshot'` (`defaults.copyMethod`) */
  readonly copyMethod?: CopyMethod;
  /** Where to, how often and for how long: one of the cluster's plans. @default the cluster's default plan */
  readonly plan?: Plan;
  /** Destinations of its own, in place of a plan. @default those of the plan */
  readonly destinations?: readonly Destination[];
  /** When the first destination's backup runs. @default as the plan says */
  readonly schedule?: ScheduleInput;
  /** What the first destination keeps. @default as the plan says */
  readonly retention?: Retention;
  /** User, group and security context of the movers; what is left out is the cluster's. @default the cluster's */
  readonly mover?: Partial<Mover>;
  /**
   * The volume for Kopia's cache; what is left out is the cluster's. `'emptyDir'` is one of 8Gi, filled anew at every
   * run. @default the cluster's
   */
  readonly cache?: Partial<Cache> | 'emptyDir';
  /** CPU and memory of the movers. @default none */
  readonly resources?: Resources;
  /** Labels of the movers' pods, e.g. for a network policy. @default none */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Files that a backup reads at once. @default `2` (`defaults.parallelism`) */
  readonly parallelism?: number;
  /** How Kopia compresses what is in files. @default `'zstd-fastest'` (`defaults.compression`) */
  readonly compression?: Compression;
  /**
   * What fills the claim when it is created; `false`: nothing, for the first start of an app that has no backup yet.
   * @default the newest snapshot in the first destination
   */
  readonly restore?: RestoreOptions | false;
  /**
   * The name or namespace under which the app was first backed up, once either has changed. Its snapshots stay filed
   * as they were, so that history goes on and restores find it.
   * @default the app has always been called so
   */
  readonly formerly?: Partial<AppName>;
}

/** A destination of one app. */
export interface AppDestination extends Destination {
  /** When the app is backed up there, the minute decided. */
  readonly cron: string;
}

/** An app with everything decided. */
export interface App {
  readonly name: AppName;
  /** The name under which its snapshots are filed. */
  readonly filedAs: AppName;
  readonly claim: string;
  readonly claimExists: boolean;
  readonly capacity: Quantity;
  readonly storageClassName: string;
  readonly volumeSnapshotClassName: string;
  readonly accessModes: readonly AccessMode[];
  readonly snapshotAccessModes: readonly AccessMode[];
  readonly copyMethod: CopyMethod;
  readonly destinations: readonly AppDestination[];
  readonly mover: Mover;
  readonly cache: Partial<Cache> | undefined;
  readonly resources: Resources | undefined;
  readonly podLabels: Readonly<Record<string, string>> | undefined;
  readonly parallelism: number;
  readonly compression: Compression;
  readonly restore: Restore | undefined;
}

/** Fills in what the app does not say from its cluster, and from {@link defaults} what neither says. */
export function decideApp(declared: AppOptions, namespace: string, cluster: Cluster): App {
  const options = given(declared);
  const name = { app: options.app, namespace };
  const storage = options.storage ?? cluster.storage;
  const accessModes = accessModesOf(storage, options.accessModes);
  const destinations = decideDestinations(options, name, cluster);
  const claimExists = options.existingClaim !== undefined;
  return {
    name,
    filedAs: { ...name, ...given(options.formerly) },
    claim: options.existingClaim ?? options.claim ?? options.app,
    claimExists,
    capacity: options.capacity ?? cluster.capacity,
    storageClassName: storage.storageClassName,
    volumeSnapshotClassName: storage.volumeSnapshotClassName,
    accessModes,
    snapshotAccessModes: options.accessModes ?? storage.snapshotAccessModes ?? accessModes,
    copyMethod: options.copyMethod ?? defaults.copyMethod,
    destinations,
    mover: { ...cluster.mover, ...given(options.mover) },
    cache: decideCache(options.cache, cluster.storage.cache),
    resources: options.resources,
    podLabels: options.podLabels,
    parallelism: options.parallelism ?? defaults.parallelism,
    compression: options.compression ?? defaults.compression,
    restore: claimExists || options.restore === false ? undefined : decideRestore(options.restore ?? {}, destinations),
  };
}

/** The destinations as they are written, before the app's own schedule and retention take effect. */
export function declaredDestinations(options: AppOptions, cluster: Cluster): readonly Destination[] {
  return options.destinations ?? (options.plan ?? cluster.plans[cluster.defaultPlan])?.destinations ?? [];
}

function decideDestinations(options: AppOptions, name: AppName, cluster: Cluster): readonly AppDestination[] {
  const declared = declaredDestinations(options, cluster);
  // A repository that is named twice is reported with everything else that is wrong, so it must not stop things here.
  const [first, ...others] = areDestinations(declared) ? declared.filter(isFirstOfItsRepository) : [];
  if (first === undefined) {
    return [];
  }
  const schedule = options.schedule === undefined ? first.schedule : Schedule.from(options.schedule);
  const retention = options.retention === undefined ? first.retention : completeRetention(options.retention);
  return [{ ...first, schedule, retention }, ...others].map((each) => ({ ...each, cron: backupCron(name, each) }));
}

function isFirstOfItsRepository({ repository }: Destination, index: number, all: readonly Destination[]): boolean {
  return all.findIndex((each) => each.repository.name === repository.name) === index;
}

function decideCache(own: AppOptions['cache'], cluster: Cache | undefined): Partial<Cache> | undefined {
  return own === 'emptyDir' ? undefined : own === undefined ? cluster : { ...cluster, ...given(own) };
}

function decideRestore(
  { from, asOf, previous }: RestoreOptions,
  destinations: readonly Destination[],
): Restore | undefined {
  const destination = from === undefined ? destinations[0] : destinations.find((each) => each.repository === from);
  return (
    destination && {
      destination,
      asOf: asOf === undefined ? undefined : pointInTime(asOf),
      previous,
    }
  );
}
