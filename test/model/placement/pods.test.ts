import { decidePods, podProblems } from '../../../src/model/placement/pods';
import { lines } from '../fixture';

test('labels of pods are those of the cluster and their own, which count', () => {
  const general = { placement: { nodeSelector: { disk: 'ssd' } }, podLabels: { team: 'home', net: 'none' } };
  const own = { placement: { affinity: {} }, podLabels: { net: 'storage' } };
  expect(decidePods(own, general)).toEqual({
    placement: { nodeSelector: { disk: 'ssd' }, affinity: {} },
    podLabels: { team: 'home', net: 'storage' },
  });
  expect(decidePods({}, {})).toEqual({ placement: {}, podLabels: {} });
});

test('a place, and labels that are free', () => {
  expect(podProblems({}, [])).toEqual([]);
  expect(podProblems({ podLabels: { 'example.org/net': 'storage', 'app.kubernetes.io/part-of': 'x' } }, [])).toEqual(
    [],
  );
});

test.each([
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/controller',
  'batch.kubernetes.io/job-name',
  'job-name',
  'controller-uid',
  'cdk8s-volsync-kopia/repository',
  'engine.example.org/owner',
  'created-by',
])('the label %s is not', (key) => {
  expect(lines(podProblems({ podLabels: { [key]: 'x' } }, ['engine.example.org/', 'created-by']))).toEqual([
    `podLabels: "${key}" is not free: what is there goes by it, and would do something else; leave it out`,
  ]);
});

test('a label of another domain that begins alike is', () => {
  expect(podProblems({ podLabels: { 'job-names': 'x', 'batch.kubernetes.io.example.org/a': 'x' } }, [])).toEqual([]);
});
