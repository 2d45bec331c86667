import type { Answer } from './answer';
import type { Copies, Copy, RepositoryUse } from './ledger';

/** How well a claim's destinations spread its data, by what the objects say; nothing is taken for granted. */
export function copiesOf(destinations: readonly Copy[], repositories: ReadonlyMap<string, RepositoryUse>): Copies {
  const own = new Set(destinations.filter(({ paused }) => !paused).map(({ repository }) => repository));
  const uses = [...own].flatMap((key) => repositories.get(key) ?? []);
  const mirrors = uses.flatMap(({ copies }) => copies.filter(({ runs }) => runs).map(({ to }) => to));
  const places = [...new Set([...own, ...mirrors])].flatMap((key) => repositories.get(key) ?? []);
  const kinds = places.map(({ kind }) => kind).filter((kind) => kind !== 'unknown');
  return {
    copies: 1 + places.length,
    media: new Set(['volume', ...kinds]).size,
    offSite: any(places.map(({ offSite }) => offSite)),
    // Nothing in the objects says that a bucket is locked, and on a volume Kopia can lock nothing.
    immutable: any(places.map(({ kind }) => (kind === 'nfs' || kind === 'claim' ? 'no' : 'unknown'))),
    verified:
      uses.length > 0 && uses.every(({ verifications }) => verifications.some(({ runs }) => runs)) ? 'yes' : 'no',
  };
}

function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) {
    return 'yes';
  }
  return answers.includes('unknown') ? 'unknown' : 'no';
}
