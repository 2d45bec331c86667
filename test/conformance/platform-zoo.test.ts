import { basename } from 'node:path';
import { schemaValidator } from '../support/crd-schemas';
import { type Manifest, manifestsIn } from '../support/manifest-tree';
import { platformChoices } from '../support/platform-choices';
import { minors } from '../support/platform-cluster';
import { minorOf, platformZoo, platformZooFiles } from '../support/platform-zoo';
import { treeRules } from '../support/tree-rules';

const trees = platformZooFiles().map((files) => [...files].map(([path, text]) => ({ path, text })));
const objectsIn = (tree: (typeof trees)[number]): Manifest[] =>
  tree.filter(({ path }) => basename(path) !== 'kustomization.yaml').flatMap(manifestsIn);
const objects = trees.map(objectsIn);

test('every object of every platform fits its schema, unknown fields forbidden', () => {
  const schemaErrors = schemaValidator();
  const kinds = new Map<string, number>();
  const errors: string[] = [];
  for (const [tree, manifests] of objects.entries()) {
    for (const manifest of manifests) {
      kinds.set(manifest.kind, (kinds.get(manifest.kind) ?? 0) + 1);
      errors.push(...schemaErrors(manifest).map((error) => `tree ${tree}: ${error}`));
    }
  }
  expect(errors).toEqual([]);
  expect(Object.fromEntries(kinds)).toEqual({
    OCIRepository: 60,
    HelmRelease: 60,
    MutatingAdmissionPolicy: 90,
    MutatingAdmissionPolicyBinding: 90,
    ExternalSecret: 233,
    ConfigMap: 67,
    NetworkPolicy: 30,
    Job: 30,
    CronJob: 90,
    KopiaMaintenance: 30,
    PrometheusRule: 30,
    ScaledObject: 30,
    HorizontalPodAutoscaler: 30,
    PersistentVolumeClaim: 30,
    ReplicationDestination: 30,
    ReplicationSource: 30,
    ServiceMonitor: 15,
    Kustomization: 450,
  });
}, 60_000);

test.each(Object.entries(treeRules))('in every tree: %s', (_, rule) => {
  expect(trees.flatMap((tree) => rule(tree))).toEqual([]);
});

test('there are hundreds of combinations, and every choice that a part has is in one', () => {
  const unused = Object.entries(platformChoices).flatMap(([part, choices]) => {
    const combinations: readonly object[] = platformZoo[part as keyof typeof platformZoo];
    return Object.entries<readonly unknown[]>(choices).flatMap(([prop, values]) =>
      values
        .filter((value) => !combinations.some((each) => Reflect.get(each, prop) === value))
        .map((value) => `${part}.${prop}: ${JSON.stringify(value)}`),
    );
  });
  expect(unused).toEqual([]);
  const single = Object.entries(platformChoices).flatMap(([part, choices]) =>
    Object.entries<readonly unknown[]>(choices)
      .filter(([, values]) => new Set(values).size < 2)
      .map(([prop]) => `${part}.${prop}`),
  );
  expect(single).toEqual([]);
  const distinct = new Set(
    Object.entries(platformZoo).flatMap(([part, list]) => list.map((each) => part + JSON.stringify(each))),
  );
  expect(distinct.size).toBeGreaterThanOrEqual(250);
});

test('policies come in the version that the Kubernetes of their tree serves', () => {
  const versions = new Map<string, Set<string>>(minors.map((minor) => [minor, new Set()]));
  for (const [tree, manifests] of objects.entries()) {
    for (const { apiVersion, kind } of manifests.filter((each) => each.kind.startsWith('MutatingAdmissionPolicy'))) {
      versions.get(minorOf(tree))?.add(`${apiVersion} ${kind}`);
    }
  }
  const both = (version: string) =>
    ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'].map(
      (kind) => `admissionregistration.k8s.io/${version} ${kind}`,
    );
  expect(Object.fromEntries([...versions].map(([minor, found]) => [minor, [...found].sort()]))).toEqual({
    '1.32': both('v1alpha1'),
    '1.33': both('v1alpha1'),
    '1.34': both('v1beta1'),
    '1.35': both('v1beta1'),
    '1.36': both('v1'),
  });
});
