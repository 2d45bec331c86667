import { ifGiven, type Problem } from '../rules/problem';
import { show } from '../rules/show';
import { isSet, type KeysOf, unknownKeyProblems } from '../values/known-keys';
import { nameProblems, namespaceProblems } from '../values/names';

/** A Flux Kustomization that something waits for. */
export interface KustomizationRef {
  /** Name of the Kustomization. */
  readonly name: string;
  /** Namespace of the Kustomization. @default that of the Kustomization which waits, as in Flux */
  readonly namespace?: string;
}

export const KUSTOMIZATION_REF_KEYS: KeysOf<KustomizationRef> = { name: true, namespace: true };

/** Everything wrong with a list of Kustomizations that something waits for. */
export function kustomizationRefsProblems(field: string, refs: unknown): Problem[] {
  return Array.isArray(refs)
    ? refs.flatMap((each: unknown) => kustomizationRefProblems(field, each))
    : [{ field, text: `${show(refs)} is not a list; write [{ name: "<Kustomization>" }]` }];
}

/** Everything wrong with one of them. */
function kustomizationRefProblems(field: string, ref: unknown): Problem[] {
  if (!isSet(ref)) {
    return [{ field, text: `${show(ref)} names no Kustomization; write { name: "<Kustomization>" }` }];
  }
  const { name, namespace } = ref as Partial<KustomizationRef>;
  return [
    ...unknownKeyProblems(field, ref, KUSTOMIZATION_REF_KEYS),
    ...nameProblems(`${field}.name`, name, 253, 'F3'),
    ...ifGiven(namespace, (each) => namespaceProblems(`${field}.namespace`, each)),
  ];
}
