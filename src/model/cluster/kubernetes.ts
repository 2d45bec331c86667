import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

/** The minor of a Kubernetes version such as `'1.33'` or `'v1.33.4'`. */
export function kubernetesMinor(version: string): number | undefined {
  const [, minor] = /^v?1\.(\d+)(?:\.\d+)?$/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

export function kubernetesProblems(field: string, version: string): Problem[] {
  return problemIf(
    typeof version !== 'string' || kubernetesMinor(version) === undefined,
    field,
    () => `${show(version)} is not a Kubernetes version; write its minor, such as "1.33"`,
    'A1',
  );
}

/** What a control plane can be started with so that it does more than its version does by itself. */
export type FeatureGate = 'MutatingAdmissionPolicy' | 'HPAScaleToZero';

const FEATURE_GATES: readonly string[] = ['MutatingAdmissionPolicy', 'HPAScaleToZero'] satisfies FeatureGate[];

export function featureGatesProblems(field: string, gates: unknown): Problem[] {
  return problemIf(
    gates !== undefined && !(Array.isArray(gates) && gates.every((each) => FEATURE_GATES.includes(each))),
    field,
    () => `${show(gates)} is not a list of feature gates; write one or more of ${show(FEATURE_GATES)}`,
    'A1',
  );
}
