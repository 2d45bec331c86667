import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { labelProblems } from '../values/labels';
import { namespaceProblems } from '../values/names';
import { weightProblems } from './node-affinity-problems';
import { eachOf, keyProblems, LABEL_OPERATORS, requirementsProblems } from './requirement-problems';
import type { LabelSelector, PodAffinity, PodAffinityTerm, WeightedPodAffinityTerm } from './scheduling';

/** Everything wrong with rules about pods that run near, or that must not. */
export function podAffinityProblems(field: string, affinity: PodAffinity | undefined): Problem[] {
  return [
    ...eachOf(
      `${field}.requiredDuringSchedulingIgnoredDuringExecution`,
      affinity?.requiredDuringSchedulingIgnoredDuringExecution,
      '{ topologyKey, labelSelector }',
      termProblems,
    ),
    ...eachOf<WeightedPodAffinityTerm>(
      `${field}.preferredDuringSchedulingIgnoredDuringExecution`,
      affinity?.preferredDuringSchedulingIgnoredDuringExecution,
      '{ weight, podAffinityTerm }',
      (at, each) => [
        ...weightProblems(`${at}.weight`, each?.weight),
        ...termProblems(`${at}.podAffinityTerm`, each?.podAffinityTerm),
      ],
    ),
  ];
}

function termProblems(field: string, term: PodAffinityTerm | undefined): Problem[] {
  const { topologyKey, labelSelector, namespaces, namespaceSelector, matchLabelKeys, mismatchLabelKeys } = term ?? {};
  const keys = { matchLabelKeys, mismatchLabelKeys };
  return [
    ...keyProblems(`${field}.topologyKey`, topologyKey),
    ...selectorProblems(`${field}.labelSelector`, labelSelector),
    ...eachOf(`${field}.namespaces`, namespaces, '"<namespace>"', namespaceProblems),
    ...selectorProblems(`${field}.namespaceSelector`, namespaceSelector),
    ...Object.entries(keys).flatMap(([name, list]) => [
      ...eachOf(`${field}.${name}`, list, '"<key of a label>"', keyProblems),
      ...problemIf(
        list !== undefined && labelSelector === undefined,
        `${field}.${name}`,
        () => `${show(list)} narrows a labelSelector, and there is none; write one, or leave ${name} out`,
      ),
    ]),
    ...twiceProblems(`${field}.mismatchLabelKeys`, matchLabelKeys, mismatchLabelKeys),
  ];
}

function selectorProblems(field: string, selector: LabelSelector | undefined): Problem[] {
  return [
    ...labelProblems(`${field}.matchLabels`, selector?.matchLabels ?? {}),
    ...requirementsProblems(`${field}.matchExpressions`, selector?.matchExpressions, LABEL_OPERATORS),
  ];
}

function twiceProblems(field: string, match: unknown, mismatch: unknown): Problem[] {
  const both = Array.isArray(match) && Array.isArray(mismatch) ? match.filter((each) => mismatch.includes(each)) : [];
  return problemIf(
    both.length > 0,
    field,
    () => `${show(both)} must not differ and must differ; leave it out here or in matchLabelKeys`,
  );
}
