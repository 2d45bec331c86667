import type { AppName } from '../app/app-name';
import { pointInTime } from '../app/restore';
import type { Cluster } from '../cluster/cluster';
import type { Mover } from '../cluster/mover';
import { restoreName } from '../cluster/restore-name';
import type { Cache, CopyMethod } from '../cluster/storage';
import { type DecidedSecret, decideSecret } from '../secrets/decide-secret';
import { isSecretSource, type SecretSource } from '../secrets/secret-source';
import { firstOfEach } from '../values/repeated';
import { isResticDestination, type ResticDestination } from './destination';
import type { ResticBackups } from './options';
import { type ResticPlace, resticPlace } from './place';

/** One source of Restic's, with everything decided. */
export interface ResticSource extends ResticDestination {
  /** The name of the source. */
  readonly source: string;
  readonly cron: string;
  /** The Secret that opens the repository. */
  readonly secret: DecidedSecret;
  readonly place: ResticPlace;
}

/** How Restic backs one app up, with everything decided. */
export interface ResticApp {
  readonly sources: readonly ResticSource[];
  readonly restore: ResticRestore | undefined;
  readonly copyMethod: CopyMethod;
  readonly mover: Mover;
  readonly cache: Cache | undefined;
  readonly restoreCache: Cache | undefined;
}

export interface ResticRestore {
  readonly name: string;
  readonly from: ResticSource;
  readonly asOf?: Date;
  readonly previous?: number;
}

/** The app that is backed up, as far as Restic takes from it what is not said of Restic itself. */
export interface ResticOwner {
  readonly name: AppName;
  readonly filedAs: AppName;
  readonly claimExists: boolean;
  readonly copyMethod: CopyMethod;
  readonly mover: Mover;
  readonly secrets: SecretSource | undefined;
}

/** Decides how Restic backs an app up. What is no destination is reported with everything else that is wrong. */
export function decideRestic(backups: ResticBackups, owner: ResticOwner, cluster: Cluster): ResticApp {
  const { names = {}, restore, copyMethod, mover, cache, restoreCache } = backups;
  const declared = [backups.destinations].flat().filter(isResticDestination);
  const sources = firstOfEach(declared, ({ repository }) => repository.name).map((each) =>
    decideSource(each, names, owner, cluster),
  );
  return {
    sources,
    restore: owner.claimExists || restore === false ? undefined : decideRestore(backups, sources, owner, cluster),
    copyMethod: copyMethod ?? owner.copyMethod,
    mover: { ...owner.mover, ...mover },
    cache,
    restoreCache: restoreCache ?? cache,
  };
}

function decideSource(
  destination: ResticDestination,
  names: NonNullable<ResticBackups['names']>,
  { name, filedAs, secrets }: ResticOwner,
  cluster: Cluster,
): ResticSource {
  const { repository, schedule } = destination;
  const of = { app: name.app, repository: repository.name };
  const called = cluster.engine.names;
  const secretName = saidName(names.secret, of) ?? called.secret(name.app, repository.name, '');
  return {
    ...destination,
    source: saidName(names.source, of) ?? called.source(name.app, repository.name, ''),
    cron: schedule.cron(`${name.namespace}/${name.app}/${repository.name}`),
    secret: decideSecret(
      [secrets, repository.secrets].find(isSecretSource) ?? cluster.secrets,
      { ...name, repository: repository.name },
      secretName,
    ),
    place: resticPlace(repository, filedAs),
  };
}

function decideRestore(
  { names, restore }: ResticBackups,
  sources: readonly ResticSource[],
  { name }: ResticOwner,
  cluster: Cluster,
): ResticRestore | undefined {
  const { from, asOf, previous } = restore || {};
  const source = from === undefined ? sources[0] : sources.find((each) => each.repository.name === from?.name);
  return (
    source && {
      name: saidName(names?.restore, name.app) ?? restoreName(name.app, cluster),
      from: source,
      asOf: asOf === undefined ? undefined : pointInTime(asOf),
      previous,
    }
  );
}

/** What a function calls something; plain JavaScript may give anything for one, which is reported. */
export function saidName<Of>(nameOf: ((of: Of) => string) | undefined, of: Of): string | undefined {
  return typeof nameOf === 'function' ? `${nameOf(of)}` : undefined;
}
