/**
 * The version of MutatingAdmissionPolicy that a Kubernetes minor serves; `undefined` where there is none. No version
 * works on a default 1.35 and a default 1.36 alike.
 */
export function mutatingAdmissionPolicyVersion(minor: number): 'v1alpha1' | 'v1beta1' | 'v1' | undefined {
  return minor < 32 ? undefined : minor < 34 ? 'v1alpha1' : minor < 36 ? 'v1beta1' : 'v1';
}

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
