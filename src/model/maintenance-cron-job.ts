import { type Cluster, foreignProblems } from './cluster';
import { type KopiaCronJobOptions, kopiaCronJobProblems, kopiaPodProblems } from './kopia-job';
import { nameLimits, nameProblems } from './names';
import type { Problem } from './problem';
import { ownedByApp, type Repository } from './repository';
import { type ScheduleInput, scheduleProblems } from './schedule';

/** What is said of a maintainer that is a CronJob. */
export interface MaintenanceCronJobOptions extends KopiaCronJobOptions {
  /** The repository to maintain; exactly one maintainer each (rule M1). */
  readonly repository: Repository;
  /** Name of the objects, 52 characters at most. @default 'kopia-maintenance-<name of repository>' */
  readonly name?: string;
  /** @default the repository's `maintenance`, every 6 hours unless it says otherwise */
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
