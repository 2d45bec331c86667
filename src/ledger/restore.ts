import { claimId, fluxSwitches } from './claims';
import type { Claim, Restore } from './ledger';
import type { ObjectRef } from './object';
import type { Owners } from './owner';
import type { Repositories } from './repository/repositories';
import { type Said, saying } from './statements';

/** Says what each claim is filled from: what it asks for when it is created, else what writes into it. */
export function restoreFinder(
  all: readonly Said[],
  repositories: Repositories,
  owners: Owners,
): (id: string, claim: Claim | undefined) => Restore | undefined {
  const filed = (place: Parameters<Repositories['keyOf']>[0], identity: string) =>
    JSON.stringify([repositories.keyOf(place), identity]);
  const written = new Set(saying(all, 'back-up').map(({ place, identity }) => filed(place, identity)));
  const restores = saying(all, 'restore');
  const byObject = new Map(restores.map((each) => [keyOf(each.by.ref), each]));
  const byClaim = new Map(
    restores.flatMap((each) => (each.into === undefined ? [] : [[claimId(each.by.ref.namespace, each.into), each]])),
  );
  return (id, claim) => {
    const asked = claim?.dataSource;
    const said = asked === undefined ? byClaim.get(id) : byObject.get(keyOf(asked));
    if (said === undefined) {
      // What is asked for may be in the cluster all the same.
      return asked === undefined ? undefined : { object: asked, finds: 'unknown' };
    }
    const { place, identity } = said;
    const finds = written.has(filed(place, identity)) ? 'yes' : 'no';
    const owner = owners.of(said.by);
    const object = { object: said.by.ref, ...(owner !== undefined && { owner }), ...fluxSwitches(said.by) };
    return { ...object, repository: repositories.keyOf(place), identity, finds };
  };
}

function keyOf({ kind, namespace, name }: ObjectRef): string {
  return JSON.stringify([kind, namespace, name]);
}
