import type { Cluster } from '../cluster/cluster';
import { decideRestic, type ResticApp, type ResticOwner } from '../restic/decide';
import type { ResticBackups } from '../restic/options';
import type { DecidedSecret } from '../secrets/decide-secret';
import { isSet } from '../values/known-keys';
import type { AppDestination, AppMigration } from './app';
import { type Migration, PHASES } from './migration';
import type { AppOptions } from './options';

/** What an app says of its way, else its cluster; `undefined` where it is on none. */
export function declaredMigration(options: AppOptions, cluster: Cluster): Migration | undefined {
  const { migration } = options;
  return migration === false || (migration === undefined && cluster.migration === undefined)
    ? undefined
    : { ...cluster.migration, ...migration };
}

/** @param kopia the app's destinations, called as they are once Restic is gone */
export function decideMigration(
  options: AppOptions,
  owner: ResticOwner,
  kopia: readonly AppDestination[],
  cluster: Cluster,
): { readonly migration: AppMigration | undefined; readonly destinations: readonly AppDestination[] } {
  const { phase, from, verified = {} } = declaredMigration(options, cluster) ?? {};
  if (phase === undefined || !PHASES.includes(phase) || !isSet(from)) {
    return { migration: undefined, destinations: kopia };
  }
  const restic = decideRestic(from as ResticBackups, owner, cluster);
  return {
    migration: { phase, verified, restic: phase === 'kopia' ? besideKopia(restic, kopia) : restic },
    destinations: phase === 'clean' ? kopia : besideRestic(kopia, restic, owner, cluster),
  };
}

/**
 * Kopia's objects as long as Restic's have their names. None ever takes over one of Restic's: a source keeps its cache volume
 * when its mover changes, and a Secret that says something else stops whoever still reads it.
 */
function besideRestic(
  kopia: readonly AppDestination[],
  { sources }: ResticApp,
  { name: { app } }: ResticOwner,
  { engine }: Cluster,
): AppDestination[] {
  const taken = namesOf(sources);
  return kopia.map((each) => {
    const named = apart(each, taken, 'kopia');
    // A maintainer need not hear that its Secret is another one, so it is another maintainer.
    return named.secret === each.secret || each.maintainer === undefined
      ? named
      : {
          ...named,
          maintainer: { ...each.maintainer, name: engine.names.maintainer(`${app}-kopia`, each.repository.name) },
        };
  });
}

/** Restic's objects once they have to make room, so that Kopia's find their names free when Restic is gone. */
function besideKopia(restic: ResticApp, kopia: readonly AppDestination[]): ResticApp {
  const taken = namesOf(kopia);
  const sources = restic.sources.map((each) => apart(each, taken, 'restic'));
  const from = sources.find(({ repository }) => repository.name === restic.restore?.from.repository.name);
  return { ...restic, sources, restore: restic.restore && from && { ...restic.restore, from } };
}

interface Called {
  readonly source: string;
  readonly secret: DecidedSecret;
}

interface Names {
  readonly sources: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

function namesOf(all: readonly Called[]): Names {
  return {
    sources: new Set(all.map(({ source }) => source)),
    secrets: new Set(all.map(({ secret }) => secret.name)),
  };
}

function apart<Each extends Called>(each: Each, taken: Names, by: string): Each {
  const { made } = each.secret;
  const name = made && `${made.name}-${by}`;
  return {
    ...each,
    source: taken.sources.has(each.source) ? `${each.source}-${by}` : each.source,
    // One that exists is called as somebody says, and may hold the keys of both.
    secret:
      made && name && taken.secrets.has(each.secret.name)
        ? { ...each.secret, name: `${name}-secret`, made: { ...made, name } }
        : each.secret,
  };
}
