import { type Cluster, foreignProblems } from '../../../model/cluster/cluster';
import { ownedByApp, type Repository } from '../../../model/repository/repository';
import type { Problem } from '../../../model/rules/problem';
import { type ScheduleInput, scheduleProblems } from '../../../model/schedule/schedule';
import { nameLimits, nameProblems } from '../../../model/values/names';
import { type KopiaCronJobOptions, kopiaCronJobProblems, kopiaPodProblems } from '../kopia-job';

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

export function maintenanceCronJobProblems(
  options: MaintenanceCronJobOptions,
  name: string,
  cluster: Cluster,
): Problem[] {
  const { repository } = options;
  return [
    ...foreignProblems('repository', repository, cluster),
    ...(ownedByApp(repository)
      ? [
          {
            field: 'repository',
            text: `"${repository.name}" is a repository an app, each with a maintainer of its own from VolsyncApp; remove this one`,
            rule: 'M1' as const,
          },
        ]
      : []),
    ...nameProblems('name', name, nameLimits.cronJob),
    ...(options.schedule === undefined ? [] : scheduleProblems('schedule', options.schedule)),
    ...kopiaPodProblems(options),
    ...kopiaCronJobProblems(options),
  ];
}
