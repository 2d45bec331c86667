import { metadataProblems } from '../../../src/model/cluster/object-metadata';
import { lines } from '../fixture';

test('labels and annotations that are free', () => {
  expect(metadataProblems({}, [])).toEqual([]);
  expect(
    metadataProblems(
      {
        labels: { team: 'home', 'app.kubernetes.io/part-of': 'games', 'app.kubernetes.io/name': 'romm' },
        annotations: { 'example.org/why': 'two lines,\nand blanks', 'kustomize.example.org/a': '' },
      },
      ['engine.example.org/'],
    ),
  ).toEqual([]);
});

test.each([
  'kustomize.toolkit.fluxcd.io/reconcile',
  'config.kubernetes.io/local-config',
  'kubectl.kubernetes.io/last-applied-configuration',
  'volume.kubernetes.io/selected-node',
  'external-secrets.io/disable-maintenance-checks',
  'cdk8s-volsync-kopia/location',
  'engine.example.org/owner',
  'created-by',
])('the key %s is not', (key) => {
  const free = `"${key}" is not free: what is there goes by it, and would do something else; leave it out`;
  expect(
    lines(
      metadataProblems({ labels: { [key]: 'x' }, annotations: { [key]: 'x' } }, ['engine.example.org/', 'created-by']),
    ),
  ).toEqual([`labels: ${free}`, `annotations: ${free}`]);
});

test('what Kubernetes refuses is said', () => {
  expect(lines(metadataProblems({ labels: { team: 'a b' }, annotations: { 'a b': 'x' } }, []))).toEqual([
    'labels: "team": "a b" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."',
    'annotations: "a b" is not the key of an annotation; use at most 63 letters, digits, "-", "_" and "."',
  ]);
});
