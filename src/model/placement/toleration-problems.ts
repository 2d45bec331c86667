import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isLabelValue } from '../values/labels';
import { eachOf, keyProblems } from './requirement-problems';
import type { Toleration } from './scheduling';

const EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const OPERATORS: readonly string[] = ['Exists', 'Equal'];

/** Everything wrong with tolerations. */
export function tolerationsProblems(field: string, tolerations: readonly Toleration[] | undefined): Problem[] {
  return eachOf(field, tolerations, '{ key, operator, value, effect }', tolerationProblems);
}

function tolerationProblems(field: string, toleration: Toleration): Problem[] {
  const { key = '', operator = 'Equal', value, effect = '', tolerationSeconds: seconds } = toleration ?? {};
  return [
    ...(key === '' ? [] : keyProblems(`${field}.key`, key)),
    ...problemIf(
      !OPERATORS.includes(operator),
      `${field}.operator`,
      () => `${show(operator)} is not how taints are compared; write "Exists", or "Equal" and a value`,
    ),
    ...problemIf(
      key === '' && operator === 'Equal',
      `${field}.key`,
      () => 'a value is compared, and no key says of which taint; write a key, or operator: "Exists" for all taints',
    ),
    ...problemIf(
      operator === 'Exists' && value !== undefined && value !== '',
      `${field}.value`,
      () => `${show(value)} is compared with nothing under "Exists"; leave it out, or write operator: "Equal"`,
    ),
    ...problemIf(
      operator === 'Equal' && !isLabelValue(value ?? ''),
      `${field}.value`,
      () => `${show(value)} is the value of no taint; use at most 63 letters, digits, "-", "_" and "."`,
    ),
    ...problemIf(
      effect !== '' && !EFFECTS.includes(effect),
      `${field}.effect`,
      () => `${show(effect)} is not the effect of a taint; write ${EFFECTS.join(', ')}, or leave it out for all`,
    ),
    ...ifGiven(seconds, (each) => [
      ...problemIf(
        !Number.isSafeInteger(each),
        `${field}.tolerationSeconds`,
        () => `${show(each)} is not a number of seconds; write a whole number`,
      ),
      ...problemIf(
        effect !== 'NoExecute',
        `${field}.tolerationSeconds`,
        () => `${show(each)} is for the effect "NoExecute", which alone ends pods; write that effect, or leave it out`,
      ),
    ]),
  ];
}
