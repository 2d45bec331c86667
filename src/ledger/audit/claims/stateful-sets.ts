import { claimId } from '../../claims';
import { at, listAt, recordAt, textAt } from '../../loose';
import type { Objects } from '../../object';
import type { ExpectedClaim } from './expected';

/** The claims that StatefulSets make, which are called `<template>-<set>-<number>`. */
export function statefulSetClaims(objects: Objects): readonly ExpectedClaim[] {
  return objects.ofKind('apps', 'StatefulSet').flatMap(({ ref, body }) => {
    const first = wholeAt(at(body, 'spec', 'ordinals', 'start'), 0);
    const replicas = wholeAt(at(body, 'spec', 'replicas'), 1);
    const templates = listAt(body, 'spec', 'volumeClaimTemplates').flatMap((each) => {
      const name = textAt(each, 'metadata', 'name');
      return name === undefined ? [] : [{ name, spec: recordAt(each, 'spec') }];
    });
    // One that is scaled to nothing for now has had a pod, and its claim.
    const numbers = Array.from({ length: Math.min(Math.max(replicas, 1), MOST) }, (_, index) => first + index);
    return templates.flatMap(({ name, spec }) =>
      numbers.map((number): ExpectedClaim => {
        const id = claimId(ref.namespace, `${name}-${ref.name}-${number}`);
        return { label: id, ids: [id], object: ref, kind: 'made', spec };
      }),
    );
  });
}

/** So many pods no home has; a number that somebody made up must not fill the memory. */
const MOST = 1000;

function wholeAt(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;
}
