import { longestGap } from '../model/schedule/cron-gap';
import { appLabelOf, claimId, claimsOf } from './claims';
import { copiesOf } from './copies';
import { grouped } from './grouped';
import type { Claim, Copy, Ledger, Protection, RepositoryUse } from './ledger';
import type { Loose, LooseRecord } from './loose';
import { Objects, type Unread } from './object';
import { Owners } from './owner';
import type { Reader } from './reader';
import { Repositories } from './repository/repositories';
import { repositoryUses } from './repository-uses';
import { restoreFinder } from './restore';
import { secretEntries } from './secret-entries';
import { Secrets } from './secrets/secret-keys';
import { placesOf, type Said, saying, statementsOf } from './statements';

export interface ReadOptions {
  /** What knows the kinds of objects. */
  readonly readers: readonly Reader[];
  /** The Flux Kustomization of each object that comes from a file, as `namespace/name`. */
  readonly owners?: ReadonlyMap<LooseRecord, string>;
}

/**
 * What objects of Kubernetes say about backups, wherever they come from. It never throws, whatever the objects are, and
 * never guesses: what it does not understand it lists, with a reason.
 */
export function readLedger(stream: readonly Loose[], { readers, owners: told }: ReadOptions): Ledger {
  const objects = new Objects(stream);
  const secrets = new Secrets(objects);
  const owners = new Owners(told);
  const all = statementsOf({ objects, secrets }, readers);
  const repositories = new Repositories(all.flatMap(placesOf));
  const uses = repositoryUses(all, repositories);
  const claims = claimsOf(objects.all, owners);
  const found = protections({ all, claims, owners, repositories, uses });
  const backedUp = new Set(found.map(({ id }) => id));
  return {
    schema: 1,
    objects: objects.all.length,
    protected: found,
    unprotected: claims.filter(({ id }) => !backedUp.has(id)),
    repositories: [...uses.values()],
    secrets: secretEntries(all, secrets),
    alerts: saying(all, 'alert').map(({ by, names }) => ({ object: by.ref, names })),
    notUnderstood: [...objects.unread, ...unclear(all)],
  };
}

interface Found {
  readonly all: readonly Said[];
  readonly claims: readonly Claim[];
  readonly owners: Owners;
  readonly repositories: Repositories;
  readonly uses: ReadonlyMap<string, RepositoryUse>;
}

function protections({ all, claims, owners, repositories, uses }: Found): readonly Protection[] {
  const restoreOf = restoreFinder(all, repositories, owners);
  const named = saying(all, 'back-up').filter(({ claim }) => claim !== undefined);
  const byClaim = grouped(named, ({ by, claim }) => claimId(by.ref.namespace, claim ?? ''));
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  return [...byClaim].map(([id, backups]) => {
    const claim = byId.get(id);
    const destinations = backups.map((each) => copyOf(each, owners, repositories));
    const restore = restoreOf(id, claim);
    return {
      id,
      app:
        claim?.app ??
        backups.map(({ by }) => appLabelOf(by)).find((app) => app !== undefined) ??
        id.slice(id.indexOf('/') + 1),
      ...(claim !== undefined && { claim }),
      destinations,
      ...(restore !== undefined && { restore }),
      copies: copiesOf(destinations, uses),
    };
  });
}

function copyOf(said: Said<'back-up'>, owners: Owners, repositories: Repositories): Copy {
  const { by, place, declaredAs, engine, identity, cron, paused, retention, restorePoints, keeper, keepsCache, mover } =
    said;
  const owner = owners.of(by);
  const rpoSeconds = cron === undefined ? undefined : longestGap(cron);
  return {
    repository: repositories.keyOf(place),
    ...(declaredAs !== undefined && { declaredAs }),
    engine,
    source: by.ref,
    ...(owner !== undefined && { owner }),
    identity,
    ...(cron !== undefined && { cron }),
    ...(rpoSeconds !== undefined && { rpoSeconds }),
    paused,
    ...(retention !== undefined && { retention }),
    ...(restorePoints !== undefined && { restorePoints }),
    keeper,
    keepsCache,
    mover: { ...(mover.uid !== undefined && { uid: mover.uid }), ...(mover.gid !== undefined && { gid: mover.gid }) },
  };
}

function unclear(all: readonly Said[]): readonly Unread[] {
  return [
    ...saying(all, 'unclear').map(({ by, why }) => ({ object: by.ref, why })),
    ...saying(all, 'back-up')
      .filter(({ claim }) => claim === undefined)
      .map(({ by }) => ({ object: by.ref, why: 'it names no claim that it backs up' })),
  ];
}
