import type { Ledger, Protection, RepositoryUse } from '../ledger';

/** What a claim's backups lack, each in a few words; what nothing says is no reason to leave it out. */
export function gapsOf(protection: Protection, repositories: ReadonlyMap<string, RepositoryUse>): readonly string[] {
  const { destinations, restore, copies } = protection;
  const used = new Set(destinations.map(({ repository }) => repository));
  const uses = [...used].flatMap((key) => repositories.get(key) ?? []);
  return [
    ...(destinations.every(({ paused }) => paused)
      ? ['held']
      : destinations.some(({ paused }) => paused)
        ? ['held in part']
        : []),
    ...(destinations.some(({ cron }) => cron === undefined) ? ['runs at no known time'] : []),
    ...(restore === undefined ? ['no restore'] : []),
    ...(restore?.finds === 'no' ? ['restore finds nothing'] : []),
    ...(restore?.finds === 'unknown' ? ['restore unknown'] : []),
    ...(copies.copies < 3 ? [`${copies.copies} copies of 3`] : []),
    ...(copies.media < 2 ? ['one medium'] : []),
    ...(copies.offSite === 'no' ? ['nothing off-site'] : copies.offSite === 'unknown' ? ['off-site unknown'] : []),
    ...(copies.verified === 'no' ? ['not verified'] : []),
    ...(uses.some(isNeglected) ? ['not maintained'] : []),
    ...(uses.some(({ maintainers }) => maintainers.filter(({ runs }) => runs).length > 1) ? ['maintained twice'] : []),
  ];
}

/** Nobody frees the space of a repository. */
export function isNeglected({ maintainers, maintainsItself }: RepositoryUse): boolean {
  return !maintainsItself && !maintainers.some(({ runs }) => runs);
}

export function repositoriesByKey({ repositories }: Ledger): ReadonlyMap<string, RepositoryUse> {
  return new Map(repositories.map((each) => [each.key, each]));
}
