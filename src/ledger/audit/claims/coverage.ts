import { claimId } from '../../claims';
import { grouped } from '../../grouped';
import type { FoundObject, Objects } from '../../object';
import { claimVolumes, podsOf } from '../pods';
import type { ExpectedClaim } from './expected';
import { helmClaims } from './helm-releases';
import { operatorClaims } from './operators';
import { statefulSetClaims } from './stateful-sets';
import { templatedClaims } from './templates';

/**
 * Every claim that the objects make, describe or mount, each once: by the object that makes it where that is here.
 * @param isHelper claims that an engine makes for its own work
 * @param isRead kinds of which somebody knows what they say of claims
 */
export function expectedClaims(
  objects: Objects,
  isHelper: (claim: FoundObject) => boolean,
  isRead: (object: FoundObject) => boolean,
): readonly ExpectedClaim[] {
  const claims = objects.ofKind('', 'PersistentVolumeClaim');
  const helpers = new Set(claims.filter(isHelper).map(({ ref }) => claimId(ref.namespace, ref.name)));
  const own = claims.map(({ ref }): ExpectedClaim => {
    const id = claimId(ref.namespace, ref.name);
    return { label: id, ids: [id], object: ref, kind: 'claim' };
  });
  const operators = operatorClaims(objects);
  const known = new Set(operators.map(({ object }) => object));
  const all = [
    ...own,
    ...statefulSetClaims(objects),
    ...operators,
    ...helmClaims(objects),
    ...templatedClaims(objects, (each) => known.has(each.ref) || isRead(each)),
    ...mountedClaims(objects),
  ];
  return firstOfEach(all.filter(({ ids }) => !ids.some((id) => helpers.has(id))));
}

/** A claim that a pod mounts is there, whoever has made it. */
function mountedClaims(objects: Objects): readonly ExpectedClaim[] {
  return podsOf(objects).flatMap(({ by, spec }) =>
    claimVolumes(spec).map(({ claim }): ExpectedClaim => {
      const id = claimId(by.ref.namespace, claim);
      return { label: id, ids: [id], object: by.ref, kind: 'mounted' };
    }),
  );
}

/** Of several that say one claim the first; one that can have several names is none of those that are there already. */
function firstOfEach(all: readonly ExpectedClaim[]): readonly ExpectedClaim[] {
  const seen = new Set<string>();
  const sorted = [...grouped(all, ({ ids }) => (ids.length === 1 ? 'certain' : 'open')).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return sorted
    .flatMap(([, each]) => each)
    .filter(({ ids }) => {
      const known = ids.some((id) => seen.has(id));
      for (const id of ids.length === 1 ? ids : []) {
        seen.add(id);
      }
      return !known;
    });
}
