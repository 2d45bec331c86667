import { Construct } from 'constructs';
import { constructArgs } from '../../../constructs/kit/args';
import { namespaceOf } from '../../../constructs/kit/namespace';
import { addRepositorySecret } from '../../../constructs/kit/repository-secret';
import { requireRepository } from '../../../constructs/kit/shape';
import { SECRET_READY } from '../../../constructs/kit/vault-secret';
import { maintainedProblems } from '../../../constructs/kopia/maintenance/problems';
import { successProblems } from '../../../constructs/kopia/problems';
import { emptyDirOf } from '../../../model/cluster/empty-dir';
import { MOVER_KEYS, type Mover, moverProblems } from '../../../model/cluster/mover';
import { metadataProblems, OBJECT_METADATA_KEYS, type ObjectMetadata } from '../../../model/cluster/object-metadata';
import { CACHE_KEYS, type Cache, cacheProblems } from '../../../model/cluster/storage';
import { defaults } from '../../../model/defaults';
import { decidePods, POD_OPTIONS_KEYS, type PodOptions, podProblems } from '../../../model/placement/pods';
import { type Repository, repositoryLocation, userProblems } from '../../../model/repository/repository';
import { ifGiven, type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { Schedule, type ScheduleInput, scheduleProblems } from '../../../model/schedule/schedule';
import { decideSecret, secretNameProblems, secretSourceOf } from '../../../model/secrets/decide-secret';
import { secretProblems } from '../../../model/secrets/secret-problems';
import { SECRETS_KEY, type SecretSource } from '../../../model/secrets/secret-source';
import { type KeysOf, Named, unknownKeyProblems } from '../../../model/values/known-keys';
import { nameProblems } from '../../../model/values/names';
import { isWhole, numberProblems } from '../../../model/values/number';
import { completeResources, RESOURCES_KEYS, type Resources, resourcesProblems } from '../../../model/values/resources';
import { Cluster } from '../../../tree/cluster-scope';
import { declareExisting } from '../../../tree/declared-secrets';
import { addHealthCheck, READY } from '../../../tree/health-check';
import { enterInventory } from '../../../tree/inventory';
import type { Manifest } from '../../../tree/manifest';
import { carryMetadata } from '../../../tree/object-metadata';
import { reportProblems } from '../../../tree/validation';
import { maintenanceObstacle } from '../reach';
import {
  addKopiaMaintenance,
  type KopiaMaintenanceOptions,
  maintenanceRun,
  maintenanceTimetable,
  toldBy,
} from './maintenance-object';

/** What is said of the maintainer of one repository. */
export interface KopiaMaintenanceProps extends PodOptions, ObjectMetadata {
  /** The repository to maintain; exactly one maintainer each (rule M1). */
  readonly repository: Repository;
  /**
   * Name of the object, 23 characters at most: VolSync makes the name of a CronJob of it, and beyond that none ever
   * starts. @default the repository's name
   */
  readonly name?: string;
  /**
   * When maintenance runs.
   * @default the repository's `maintenance`, `every(6).hours` (`defaults.maintenance.schedule`) unless it says otherwise
   */
  readonly schedule?: ScheduleInput;
  /** Whom it runs as; on a file system the movers' user, or it cannot read what they wrote. @default the cluster's mover */
  readonly mover?: Partial<Mover>;
  /** Where Kopia keeps its cache. @default an emptyDir of `'16Gi'` (`defaults.cache`) */
  readonly cache?: Cache;
  /** How the Secret comes to be that opens the repository. @default as the repository says, or else the cluster */
  readonly secrets?: SecretSource;
  /**
   * Name of the Secret that External Secrets makes; the ExternalSecret has the same without `-secret`. VolSync never changes
   * which Secret a running maintainer reads: a maintainer that keeps its name has to keep this one.
   * @default `<name>-maintenance-secret`
   */
  readonly secretName?: string;
  /** CPU and memory of a run. @default `{ requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } }` (`defaults.maintenance.resources`) */
  readonly resources?: Resources;
  /**
   * Seconds after which a run is ended, 600 or more: VolSync's own three hours have ended full runs half-way.
   * @default `6 * 60 * 60` (`defaults.maintenance.activeDeadlineSeconds`)
   */
  readonly activeDeadlineSeconds?: number;
  /** Finished runs to keep. @default `1` (`defaults.maintenance.successfulJobsHistoryLimit`) */
  readonly successfulJobsHistoryLimit?: number;
  /** Failed runs to keep. @default `2` (`defaults.maintenance.failedJobsHistoryLimit`) */
  readonly failedJobsHistoryLimit?: number;
}

/**
 * Maintains one Kopia repository: frees the space of expired snapshots and compacts its index. Without it a repository
 * only grows, because its owner is the first mover's pod, which never comes back.
 * @example
 * ```ts
 * import { GitOpsApp, KopiaMaintenance, VolsyncApp } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: home.repositories.nas });
 * new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
 * app.run();
 * ```
 */
export class KopiaMaintenance extends Construct {
  /** The KopiaMaintenance that VolSync carries out. */
  readonly maintenance: Manifest;
  /** The ExternalSecret that opens the repository; none where the Secret exists. */
  readonly secret: Manifest | undefined;

  constructor(scope: Construct, props: KopiaMaintenanceProps);
  constructor(scope: Construct, id: string, props: KopiaMaintenanceProps);
  constructor(scope: Construct, idOrProps: string | KopiaMaintenanceProps, maybeProps?: KopiaMaintenanceProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ repository }) => `maintenance-${repository?.name}`,
      KOPIA_MAINTENANCE_KEYS,
    );
    super(scope, id);
    requireRepository(this, 'repository', props.repository);
    const cluster = Cluster.of(this);
    const namespace = namespaceOf(this);
    carryMetadata(this, props);
    const { repository, name, schedule, mover, secrets, secretName, ...options } = {
      name: props.repository.name,
      schedule: props.repository.maintenance,
      ...props,
    };
    const filedAs = { app: name, namespace };
    const source = secretSourceOf(cluster, repository, secrets);
    const secret = decideSecret(source, { namespace, repository: repository.name }, `${name}-maintenance`, secretName);

    this.secret = addRepositorySecret(this, 'secret', { secret, namespace, repository, filedAs });
    const maintainer = {
      ...options,
      name,
      namespace,
      repository,
      secret,
      filedAs,
      cron: Schedule.from(schedule).cron(`${namespace}/${name}`),
      mover: { ...cluster.mover, ...mover },
      ...decidePods(props, cluster),
    };
    this.maintenance = addKopiaMaintenance(this, 'Resource', maintainer);
    if (this.secret) {
      addHealthCheck(this, this.secret, SECRET_READY);
    }
    addHealthCheck(this, this.maintenance, READY);

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, KOPIA_MAINTENANCE_KEYS),
      ...maintenanceProblems(props, maintainer, cluster),
      ...secretProblems(secrets, [maintainer]),
      ...ifGiven(secretName, (each) => secretNameProblems('secretName', each, source)),
    ]);
    declareExisting(this, namespace, [secret]);
    enterInventory(this, [
      {
        does: 'maintain',
        path: this.node.path,
        repository,
        location: repositoryLocation(repository, filedAs),
        toldBy: toldBy(secret, namespace),
        timetable: maintenanceTimetable(maintainer),
      },
      maintenanceRun(this.node.path, maintainer),
    ]);
  }
}

function maintenanceProblems(
  { repository, schedule, cache, ...props }: KopiaMaintenanceProps,
  { name, mover }: Pick<KopiaMaintenanceOptions, 'name' | 'mover'>,
  cluster: Cluster,
): Problem[] {
  const { engine } = cluster;
  const seconds = props.activeDeadlineSeconds;
  return [
    ...maintainedProblems(repository, cluster),
    ...obstacleProblems(repository),
    ...nameProblems('name', name, engine.limits.maintainer),
    ...ifGiven(schedule, (each) => scheduleProblems('schedule', each, engine.cron)),
    ...moverProblems('mover', mover, props.mover ?? {}),
    ...podProblems(props, engine.ownKeys),
    ...metadataProblems(props, engine.ownKeys),
    ...userProblems(mover.uid, cluster.mover.uid, repository),
    ...ifGiven(cache, (each) => cacheProblems('cache', each, engine)),
    ...resourcesProblems(
      'resources',
      completeResources(props.resources, defaults.maintenance.resources),
      emptyDirOf(cache),
    ),
    ...numberProblems('successfulJobsHistoryLimit', props.successfulJobsHistoryLimit, 0, 'runs'),
    ...successProblems(props.successfulJobsHistoryLimit, cluster),
    ...numberProblems('failedJobsHistoryLimit', props.failedJobsHistoryLimit, 0, 'runs'),
    ...problemIf(
      seconds !== undefined && !isWhole(seconds, 600),
      'activeDeadlineSeconds',
      () => `${show(seconds)} is not a number of seconds from 600; write 600 or more`,
    ),
  ];
}

/** M1: a maintainer that cannot open its repository is none. */
function obstacleProblems(repository: Repository): Problem[] {
  const obstacle = maintenanceObstacle(repository);
  return problemIf(
    obstacle !== undefined,
    'repository',
    () => `"${repository.name}" ${obstacle}; use new KopiaMaintenanceCronJob(chart, { repository })`,
    'M1',
  );
}

export const KOPIA_MAINTENANCE_KEYS: KeysOf<KopiaMaintenanceProps> = {
  repository: 'reference',
  name: true,
  schedule: true,
  mover: new Named(MOVER_KEYS, "the cluster's"),
  ...POD_OPTIONS_KEYS,
  ...OBJECT_METADATA_KEYS,
  cache: CACHE_KEYS,
  secrets: SECRETS_KEY,
  secretName: true,
  resources: RESOURCES_KEYS,
  activeDeadlineSeconds: true,
  successfulJobsHistoryLimit: true,
  failedJobsHistoryLimit: true,
};
