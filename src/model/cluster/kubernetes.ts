import type { Problem } from '../rules/problem';
import { show } from '../rules/show';

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

/** What an API server can be started with so that it serves more than its version does by itself. */
export type FeatureGate = 'MutatingAdmissionPolicy';

const FEATURE_GATES: readonly string[] = ['MutatingAdmissionPolicy'] satisfies FeatureGate[];

/** Whether the API server of a minor serves MutatingAdmissionPolicy only if it is told to. */
export function needsFeatureGate(minor: number): boolean {
  return minor >= 32 && minor < 36;
}

/** What the API server of a minor must be started with, both together; one without the other does harm or nothing. */
export function admissionPolicyFlags(minor: number): { readonly featureGate: string; readonly runtimeConfig: string } {
  return {
    featureGate: 'MutatingAdmissionPolicy=true',
    runtimeConfig: `admissionregistration.k8s.io/${mutatingAdmissionPolicyVersion(minor)}=true`,
  };
}

export function featureGatesProblems(field: string, gates: unknown): Problem[] {
  return gates === undefined || (Array.isArray(gates) && gates.every((each) => FEATURE_GATES.includes(each)))
    ? []
    : [{ field, text: `${show(gates)} is not a list of feature gates; write ${show(FEATURE_GATES)}`, rule: 'A1' }];
}
