import type { Repository } from '../../../model/repository/repository';
import type { ScheduleInput } from '../../../model/schedule/schedule';
import type { KeysOf } from '../../../model/values/known-keys';
import { KOPIA_CRON_JOB_KEYS, type KopiaCronJobOptions } from '../options';

/** What is said of a maintainer that is a CronJob. */
export interface MaintenanceCronJobOptions extends KopiaCronJobOptions {
  /** The repository to maintain; exactly one maintainer each (rule M1). */
  readonly repository: Repository;
  /** Name of the objects, 52 characters at most. @default `kopia-maintenance-<name of repository>` */
  readonly name?: string;
  /**
   * When maintenance runs.
   * @default the repository's `maintenance`, `every(6).hours` (`defaults.maintenance.schedule`) unless it says otherwise
   */
  readonly schedule?: ScheduleInput;
}

export const MAINTENANCE_KEYS: KeysOf<MaintenanceCronJobOptions> = {
  ...KOPIA_CRON_JOB_KEYS,
  repository: 'reference',
  name: true,
  schedule: true,
};
