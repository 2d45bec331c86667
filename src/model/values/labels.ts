import type { Problem } from '../rules/problem';
import { show } from '../rules/show';

const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Checks labels of a Kubernetes object. */
export function labelProblems(field: string, labels: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(labels)
    .filter(([key, value]) => !KEY.test(key) || typeof value !== 'string' || !VALUE.test(value))
    .map(([key, value]) => ({
      field,
      text: `${show(key)}: ${show(value)} is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."`,
    }));
}
