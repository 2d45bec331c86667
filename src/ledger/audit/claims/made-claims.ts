import type { Ledger } from '../../ledger';
import type { LooseRecord } from '../../loose';
import type { ObjectRef } from '../../object';
import type { ExpectedClaim } from './expected';

/** Claims as they will be made by objects that describe them, for whoever reads claims. */
export interface MadeClaims {
  readonly objects: readonly LooseRecord[];
  /** Who makes each, by its `namespace/name`. */
  readonly makers: ReadonlyMap<string, ObjectRef>;
}

/** Of a claim that can have several names the one is meant that is backed up; where none is, nothing is said of it. */
export function madeClaims(expected: readonly ExpectedClaim[], ledger: Ledger): MadeClaims {
  const backedUp = new Set(ledger.protected.map(({ id }) => id));
  const made = expected.flatMap(({ ids, spec, object }) => {
    const id = ids.length === 1 ? ids[0] : ids.find((each) => backedUp.has(each));
    return id === undefined || spec === undefined ? [] : [{ id, spec, object }];
  });
  return {
    objects: made.map(({ id, spec }) => {
      const [namespace, name] = id.split('/');
      return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { namespace, name }, spec };
    }),
    makers: new Map(made.map(({ id, object }) => [id, object])),
  };
}
