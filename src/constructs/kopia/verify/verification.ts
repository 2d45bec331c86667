import { type Cluster, foreignProblems } from '../../../model/cluster/cluster';
import type { Repository } from '../../../model/repository/repository';
import { type Problem, show } from '../../../model/rules/problem';
import { type ScheduleInput, scheduleProblems } from '../../../model/schedule/schedule';
import { nameLimits, nameProblems } from '../../../model/values/names';
import {
  type KopiaCronJobOptions,
  kopiaCronJobProblems,
  kopiaPodProblems,
  numberProblems,
  readerProblems,
  sharedProblems,
} from '../kopia-job';

/** What is said of the verification of a repository. */
export interface KopiaVerifyOptions extends KopiaCronJobOptions {
  /** The repository to look through: the original, or the copy that a CloudSyncCronJob makes. */
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
  /** Stop after so many errors. @default `100` (`defaults.verify.maxErrors`) */
  readonly maxErrors?: number;
  /** Folders and files looked through at once. @default `8` (`defaults.verify.parallel`) */
  readonly parallel?: number;
}

export function kopiaVerifyProblems(options: KopiaVerifyOptions, name: string, cluster: Cluster): Problem[] {
  const { repository, filesPercent = 0 } = options;
  return [
    ...foreignProblems('repository', repository, cluster),
    ...sharedProblems('repository', repository, 'verification wants'),
    ...nameProblems('name', name, nameLimits.cronJob),
    ...(options.schedule === undefined ? [] : scheduleProblems('schedule', options.schedule)),
    ...(typeof filesPercent === 'number' && filesPercent >= 0 && filesPercent <= 100
      ? []
      : [{ field: 'filesPercent', text: `${show(filesPercent)} is not a percentage; write a number from 0 to 100` }]),
    ...numberProblems('maxErrors', options.maxErrors, 1, 'errors'),
    ...numberProblems('parallel', options.parallel, 1, 'workers'),
    ...readerProblems(options.mover, cluster.mover.uid, repository),
    ...kopiaPodProblems(options),
    ...kopiaCronJobProblems(options),
  ];
}
