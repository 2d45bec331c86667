import { type Identity, identityOf } from '../../engines/volsync/identity';
import type { Cluster } from '../cluster/cluster';
import type { Destination } from '../plan/plan';
import type { Repository } from '../repository/repository';
import { s3Prefix } from '../repository/s3/s3-repository';
import { fittedName, nameLimits } from '../values/names';
import { renderSecretText } from '../values/secret-text';

/** An app's name and namespace, now or formerly: together they name everything. */
export interface AppName {
  /** Name of the app. */
  readonly app: string;
  /** Namespace of the app. */
  readonly namespace: string;
}

/** Whether an app's snapshots are filed under another name than its present one. */
export function isRenamed({ name, filedAs }: { readonly name: AppName; readonly filedAs: AppName }): boolean {
  return name.app !== filedAs.app || name.namespace !== filedAs.namespace;
}

/** What the restore destination of an app is called. */
export function destinationName({ app }: Pick<AppName, 'app'>): string {
  return `${app}-dst`;
}

/** What the source of an app in one repository is called. */
export function sourceName({ app }: Pick<AppName, 'app'>, repository: Repository, cluster: Cluster): string {
  return `${app}${suffix(repository, cluster)}`;
}

/** What the ExternalSecret of an app for one repository is called; its Secret is `<name>-secret`. */
export function secretName({ app }: AppName, repository: Repository, cluster: Cluster): string {
  return `${app}-volsync${suffix(repository, cluster)}`;
}

/** What the maintainer of an app's own repository is called; shortened with a hash where VolSync's limit asks for it. */
export function maintenanceName({ app }: AppName, repository: Repository): string {
  return fittedName(app, `-${repository.name}`, nameLimits.maintenance);
}

function suffix({ name }: Repository, { primary }: Cluster): string {
  return name === primary ? '' : `-${name}`;
}

/**
 * The identity under which Kopia files an app's snapshots in one repository. An app that was renamed or moved keeps
 * the one it always had.
 */
export function snapshotIdentity(filedAs: AppName, repository: Repository, cluster: Cluster): Identity {
  return identityOf(sourceName(filedAs, repository, cluster), filedAs.namespace);
}

/**
 * Where a repository physically is. Two that are equal are one: snapshots share identities there, and two maintainers
 * would destroy each other's work.
 */
export function repositoryLocation(repository: Repository, filedAs: AppName): string {
  if (repository.type === 'nfs') {
    const folder = `${repository.path}/`.replace(/\/+/g, '/');
    return `nfs://${repository.server}${folder}`;
  }
  const { endpoint, bucket, credentials } = repository;
  // A field means what its vault item says: fields of one name in two items are two places.
  const [host, name] = [endpoint, bucket].map((each) =>
    renderSecretText(each, (field) => JSON.stringify([credentials.item, field])),
  );
  return JSON.stringify([host, name, s3Prefix(repository, filedAs.app, filedAs.namespace)]);
}

/** The seed of a spread minute: it must not change when other apps come and go. */
export function scheduleSeed({ app, namespace }: AppName, repository: Repository): string {
  return `${namespace}/${app}/${repository.name}`;
}

/** The cron text of one destination of an app. */
export function backupCron(app: AppName, { repository, schedule }: Destination): string {
  return schedule.cron(scheduleSeed(app, repository));
}
