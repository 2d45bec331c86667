import type { Repository } from '../../../model/repository/repository';
import type { ScheduleInput } from '../../../model/schedule/schedule';
import type { KeysOf } from '../../../model/values/known-keys';
import { KOPIA_CRON_JOB_KEYS, type KopiaCronJobOptions } from '../options';

/** What is said of the copy of a repository. */
export interface CloudSyncOptions extends KopiaCronJobOptions {
  /** The original, one that all apps share: on a volume, in a bucket, or on an SFTP server. */
  readonly from: Repository;
  /**
   * Where the copy is, reached by network: in a bucket, below a `sharedPrefix`, or on an SFTP server. Nothing but this
   * sync may write there.
   */
  readonly to: Repository;
  /** Name of the objects, 52 characters at most. @default `cloud-sync-<name of to>` */
  readonly name?: string;
  /** When the copy is made. @default `daily.hour(3)` (`defaults.cloudSync.schedule`), clear of the default maintenance */
  readonly schedule?: ScheduleInput;
  /**
   * `'add'` copies what the copy lacks or has in an older state. `'mirror'` then deletes what the original no longer
   * has: the copy stops growing, and blobs that the original has lost are lost here too.
   * @default `'add'` (`defaults.cloudSync.mode`)
   */
  readonly mode?: 'add' | 'mirror';
  /**
   * Begin a copy where there is none yet. Without it a sync fails at an empty place, which is what a wrong one looks
   * like; so remove it once the first sync has ended well.
   * @default `false` (`defaults.cloudSync.firstSeeding`)
   */
  readonly firstSeeding?: boolean;
  /** Blobs copied at once, some 20 MiB of memory each. @default `4` (`defaults.cloudSync.parallel`) */
  readonly parallel?: number;
}

export const CLOUD_SYNC_KEYS: KeysOf<CloudSyncOptions> = {
  ...KOPIA_CRON_JOB_KEYS,
  from: 'reference',
  to: 'reference',
  name: true,
  schedule: true,
  mode: true,
  firstSeeding: true,
  parallel: true,
};
