import { Construct } from 'constructs';
import { repositoryLocation } from '../../../model/repository/repository';
import type { Manifest } from '../../../tree/manifest';
import { constructArgs } from '../../kit/args';
import { requireRepository } from '../../kit/shape';
import { maintainer } from '../connection';
import { addScheduledTask } from '../scheduled-task';
import { MAINTENANCE_KEYS, type MaintenanceCronJobOptions } from './options';
import { maintainedProblems } from './problems';

/** What is said of a maintainer that is a CronJob. */
export type KopiaMaintenanceCronJobProps = MaintenanceCronJobOptions;

/**
 * Maintains one Kopia repository as `KopiaMaintenance` does, without VolSync: by a CronJob, with the pinned image of
 * Kopia rather than the one in VolSync's movers, in a time zone of its own. One of the two, never both (rule M1).
 * @example
 * ```ts
 * import { every, GitOpsApp, KopiaMaintenanceCronJob, VolsyncApp } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new KopiaMaintenanceCronJob(app.chart('storage', 'kopia-maintenance'), {
 *   repository: home.repositories.nas,
 *   schedule: every(12).hours,
 *   timeZone: 'Europe/Berlin',
 * });
 * new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
 * app.run();
 * ```
 */
export class KopiaMaintenanceCronJob extends Construct {
  /** The CronJob that maintains the repository. */
  readonly cronJob: Manifest;
  /** The ExternalSecret with the password, the connection and what opens it; none where the Secret exists. */
  readonly secret: Manifest | undefined;

  constructor(scope: Construct, props: KopiaMaintenanceCronJobProps);
  constructor(scope: Construct, id: string, props: KopiaMaintenanceCronJobProps);
  constructor(
    scope: Construct,
    idOrProps: string | KopiaMaintenanceCronJobProps,
    maybeProps?: KopiaMaintenanceCronJobProps,
  ) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ repository }) => `maintenance-cron-job-${repository?.name}`,
      MAINTENANCE_KEYS,
    );
    super(scope, id);
    requireRepository(this, 'repository', props.repository);
    const { repository } = props;
    const { name, schedule } = {
      name: `kopia-maintenance-${repository.name}`,
      schedule: repository.maintenance,
      ...props,
    };

    const { secret, cronJob } = addScheduledTask(this, {
      job: 'maintain',
      name,
      schedule,
      repository,
      connection: { ...maintainer, readonly: false },
      writes: true,
      commands: [
        // The owner is whoever created the repository, as a rule a mover's pod that never comes back.
        { name: 'claim', args: ['maintenance', 'set', '--owner=me', '--enable-quick=true'] },
        { name: 'maintenance', args: ['maintenance', 'run', '--full'] },
      ],
      props,
      keys: MAINTENANCE_KEYS,
      problems: (cluster) => maintainedProblems(repository, cluster),
      entries: (at) => [
        { does: 'maintain', mountsItself: true, ...at, repository, location: repositoryLocation(repository) },
      ],
    });
    this.secret = secret;
    this.cronJob = cronJob;
  }
}
