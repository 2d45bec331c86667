import type { Repository } from '../../../model/repository/repository';
import type { ScheduleInput } from '../../../model/schedule/schedule';
import type { KeysOf } from '../../../model/values/known-keys';
import { KOPIA_CRON_JOB_KEYS, type KopiaCronJobOptions } from '../options';

/** What is said of the verification of a repository. */
export interface KopiaVerifyOptions extends KopiaCronJobOptions {
  /**
   * The repository to look through: the original, the copy that a CloudSyncCronJob makes, or one per app, which are looked
   * through one after the other.
   */
  readonly repository: Repository;
  /** Name of the objects, 52 characters at most. @default `kopia-verify-<name of repository>` */
  readonly name?: string;
  /**
   * When the repository is looked through.
   * @default `'<minute> 9 * * 0'` (`defaults.verify.schedule`), clear of the default maintenance
   */
  readonly schedule?: ScheduleInput;
  /**
   * Percentage of the files whose contents are read back, chosen anew at every run. Reading from a bucket may cost
   * money.
   * @default `5` (`defaults.verify.filesPercent`)
   */
  readonly filesPercent?: number;
  /**
   * How much older than its schedule leaves it, and that of the sync where this is a copy, the newest snapshot of anything
   * declared may be; days and hours such as `'2d12h'`.
   * @default `'1d'` (`defaults.verify.grace`)
   */
  readonly grace?: string;
  /** Stop after so many errors. @default `100` (`defaults.verify.maxErrors`) */
  readonly maxErrors?: number;
  /** Folders and files looked through at once. @default `8` (`defaults.verify.parallel`) */
  readonly parallel?: number;
}

export const KOPIA_VERIFY_KEYS: KeysOf<KopiaVerifyOptions> = {
  ...KOPIA_CRON_JOB_KEYS,
  repository: 'reference',
  name: true,
  schedule: true,
  filesPercent: true,
  grace: true,
  maxErrors: true,
  parallel: true,
};
