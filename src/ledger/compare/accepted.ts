import { acceptancesOf } from '../accepted';
import type { Ledger } from '../ledger';
import type { Loose } from '../loose';
import { type FoundObject, Objects } from '../object';
import { type Acknowledgement, isChangeCode } from './acknowledged';

/**
 * What objects themselves say is meant, by the annotation that accepts findings: of a claim, or of whatever backs it up.
 * @param today as `2027-01-31`; what is accepted until the day before no longer is
 */
export function acceptedIn(stream: readonly Loose[], ledger: Ledger, today: string): readonly Acknowledgement[] {
  const sources = new Map(
    ledger.protected.flatMap(({ id, destinations }) => destinations.map(({ source }) => [keyOf(source), id])),
  );
  return new Objects(stream).all.flatMap((object) =>
    acceptancesOf(object)
      .accepted.filter(({ until }) => until >= today)
      .flatMap(({ code, reason }) => {
        const id = claimOf(object, sources);
        return id !== undefined && isChangeCode(code) ? [{ id, code, why: reason }] : [];
      }),
  );
}

function claimOf({ group, ref }: FoundObject, sources: ReadonlyMap<string, string>): string | undefined {
  return group === '' && ref.kind === 'PersistentVolumeClaim'
    ? `${ref.namespace ?? ''}/${ref.name}`
    : sources.get(keyOf(ref));
}

function keyOf({ kind, namespace, name }: FoundObject['ref']): string {
  return JSON.stringify([kind, namespace ?? '', name]);
}
