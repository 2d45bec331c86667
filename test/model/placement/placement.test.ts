import { choosesNodes, placementFields, placementOf, placementProblems } from '../../../src/model/placement/placement';
import { placement } from '../../support/whole-placement';
import { lines } from '../fixture';

test('everything that Kubernetes takes is taken', () => {
  expect(placementProblems('placement', placement)).toEqual([]);
  expect(placementProblems('placement', {})).toEqual([]);
  expect(placementFields(placement)).toEqual(placement);
});

test('each field is somebody else’s until it is said, and is taken back by nothing in it', () => {
  const own = { affinity: {}, nodeSelector: {}, tolerations: [] };
  expect(placementOf(placement, { tolerations: [] })).toEqual({ ...placement, tolerations: [] });
  expect(placementOf(undefined, undefined)).toEqual({});
  expect(placementFields(placementOf(placement, own))).toEqual({});
});

const near = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'romm' } } };
const required = { nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'Exists' }] }] };

test.each([
  [{ nodeSelector: { gpu: 'yes' } }, true],
  [{ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } }, true],
  [{ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } }, false],
  [{ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [near] } } }, true],
  [{ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } } }, false],
  [{ affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } }, false],
  [{ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [near] } } }, false],
  [{ nodeSelector: {}, affinity: {} }, false],
  [{}, false],
])('%j: whether other nodes are left out is %s', (value, chosen) => {
  expect(choosesNodes(value)).toBe(chosen);
});

test('the labels of a node are labels', () => {
  expect(lines(placementProblems('placement', { nodeSelector: { 'a b': 'x', disk: 'fast ssd' } }))).toEqual([
    'placement.nodeSelector: "a b": "x" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."',
    'placement.nodeSelector: "disk": "fast ssd" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."',
  ]);
});
