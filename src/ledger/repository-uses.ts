import { claimId } from './claims';
import { grouped } from './grouped';
import type { Job, RepositoryUse } from './ledger';
import type { Repositories } from './repository/repositories';
import { placesOf, type Said, saying } from './statements';

/** Every repository that is named in a statement, and what is done with it. */
export function repositoryUses(all: readonly Said[], repositories: Repositories): ReadonlyMap<string, RepositoryUse> {
  const backups = grouped(saying(all, 'back-up'), ({ place }) => repositories.keyOf(place));
  const maintainers = grouped(saying(all, 'maintain'), ({ place }) => repositories.keyOf(place));
  const verifications = grouped(saying(all, 'verify'), ({ place }) => repositories.keyOf(place));
  const copies = grouped(saying(all, 'copy'), ({ from }) => repositories.keyOf(from));
  const places = new Map(all.flatMap(placesOf).map((place) => [repositories.keyOf(place), place]));
  const uses = [...places].map(([key, { location, known, kind, offSite }]): [string, RepositoryUse] => {
    const own = backups.get(key) ?? [];
    const claims = own.flatMap(({ claim, by }) => (claim === undefined ? [] : [claimId(by.ref.namespace, claim)]));
    return [
      key,
      {
        key,
        location,
        known,
        kind,
        offSite,
        claims: [...new Set(claims)],
        maintainsItself: own.length > 0 && own.every(({ maintainsItself }) => maintainsItself),
        maintainers: (maintainers.get(key) ?? []).map(({ keepsSecret, ...each }) => ({
          ...jobOf(each),
          ...(keepsSecret !== undefined && { keepsSecret }),
        })),
        verifications: (verifications.get(key) ?? []).map(jobOf),
        copies: (copies.get(key) ?? []).map((each) => ({ ...jobOf(each), to: repositories.keyOf(each.to) })),
      },
    ];
  });
  return new Map(uses);
}

function jobOf({ by, cron, runs }: Said<'maintain' | 'verify' | 'copy'>): Job {
  return { object: by.ref, ...(cron !== undefined && { cron }), runs };
}
