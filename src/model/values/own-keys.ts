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

/** The label that objects have of their own. */
export const NAME_LABEL = 'app.kubernetes.io/name';

/**
 * By these a program that reads the output, or an object in the cluster, decides what to do with it: Flux whether to apply and
 * to delete it, Kustomize whether to give it out at all, External Secrets whether a Secret is its own, Kubernetes which volume
 * a claim has. Their options are those of the constructs.
 */
export const OBJECT_KEYS = [
  'cdk8s-volsync-kopia/',
  'kustomize.toolkit.fluxcd.io/',
  'helm.toolkit.fluxcd.io/',
  'reconcile.fluxcd.io/',
  'source.toolkit.fluxcd.io/',
  'config.kubernetes.io/',
  'config.k8s.io/',
  'kustomize.config.k8s.io/',
  'internal.config.kubernetes.io/',
  'kubectl.kubernetes.io/',
  'meta.helm.sh/',
  'helm.sh/',
  'external-secrets.io/',
  'reconcile.external-secrets.io/',
  'pv.kubernetes.io/',
  'volume.kubernetes.io/',
  'volume.beta.kubernetes.io/',
  'batch.kubernetes.io/',
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
