import { isNfs } from '../../../model/repository/nfs/nfs-repository';
import type { ResticStore } from '../../../model/restic/place';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { nfsProblems } from '../nfs';

/** A2: how VolSync's mover for Restic gets at a place. */
export function resticPlaceProblems(field: string, place: ResticStore): Problem[] {
  return isNfs(place)
    ? [
        ...nfsProblems(field, place),
        ...problemIf(
          place.access === 'admission-policy' && !place.injectedElsewhere,
          `${field}.access`,
          '"admission-policy" is what NfsInjectionPolicy brings to movers of Kopia alone, so no mover of Restic would see it; declare injectedElsewhere: true and keep the policy that you have, or write "mover-volumes"',
          'A2',
        ),
      ]
    : [];
}
