import {
  admissionPolicyFlags,
  mutatingAdmissionPolicyVersion,
  needsFeatureGate,
} from '../../../../src/engines/volsync/admission/api-server';

test.each([
  [31, undefined],
  [32, 'v1alpha1'],
  [33, 'v1alpha1'],
  [34, 'v1beta1'],
  [35, 'v1beta1'],
  [36, 'v1'],
  [40, 'v1'],
])('Kubernetes 1.%i serves MutatingAdmissionPolicy as %s', (minor, version) => {
  expect(mutatingAdmissionPolicyVersion(minor)).toBe(version);
});

test.each([
  [31, false],
  [32, true],
  [35, true],
  [36, false],
])('Kubernetes 1.%i has the policies behind a gate: %p', (minor, gated) => {
  expect(needsFeatureGate(minor)).toBe(gated);
});

test('gate and runtime-config are of one version', () => {
  expect(admissionPolicyFlags(34)).toEqual({
    featureGate: 'MutatingAdmissionPolicy=true',
    runtimeConfig: 'admissionregistration.k8s.io/v1beta1=true',
  });
});
