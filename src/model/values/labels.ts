import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isSet } from './known-keys';
import { isName } from './names';

const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const KEY = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Whether a text is the key of a label or an annotation: a name of its own, after a domain and a slash or not. */
export function isLabelKey(text: string): boolean {
  const [name = '', domain = 'x', ...more] = text.split('/').reverse();
  return more.length === 0 && KEY.test(name) && isName(domain) && domain.length <= 253;
}

export function isLabelValue(value: unknown): value is string {
  return typeof value === 'string' && VALUE.test(value);
}

/** Checks labels of a Kubernetes object. */
export function labelProblems(field: string, labels: Readonly<Record<string, unknown>>): Problem[] {
  return entries(labels).flatMap(([key, value]) =>
    problemIf(
      !isLabelKey(key) || !isLabelValue(value),
      field,
      () => `${show(key)}: ${show(value)} is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."`,
    ),
  );
}

/** Checks annotations of a Kubernetes object, which may say anything. */
export function annotationProblems(field: string, annotations: Readonly<Record<string, unknown>>): Problem[] {
  return entries(annotations).flatMap(([key, value]) => [
    ...problemIf(
      !isLabelKey(key),
      field,
      () => `${show(key)} is not the key of an annotation; use at most 63 letters, digits, "-", "_" and "."`,
    ),
    ...problemIf(
      typeof value !== 'string',
      field,
      () => `${show(key)}: ${show(value)} is not text; write it in quotes`,
    ),
  ]);
}

/** What is no set of fields is told with the fields that nothing reads. */
function entries(map: object): [string, unknown][] {
  return isSet(map) ? Object.entries(map) : [];
}
