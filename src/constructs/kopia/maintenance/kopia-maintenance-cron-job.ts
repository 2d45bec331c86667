import { Construct } from 'constructs';
import { repositoryLocation } from '../../../model/app/app-name';
import { Schedule } from '../../../model/schedule/schedule';
import { given } from '../../../model/values/given';
import { type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { bytes } from '../../../model/values/quantity';
import { Cluster } from '../../../tree/cluster-scope';
import { addHealthCheck } from '../../../tree/health-check';
import { enterInventory } from '../../../tree/inventory';
import type { Manifest } from '../../../tree/manifest';
import { reportProblems } from '../../../tree/validation';
import { constructArgs } from '../../kit/args';
import { namespaceOf } from '../../kit/namespace';
import { requireRepository } from '../../kit/shape';
import { CONNECTION, connectionFile, maintainer } from '../connection';
import { addKopiaCronJob, type KopiaCronJob, kopiaCronJobRun, kopiaCronJobTimetable } from '../cron-job';
import { KOPIA_CRON_JOB_KEYS } from '../kopia-job';
import { decideKopiaPod, kopiaPodSpec } from '../pod';
import { addKopiaSecret } from '../secret';
import { type MaintenanceCronJobOptions, maintenanceCronJobProblems } from './maintenance-cron-job';

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
  /** The ExternalSecret with the password, the keys of the bucket and the connection. */
  readonly secret: Manifest;

  constructor(scope: Construct, props: KopiaMaintenanceCronJobProps);
  constructor(scope: Construct, id: string, props: KopiaMaintenanceCronJobProps);
  constructor(
    scope: Construct,
    idOrProps: string | KopiaMaintenanceCronJobProps,
    maybeProps?: KopiaMaintenanceCronJobProps,
  ) {
    const derive = ({ repository }: KopiaMaintenanceCronJobProps) => `maintenance-cron-job-${repository?.name}`;
    const { id, props } = constructArgs(idOrProps, maybeProps, derive);
    super(scope, id);
    requireRepository(this, 'repository', props.repository);
    const cluster = Cluster.of(this);
    const namespace = namespaceOf(this);
    const { repository, ...options } = props;
    const { name, schedule } = {
      name: `kopia-maintenance-${repository.name}`,
      schedule: repository.maintenance,
      ...given(options),
    };
    const pod = decideKopiaPod(options, cluster);
    const connection = { ...maintainer, readonly: false, cache: bytes(pod.cache) ?? 0 };
    const job: KopiaCronJob = {
      name,
      namespace,
      cron: Schedule.from(schedule).cron(`${namespace}/${name}`),
      repository,
      pod: kopiaPodSpec(pod, {
        secret: `${name}-secret`,
        files: [CONNECTION],
        bucket: repository.type === 's3',
        onDisk: repository.type === 'nfs' ? repository : undefined,
        writesDisk: true,
        commands: [
          // The owner is whoever created the repository, as a rule a mover's pod that never comes back.
          { name: 'claim', args: ['maintenance', 'set', '--owner=me', '--enable-quick=true'] },
          { name: 'maintenance', args: ['maintenance', 'run', '--full'] },
        ],
      }),
      options,
    };

    this.secret = addKopiaSecret(this, 'secret', {
      name,
      namespace,
      cluster,
      password: repository.secret,
      bucket: repository,
      files: (fields) => ({ [CONNECTION]: connectionFile(repository, connection, fields) }),
    });
    this.cronJob = addKopiaCronJob(this, 'Resource', job);
    addHealthCheck(this, this.secret);

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, PROPS),
      ...maintenanceCronJobProblems(props, name, cluster),
    ]);
    enterInventory(this, [
      {
        does: 'maintain',
        mountsItself: true,
        path: this.node.path,
        repository,
        location: repositoryLocation(repository, { app: name, namespace }),
        uid: pod.mover.uid,
        moverUid: cluster.mover.uid,
        timetable: kopiaCronJobTimetable(job),
      },
      kopiaCronJobRun(this.node.path, 'maintain', job),
    ]);
  }
}

const PROPS: KeysOf<KopiaMaintenanceCronJobProps> = {
  ...KOPIA_CRON_JOB_KEYS,
  repository: true,
  name: true,
  schedule: true,
};
