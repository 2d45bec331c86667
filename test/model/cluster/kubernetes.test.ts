import { featureGatesProblems, kubernetesMinor, kubernetesProblems } from '../../../src/model/cluster/kubernetes';
import { lines } from '../fixture';

test.each([
  ['1.33', 33],
  ['v1.33.4', 33],
  ['1.9', 9],
  ['1.30', 30],
])('the minor of %s is %i', (version, minor) => {
  expect(kubernetesMinor(version)).toBe(minor);
  expect(kubernetesProblems('kubernetes', version)).toEqual([]);
});

test.each<[version: unknown, shown: string]>([
  ['33', '"33"'],
  ['latest', '"latest"'],
  ['', '""'],
  ['2.0', '"2.0"'],
  ['v1.33.4+k3s1', '"v1.33.4+k3s1"'],
  // JavaScript reads the number 1.30 as 1.3, which is another version.
  [1.3, '1.3'],
  [undefined, 'undefined'],
])('%p is refused as a version', (version, shown) => {
  expect(lines(kubernetesProblems('kubernetes', version as string))).toEqual([
    `kubernetes: ${shown} is not a Kubernetes version; write its minor, such as "1.33" (rule A1)`,
  ]);
});

test.each<[gates: unknown, ...messages: string[]]>([
  [undefined],
  [[]],
  [['MutatingAdmissionPolicy']],
  [['HPAScaleToZero', 'MutatingAdmissionPolicy']],
  [
    'MutatingAdmissionPolicy',
    'featureGates: "MutatingAdmissionPolicy" is not a list of feature gates; write one or more of ["MutatingAdmissionPolicy","HPAScaleToZero"] (rule A1)',
  ],
  [
    ['MutatingAdmissionPolicy=true'],
    'featureGates: ["MutatingAdmissionPolicy=true"] is not a list of feature gates; write one or more of ["MutatingAdmissionPolicy","HPAScaleToZero"] (rule A1)',
  ],
])('%j as feature gates', (gates, ...messages) => {
  expect(lines(featureGatesProblems('featureGates', gates))).toEqual(messages);
});
