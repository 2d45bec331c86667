import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isLabelKey, isLabelValue } from '../values/labels';

/** A requirement as plain JavaScript may write it. */
type Requirement = { readonly key?: unknown; readonly operator?: unknown; readonly values?: unknown } | undefined;

/** How many values an operator goes with. */
const VALUES = {
  In: 'one or more',
  NotIn: 'one or more',
  Exists: 'none',
  DoesNotExist: 'none',
  Gt: 'one whole number',
  Lt: 'one whole number',
} as const;

type Operator = keyof typeof VALUES;

/** What a selector of pods or namespaces can ask. */
export const LABEL_OPERATORS: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'] satisfies Operator[];

/** What a selector of nodes can ask. */
export const NODE_OPERATORS: readonly string[] = Object.keys(VALUES);

/** Everything wrong with a list of requirements, each a key, an operator and values. */
export function requirementsProblems(field: string, list: unknown, operators: readonly string[]): Problem[] {
  return eachOf<Requirement>(field, list, '{ key, operator, values }', (at, each) =>
    requirementProblems(at, each, operators),
  );
}

function requirementProblems(field: string, requirement: Requirement, operators: readonly string[]): Problem[] {
  const { key, operator, values = [] } = requirement ?? {};
  return [
    ...keyProblems(`${field}.key`, key),
    ...(operators.includes(operator as string)
      ? valuesProblems(`${field}.values`, values, operator as Operator)
      : [{ field: `${field}.operator`, text: `${show(operator)} is no operator here; write ${operators.join(', ')}` }]),
  ];
}

function valuesProblems(field: string, values: unknown, operator: Operator): Problem[] {
  const wanted = VALUES[operator];
  const list: readonly unknown[] = Array.isArray(values) ? values : [undefined];
  const fits =
    wanted === 'none'
      ? list.length === 0
      : wanted === 'one or more'
        ? list.length > 0 && list.every(isLabelValue)
        : list.length === 1 && typeof list[0] === 'string' && /^\d{1,18}$/.test(list[0]);
  return problemIf(!fits, field, () => `${operator} goes with ${wanted}, not ${show(values)}; ${REPAIRS[wanted]}`);
}

const REPAIRS = {
  none: 'leave values out',
  'one or more': `write a list of values of labels, such as ["a"]`,
  'one whole number': 'write it as text, such as ["4"]',
} as const;

/** Checks the key of a label, a taint or a topology. */
export function keyProblems(field: string, key: unknown): Problem[] {
  return problemIf(
    typeof key !== 'string' || !isLabelKey(key),
    field,
    () => `${show(key)} is not the key of a label; write one such as "kubernetes.io/hostname"`,
  );
}

/** Checks a list and each of its members, under its place in it. @param member what one looks like */
export function eachOf<T>(
  field: string,
  list: unknown,
  member: string,
  find: (at: string, each: T) => Problem[],
): Problem[] {
  if (list === undefined) {
    return [];
  }
  return Array.isArray(list)
    ? list.flatMap((each, index) => find(`${field}[${index}]`, each))
    : [{ field, text: `${show(list)} is not a list; write [${member}]` }];
}
