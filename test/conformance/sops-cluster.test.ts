import { basename } from 'node:path';
import { schemaValidator } from '../support/crd-schemas';
import { manifestsIn } from '../support/manifest-tree';
import { sopsFiles } from '../support/sops-cluster';
import { treeRules } from '../support/tree-rules';

const files = [...sopsFiles()].map(([path, text]) => ({ path, text }));
const objects = files.filter(({ path }) => basename(path) !== 'kustomization.yaml').flatMap(manifestsIn);

test('every object of a cluster whose Secrets exist fits its schema, unknown fields forbidden', () => {
  const schemaErrors = schemaValidator();
  const kinds = new Map<string, number>();
  const errors = objects.flatMap((object) => {
    kinds.set(object.kind, (kinds.get(object.kind) ?? 0) + 1);
    return schemaErrors(object).map((error) => `${object.kind} ${object.metadata.name}: ${error}`);
  });
  expect(errors).toEqual([]);
  expect(Object.fromEntries(kinds)).toEqual({
    KopiaMaintenance: 5,
    ConfigMap: 20,
    CronJob: 12,
    ExternalSecret: 2,
    Job: 4,
    OCIRepository: 3,
    HelmRelease: 3,
    PersistentVolumeClaim: 6,
    ReplicationDestination: 6,
    ReplicationSource: 6,
    NetworkPolicy: 3,
    Kustomization: 29,
  });
});

test.each(Object.entries(treeRules))('%s', (_, rule) => {
  expect(rule(files)).toEqual([]);
});

test('no Secret is made but for what is in a vault', () => {
  const secrets = objects.filter(({ kind }) => /Secret/.test(kind));
  expect(secrets.map(({ metadata }) => metadata.name).sort()).toEqual(['cloud-sync-cloud-keys', 'kopia-verify-cloud']);
});
