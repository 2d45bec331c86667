import type { Repository } from '../../../model/repository/repository';
import type { ScheduleInput } from '../../../model/schedule/schedule';
import type { KeysOf } from '../../../model/values/known-keys';
import { KOPIA_CRON_JOB_KEYS, type KopiaCronJobOptions } from '../options';

/** What is said of the copy of a repository. */
export interface CloudSyncOptions extends KopiaCronJobOptions {
  /** The original, on NFS. */
  readonly from: Repository;
  /** Where the copy is: in a bucket, below a `sharedPrefix`. Nothing but this sync may write there. */
  readonly to: Repository;
  /** Name of the objects, 52 characters at most. @default 'cloud-sync-<name of to>' */
  readonly name?: string;
  /** @default every day between 03:00 and 03:59, clear of the default maintenance */
  readonly schedule?: ScheduleInput;
  /**
   * `'add'` copies what the copy lacks or has in an older state. `'mirror'` then deletes what the original no longer
   * has: the bucket stops growing, and blobs that the NAS has lost are lost here too.
   * @default 'add'
   */
  readonly mode?: 'add' | 'mirror';
  /**
   * Begin a copy where there is none yet. Without it a sync fails at an empty place, which is what a wrong bucket or
   * prefix looks like; so remove it once the first sync has ended well.
   * @default false
   */
  readonly firstSeeding?: boolean;
  /** Blobs copied at once, some 20 MiB of memory each. @default 4 */
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
