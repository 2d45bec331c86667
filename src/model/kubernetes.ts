import { type Problem, show } from './problem';

/** The minor of a Kubernetes version such as `'1.33'` or `'v1.33.4'`. */
export function kubernetesMinor(version: string): number | undefined {
  const [, minor] = /^v?1\.(\d+)(?:\.\d+)?$/.exec(version) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

export function kubernetesProblems(field: string, version: string): Problem[] {
  return typeof version !== 'string' || kubernetesMinor(version) === undefined
    ? [{ field, text: `${show(version)} is not a Kubernetes version; write its minor, such as "1.33"`, rule: 'A1' }]
    : [];
}

/**
 * The version of MutatingAdmissionPolicy that a Kubernetes minor serves; `undefined` where there is none. No version
 * works on a default 1.35 and a default 1.36 alike.
 */
export function mutatingAdmissionPolicyVersion(minor: number): 'v1alpha1' | 'v1beta1' | 'v1' | undefined {
  return minor < 32 ? undefined : minor < 34 ? 'v1alpha1' : minor < 36 ? 'v1beta1' : 'v1';
}
