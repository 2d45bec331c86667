import { type Identity, renderIdentity } from '../../engines/volsync/identity';
import { ownedByApp, type Repository } from '../repository/repository';
import type { Problem } from '../rules/problem';
import type { Timetable } from '../schedule/timetable';
import { repeated } from '../values/repeated';
import { copiesOf, copyProblems } from './copies';

interface Entry {
  /** Path of the construct that says so. */
  readonly path: string;
  readonly repository: Repository;
  /** Where the repository physically is; see `repositoryLocation`. */
  readonly location: string;
}

export interface Affixes {
  readonly before: string;
  readonly after: string;
}

/** Something that runs by schedule, as monitoring finds it in the cluster. */
export type Run = {
  readonly does: 'run';
  /** Path of the construct that says so. */
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly cron: string;
} & (
  | { readonly job: 'back-up' }
  | {
      readonly job: 'maintain' | 'sync' | 'verify';
      /** After how long a run is ended. */
      readonly deadlineSeconds: number;
      /** What stands around `name` in the CronJob's name, as regular expressions, where an operator makes one up. */
      readonly cronJob?: Affixes;
    }
);

/** What one construct does with one repository, and what it has run by schedule. */
export type InventoryEntry =
  | (Entry & { readonly does: 'back-up'; readonly identity: Identity })
  | (Entry & {
      readonly does: 'maintain';
      readonly uid: number;
      readonly moverUid: number;
      readonly timetable: Timetable;
      /** It brings its own mount of a repository on NFS, and needs no admission policy. */
      readonly mountsItself?: true;
    })
  | (Entry & { readonly does: 'inject' })
  /** Makes a copy; the entry's repository is the copy, `from` is the original. */
  | (Entry & { readonly does: 'replicate'; readonly from: Repository; readonly timetable: Timetable })
  | (Entry & { readonly does: 'create' })
  /** Lets people change it. */
  | (Entry & { readonly does: 'write' })
  | Run;

type Does<D extends InventoryEntry['does']> = Extract<InventoryEntry, { does: D }>;

type Found = Problem & { readonly path: string };

/** The rules that need a view of the whole tree, as problems by the path of the construct that can repair them. */
export function inventoryProblems(entries: readonly InventoryEntry[]): ReadonlyMap<string, Problem[]> {
  const backups = entries.filter((each): each is Does<'back-up'> => each.does === 'back-up');
  const maintainers = entries.filter((each): each is Does<'maintain'> => each.does === 'maintain');
  const injected = new Set(entries.filter((each) => each.does === 'inject').map((each) => each.location));
  const copies = copiesOf(entries);
  const byPath = new Map<string, Problem[]>();
  for (const { path, ...problem } of [
    ...sharedIdentities(backups),
    ...copyProblems(entries),
    ...maintenance(
      // A copy is refused as a destination, and must not ask for a maintainer on top.
      backups.filter(({ location }) => !copies.has(location)),
      maintainers,
    ),
    ...missingInjection([...backups, ...maintainers.filter((each) => !each.mountsItself)], injected),
    ...sharedOwn(backups),
    ...createdTwice(entries.filter((each): each is Does<'create'> => each.does === 'create')),
  ]) {
    byPath.set(path, [...(byPath.get(path) ?? []), problem]);
  }
  return byPath;
}

/** I2: no two sources share an identity in one repository. */
function sharedIdentities(backups: readonly Does<'back-up'>[]): Found[] {
  return repeated(backups, ({ identity, location }) => `${renderIdentity(identity)} ${location}`).map(
    ([{ path, repository, identity }, first]) => ({
      path,
      field: 'app',
      text: `"${renderIdentity(identity)}" in "${repository.name}" is the identity of [${first.path}] too, so both would write one history; rename one of them`,
      rule: 'I2' as const,
    }),
  );
}

/** M1: every repository in use has exactly one maintainer, which runs as the movers' user. */
function maintenance(backups: readonly Does<'back-up'>[], maintainers: readonly Does<'maintain'>[]): Found[] {
  const first = new Map<string, Does<'maintain'>>();
  const found: Found[] = [];
  for (const each of maintainers) {
    const { path, repository, location } = each;
    const other = first.get(location);
    first.set(location, other ?? each);
    if (repository.maintainedElsewhere) {
      const text = `"${repository.name}" is declared maintainedElsewhere: true, and a second maintainer destroys blobs that the first still needs; remove one of them`;
      found.push({ path, field: 'repository', text, rule: 'M1' });
    } else if (other !== undefined) {
      const text = `"${repository.name}" is maintained by [${other.path}] already, and two maintainers of one repository destroy each other's blobs; ${ownedByApp(repository) ? 'keep the apps apart with prefixPerNamespacedApp' : 'remove one'}`;
      found.push({ path, field: 'repository', text, rule: 'M1' });
    }
    if (repository.type === 'nfs' && !repository.squashesUsers && each.uid !== each.moverUid) {
      const text = `${each.uid} cannot read what the movers of "${repository.name}" wrote as ${each.moverUid}, mode 0600; use ${each.moverUid}`;
      found.push({ path, field: 'mover.uid', text, rule: 'M1' });
    }
  }
  return [...found, ...unmaintained(backups, new Set(first.keys()))];
}

function unmaintained(backups: readonly Does<'back-up'>[], maintained: ReadonlySet<string>): Found[] {
  const bare = backups.filter((each) => !each.repository.maintainedElsewhere && !maintained.has(each.location));
  return firstOfEach(bare).map(({ path, repository }) => ({
    path,
    field: 'repository',
    text: `"${repository.name}" has no maintainer, so it only ever grows; add new KopiaMaintenance(chart, { repository }), or declare maintainedElsewhere: true`,
    rule: 'M1' as const,
  }));
}

/** A2: a repository that is reached by admission policy needs the policy. */
function missingInjection(users: readonly Entry[], injected: ReadonlySet<string>): Found[] {
  const bare = users.filter(
    ({ repository, location }) =>
      repository.type === 'nfs' &&
      repository.access === 'admission-policy' &&
      !repository.injectedElsewhere &&
      !injected.has(location),
  );
  return firstOfEach(bare).map(({ path, repository }) => ({
    path,
    field: 'repository',
    text: `"${repository.name}" is mounted by an admission policy that is not here, so no mover would see it; add new NfsInjectionPolicy(chart, { repository }), or declare injectedElsewhere: true`,
    rule: 'A2' as const,
  }));
}

/** M1: a repository that is an app's own has one app, whoever maintains it; two maintainers are reported already. */
function sharedOwn(backups: readonly Does<'back-up'>[]): Found[] {
  return repeated(backups, ({ location }) => location)
    .filter(([{ repository }]) => ownedByApp(repository) && repository.maintainedElsewhere)
    .map(([{ path, repository }, first]) => ({
      path,
      field: 'repository',
      text: `"${repository.name}" gives this app the very place of [${first.path}]; keep the apps apart with prefixPerNamespacedApp`,
      rule: 'M1' as const,
    }));
}

/** M1: a repository is created once; a second Job would fail for ever. */
function createdTwice(creations: readonly Does<'create'>[]): Found[] {
  return repeated(creations, ({ location }) => location).map(([{ path, repository }, first]) => ({
    path,
    field: 'repository',
    text: `"${repository.name}" is created by [${first.path}] already, and this Job would fail for ever; remove one of them`,
    rule: 'M1' as const,
  }));
}

/** One entry a repository: fifty apps that lack the same thing are one problem. */
function firstOfEach<E extends Entry>(entries: readonly E[]): E[] {
  return [...new Map([...entries].reverse().map((each) => [each.location, each])).values()].reverse();
}
