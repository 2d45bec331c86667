import type { Cluster } from '../cluster/cluster';
import { hostnameOf } from '../cluster/cluster-identity';
import { areDestinations, type Destination } from '../plan/plan';
import { completeRetention } from '../plan/retention';
import { ownedByApp, type Repository, repositoryLocation } from '../repository/repository';
import { Schedule } from '../schedule/schedule';
import { decideSecret, secretSourceOf } from '../secrets/decide-secret';
import type { SecretSource } from '../secrets/secret-source';
import { firstOfEach } from '../values/repeated';
import type { AppDestination, AppMaintainer } from './app';
import type { AppName } from './app-name';
import type { AppOptions } from './options';

/** The destinations as they are written, before the app's own schedule and retention take effect. */
export function declaredDestinations(options: AppOptions, cluster: Cluster): readonly Destination[] {
  return options.destinations ?? (options.plan ?? cluster.plans[cluster.defaultPlan])?.destinations ?? [];
}

/** An app's destinations with everything decided. */
export function decideDestinations(
  options: AppOptions,
  name: AppName,
  filedAs: AppName,
  cluster: Cluster,
): readonly AppDestination[] {
  const declared = declaredDestinations(options, cluster);
  // A repository that is named twice is reported with everything else that is wrong, so it must not stop things here.
  const [first, ...others] = areDestinations(declared)
    ? firstOfEach(declared, ({ repository }) => repository.name)
    : [];
  if (first === undefined) {
    return [];
  }
  const schedule = options.schedule === undefined ? first.schedule : Schedule.from(options.schedule);
  const retention = options.retention === undefined ? first.retention : completeRetention(options.retention);
  return [{ ...first, schedule, retention }, ...others].map((each) =>
    decide(each, { name, filedAs, secrets: options.secrets }, cluster),
  );
}

/** Whose destination it is. */
interface Owner {
  readonly name: AppName;
  readonly filedAs: AppName;
  readonly secrets: SecretSource | undefined;
}

function decide(destination: Destination, { name, filedAs, secrets }: Owner, cluster: Cluster): AppDestination {
  const { engine, primary } = cluster;
  const { repository } = destination;
  const cron = destination.schedule.cron(seed(name, repository));
  const source = (app: string) => engine.names.source(app, repository.name, primary);
  return {
    ...destination,
    cron,
    source: source(name.app),
    secret: decideSecret(
      secretSourceOf(cluster, repository, secrets),
      { ...name, repository: repository.name },
      engine.names.secret(name.app, repository.name, primary),
    ),
    // An app that was renamed or moved keeps the identity that it always had.
    identity: engine.identityOf(source(filedAs.app), hostnameOf(filedAs.namespace, cluster)),
    location: repositoryLocation(repository, filedAs),
    maintainer: decideMaintainer(name, repository, cron, cluster),
  };
}

/** In the minute of the app's backup, unless the repository says when. */
function decideMaintainer(
  name: AppName,
  repository: Repository,
  cron: string,
  { engine }: Cluster,
): AppMaintainer | undefined {
  if (!ownedByApp(repository) || repository.maintainedElsewhere) {
    return undefined;
  }
  const maintenance = Schedule.from(repository.maintenance);
  const [minute = ''] = cron.split(' ');
  // A backup at several minutes has no one minute to share.
  const schedule = /^\d+$/.test(minute) ? maintenance.orAt(minute) : maintenance;
  return { name: engine.names.maintainer(name.app, repository.name), cron: schedule.cron(seed(name, repository)) };
}

/** The seed of a spread minute: it must not change when other apps come and go. */
function seed({ app, namespace }: AppName, repository: Repository): string {
  return `${namespace}/${app}/${repository.name}`;
}
