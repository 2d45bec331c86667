import { grouped } from '../grouped';
import type { Copy, Ledger, Protection, RepositoryUse } from '../ledger';

/** What both sides of a comparison say, made easy to ask. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** One side. */
export interface Side {
  readonly ledger: Ledger;
  readonly protections: ReadonlyMap<string, Protection>;
  readonly repositories: ReadonlyMap<string, RepositoryUse>;
  /** Who files snapshots under an identity in a repository. */
  readonly writers: ReadonlyMap<string, readonly Written[]>;
}

interface Written {
  readonly id: string;
  readonly copy: Copy;
}

export function sideOf(ledger: Ledger): Side {
  const written = ledger.protected.flatMap(({ id, destinations }) => destinations.map((copy) => ({ id, copy })));
  return {
    ledger,
    protections: new Map(ledger.protected.map((each) => [each.id, each])),
    repositories: new Map(ledger.repositories.map((each) => [each.key, each])),
    writers: grouped(written, ({ copy }) => historyOf(copy)),
  };
}

/** A history is what is filed under one identity in one repository. */
export function historyOf({ repository, identity }: Pick<Copy, 'repository' | 'identity'>): string {
  return JSON.stringify([repository, identity]);
}

/** Who goes on with a history. */
export function heirOf(copy: Copy, { writers }: Side): string | undefined {
  return writers.get(historyOf(copy))?.[0]?.id;
}

/** Where a repository is, for people. */
export function locationOf(key: string, { repositories }: Side): string {
  return repositories.get(key)?.location ?? key;
}

export function isKnown(key: string, { repositories }: Side): boolean {
  return repositories.get(key)?.known === true;
}
