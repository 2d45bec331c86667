import { MOVER_KEYS, type Mover } from '../../model/cluster/mover';
import { OBJECT_METADATA_KEYS, type ObjectMetadata } from '../../model/cluster/object-metadata';
import { POD_OPTIONS_KEYS, type PodOptions } from '../../model/placement/pods';
import { SECRETS_KEY, type SecretSource } from '../../model/secrets/secret-source';
import { IMAGE_KEYS, type Image } from '../../model/values/image';
import { type KeysOf, Named } from '../../model/values/known-keys';
import type { Quantity } from '../../model/values/quantity';
import { RESOURCES_KEYS, type Resources } from '../../model/values/resources';

/** What is said of any pod that runs Kopia on its own, without the engine. */
export interface KopiaPodOptions extends PodOptions, ObjectMetadata {
  /** Whom it runs as; on a volume the movers' user, or it cannot read what they wrote. @default the cluster's mover */
  readonly mover?: Partial<Mover>;
  /** An image with `kopia` on its path. @default Kopia, as pinned with this version */
  readonly image?: Image;
  /**
   * Size of the emptyDir in which Kopia keeps its cache: half of it for metadata, a quarter for contents, the rest for
   * indexes and logs.
   * @default `'8Gi'` (`defaults.kopiaJob.cache`)
   */
  readonly cache?: Quantity;
  /** How the Secrets come to be that open the repository. @default as each repository says, or else the cluster */
  readonly secrets?: SecretSource;
  /** CPU and memory of the pod. @default `{ requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } }` (`defaults.kopiaJob.resources`) */
  readonly resources?: Resources;
  /** Annotations of the pod, e.g. to keep a mesh out of it. VolSync gives its movers none. @default none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
}

export const KOPIA_POD_KEYS: KeysOf<KopiaPodOptions> = {
  mover: new Named(MOVER_KEYS, "the cluster's"),
  image: IMAGE_KEYS,
  cache: true,
  secrets: SECRETS_KEY,
  resources: RESOURCES_KEYS,
  ...POD_OPTIONS_KEYS,
  ...OBJECT_METADATA_KEYS,
  podAnnotations: 'map',
};

/** What is said of a CronJob that runs Kopia, its schedule aside. */
export interface KopiaCronJobOptions extends KopiaPodOptions {
  /**
   * IANA name of the zone that the schedule is in.
   * @default `'Etc/UTC'` (`defaults.kopiaJob.timeZone`), as VolSync's schedules
   */
  readonly timeZone?: string;
  /** Seconds after which a run is ended. @default `6 * 60 * 60` (`defaults.kopiaJob.activeDeadlineSeconds`) */
  readonly activeDeadlineSeconds?: number;
  /**
   * Seconds within which a missed run is still started, 10 or more.
   * @default `60 * 60` (`defaults.kopiaJob.startingDeadlineSeconds`)
   */
  readonly startingDeadlineSeconds?: number;
  /** How often a failed pod is tried again, all within the deadline. @default `1` (`defaults.kopiaJob.backoffLimit`) */
  readonly backoffLimit?: number;
  /** Seconds that a finished run is kept. @default `14 * 24 * 60 * 60` (`defaults.kopiaJob.ttlSecondsAfterFinished`) */
  readonly ttlSecondsAfterFinished?: number;
  /** Finished runs to keep. @default `1` (`defaults.kopiaJob.successfulJobsHistoryLimit`) */
  readonly successfulJobsHistoryLimit?: number;
  /** Failed runs to keep. @default `2` (`defaults.kopiaJob.failedJobsHistoryLimit`) */
  readonly failedJobsHistoryLimit?: number;
}

export const KOPIA_CRON_JOB_KEYS: KeysOf<KopiaCronJobOptions> = {
  ...KOPIA_POD_KEYS,
  timeZone: true,
  activeDeadlineSeconds: true,
  startingDeadlineSeconds: true,
  backoffLimit: true,
  ttlSecondsAfterFinished: true,
  successfulJobsHistoryLimit: true,
  failedJobsHistoryLimit: true,
};
