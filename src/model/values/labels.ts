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

/** What the API server takes of all annotations of an object, keys and values in UTF-8. */
const MOST_BYTES = 256 * 1024;

/** Checks annotations of a Kubernetes object, which may say anything. */
export function annotationProblems(field: string, annotations: Readonly<Record<string, unknown>>): Problem[] {
  const bytes = entries(annotations).reduce((sum, [key, value]) => sum + sizeOf(key) + sizeOf(value), 0);
  const tooMuch = problemIf(
    bytes > MOST_BYTES,
    field,
    `has ${bytes} bytes in all, and Kubernetes takes ${MOST_BYTES} of one object; write less`,
  );
  const each = entries(annotations).flatMap(([key, value]) => [
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
  return [...tooMuch, ...each];
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' ? Buffer.byteLength(value) : 0;
}

/** What is no set of fields is told with the fields that nothing reads. */
function entries(map: object): [string, unknown][] {
  return isSet(map) ? Object.entries(map) : [];
}
