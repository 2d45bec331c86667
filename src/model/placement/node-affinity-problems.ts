import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isSet } from '../values/known-keys';
import { isName } from '../values/names';
import { isWhole } from '../values/number';
import { eachOf, NODE_OPERATORS, requirementsProblems } from './requirement-problems';
import type {
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PreferredSchedulingTerm,
} from './scheduling';

/** Everything wrong with rules about nodes. */
export function nodeAffinityProblems(field: string, affinity: NodeAffinity | undefined): Problem[] {
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution;
  return [
    // What holds no fields at all is reported with those that nothing reads.
    ...(isSet(required)
      ? requiredProblems(`${field}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`, required)
      : []),
    ...eachOf<PreferredSchedulingTerm>(
      `${field}.preferredDuringSchedulingIgnoredDuringExecution`,
      preferred,
      '{ weight, preference }',
      (at, each) => [
        ...weightProblems(`${at}.weight`, each?.weight),
        ...termProblems(`${at}.preference`, each?.preference),
      ],
    ),
  ];
}

function requiredProblems(field: string, { nodeSelectorTerms: terms }: NodeSelector): Problem[] {
  return Array.isArray(terms) && terms.length > 0
    ? eachOf(field, terms, '', termProblems)
    : [
        {
          field,
          text: `${show(terms)} holds no term, and so no node would do; write [{ matchExpressions: [{ key, operator, values }] }]`,
        },
      ];
}

function termProblems(field: string, term: NodeSelectorTerm | undefined): Problem[] {
  const { matchExpressions, matchFields } = term ?? {};
  return [
    ...problemIf(
      [matchExpressions, matchFields].every((each) => each === undefined || each.length === 0),
      field,
      () =>
        `${show(term)} asks for nothing, and no node matches that; write { matchExpressions: [{ key, operator, values }] }`,
    ),
    ...requirementsProblems(`${field}.matchExpressions`, matchExpressions, NODE_OPERATORS),
    ...eachOf(`${field}.matchFields`, matchFields, '{ key, operator, values }', nodeNameProblems),
  ];
}

/** Of all fields of a node Kubernetes compares one. */
function nodeNameProblems(field: string, requirement: NodeSelectorRequirement): Problem[] {
  const { key, operator, values } = requirement ?? {};
  return problemIf(
    key !== 'metadata.name' ||
      !['In', 'NotIn'].includes(operator) ||
      !(Array.isArray(values) && values.length === 1 && isName(values[0])),
    field,
    () =>
      `${show(requirement)} is not how nodes are named; write { key: "metadata.name", operator: "In", values: ["<node>"] }, or use matchExpressions`,
  );
}

export function weightProblems(field: string, weight: unknown): Problem[] {
  return problemIf(
    !isWhole(weight, 1, 100),
    field,
    () => `${show(weight)} is not a weight; write a whole number from 1 to 100`,
  );
}
