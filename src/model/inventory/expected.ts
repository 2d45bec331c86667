import type { AppName } from '../app/app-name';
import type { Identity } from '../identity';
import { type Repository, repositoryLocation } from '../repository/repository';
import { longestGap } from '../schedule/cron-gap';
import { copiesOf } from './copies';
import { does, type InventoryEntry } from './entry';

/** An identity of which a repository must hold snapshots, because something backs up into it. */
export interface Expected {
  readonly identity: Identity;
  /** Whose repository it is in, where every app has one. */
  readonly filedAs: AppName;
  /** How old its newest snapshot may be, by schedule alone: in seconds. */
  readonly seconds: number;
}

/**
 * What a repository must hold of all that is declared. A copy holds what its original does, up to one sync later: by what
 * is declared, whoever made the original.
 */
export function expectedIn(repository: Repository, entries: readonly InventoryEntry[]): Expected[] {
  const copies = copiesOf(entries);
  let [original, late] = [repository, 0];
  // A copy of a copy lags by both; a ring of copies is reported, and would be gone round for ever.
  for (const seen = new Set<string>(); !seen.has(repositoryLocation(original)); ) {
    seen.add(repositoryLocation(original));
    const copy = copies.get(repositoryLocation(original));
    late += longestGap(copy?.timetable.cron ?? '') ?? 0;
    original = copy?.from ?? original;
  }
  return entries
    .filter(does('back-up'))
    .filter(({ location, filedAs }) => location === repositoryLocation(original, filedAs))
    .map(({ identity, filedAs, cron }) => ({ identity, filedAs, seconds: (longestGap(cron) ?? 0) + late }));
}
