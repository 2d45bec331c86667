import { k8s } from 'cdk8s-plus-30';
import * as kinds from '../../src/tree/kubernetes-kinds';
import type { Binding } from '../../src/tree/manifest';
import { platformZooFiles } from '../support/platform-zoo';
import { sopsFiles } from '../support/sops-cluster';

const { Scalar, ...bindings } = kinds;
type Name = keyof typeof bindings;

/** What each of our kinds is given for a zoo of platforms, and what it makes of it. */
const made: Record<Name, [given: never, manifest: object][]> = {
  KubeConfigMap: [],
  KubeCronJob: [],
  KubeHorizontalPodAutoscalerV2: [],
  KubeJob: [],
  KubeNetworkPolicy: [],
  KubePersistentVolumeClaim: [],
};

beforeAll(() => {
  for (const name of Object.keys(made) as Name[]) {
    const binding = bindings[name] as Binding<never>;
    const { manifest } = binding;
    const spy = jest.spyOn(binding, 'manifest');
    spy.mockImplementation((given) => {
      const object = manifest(given);
      made[name].push([given, object]);
      return object;
    });
  }
  platformZooFiles();
  sopsFiles();
  jest.restoreAllMocks();
}, 60_000);

test.each(Object.keys(made) as Name[])('%s writes what the bindings of cdk8s-plus-30 write', (name) => {
  expect(made[name].length).toBeGreaterThan(10);
  for (const [given, object] of made[name]) {
    expect(object).toEqual(k8s[name].manifest(given));
  }
});

test('a scalar is taken out wherever it is, and nothing else that has a value', () => {
  const labels = { value: 'x' };
  const props = { metadata: { labels }, spec: { resources: { requests: { storage: new Scalar('5Gi') } } } };
  expect(kinds.KubePersistentVolumeClaim.manifest(props)).toEqual({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { labels },
    spec: { resources: { requests: { storage: '5Gi' } } },
  });
});
