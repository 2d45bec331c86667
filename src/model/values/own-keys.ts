import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

/** By these labels Jobs, Services and policies find pods: a mover with an app's name would be sent its visitors. */
export const POD_KEYS = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/controller',
  'batch.kubernetes.io/',
  'job-name',
  'controller-uid',
  'cdk8s-volsync-kopia/',
] as const;

/**
 * Reports labels or annotations that somebody goes by who did not ask: the engine, Flux, or the library itself.
 * @param own their keys or, ending in a slash, whole domains
 */
export function ownKeyProblems(field: string, labels: object | undefined, own: readonly string[]): Problem[] {
  return Object.keys(labels ?? {}).flatMap((key) =>
    problemIf(
      own.some((each) => key === each || (each.endsWith('/') && key.startsWith(each))),
      field,
      () => `${show(key)} is not free: what is there goes by it, and would do something else; leave it out`,
    ),
  );
}
