import { fluxSwitch, type KubeObject } from '../values/kube-object';
import { type Problem, problemIf } from './problem';
import type { RuleId } from './rule';

/** What a rule says of one object as it is written, whoever made it. */
export interface ObjectRule {
  readonly rule: RuleId;
  /** The kinds that it is about. @default all */
  readonly kinds?: readonly string[];
  /** Where the object breaks it. */
  readonly field: string;
  /**
   * What is wrong, with the repair; `undefined` where nothing is.
   * @param named whether the object was given its name, or cdk8s made one up
   */
  readonly breach: (object: KubeObject, named: boolean) => string | undefined;
}

/** Every rule that an object breaks. */
export function objectProblems(rules: readonly ObjectRule[], object: KubeObject, named: boolean): Problem[] {
  return rules.flatMap(({ rule, kinds, field, breach }) => {
    const text = (kinds?.includes(object.kind) ?? true) ? breach(object, named) : undefined;
    return problemIf(text !== undefined, field, text ?? '', rule);
  });
}

/** F2: what cannot be changed once it is there must not be patched, or Flux stops at it for the whole chart. */
export function createdOnce(kind: string): ObjectRule {
  return {
    rule: 'F2',
    kinds: [kind],
    field: 'metadata.labels',
    breach: (object) =>
      fluxSwitch(object, 'ssa') === 'IfNotPresent'
        ? undefined
        : `this ${kind} lacks kustomize.toolkit.fluxcd.io/ssa: IfNotPresent, so Flux would fail on every change of it; add the label`,
  };
}
