import { basename } from 'node:path';
import { schemaValidator } from '../support/crd-schemas';
import { manifestsIn } from '../support/manifest-tree';
import { resticChoices, resticZoo, resticZooFiles } from '../support/restic-zoo';

test('every object of every combination of what Restic can be told fits its schema, unknown fields forbidden', () => {
  const schemaErrors = schemaValidator();
  const kinds = new Map<string, number>();
  const errors: string[] = [];
  for (const [path, text] of resticZooFiles()) {
    for (const manifest of basename(path) === 'kustomization.yaml' ? [] : manifestsIn({ path, text })) {
      kinds.set(manifest.kind, (kinds.get(manifest.kind) ?? 0) + 1);
      errors.push(...schemaErrors(manifest).map((error) => `${path} ${manifest.kind}: ${error}`));
    }
  }
  expect(errors).toEqual([]);
  expect(Object.fromEntries(kinds)).toEqual({
    PersistentVolumeClaim: 128,
    ReplicationDestination: 98,
    ReplicationSource: 144,
    ExternalSecret: 115,
    KopiaMaintenance: 6,
    Kustomization: 128,
  });
}, 60_000);

test('every choice is in a combination', () => {
  const unused = Object.entries(resticChoices).flatMap(([prop, values]) =>
    (values as readonly unknown[])
      .filter((value) => !resticZoo.some((each) => Reflect.get(each, prop) === value))
      .map((value) => `${prop}: ${JSON.stringify(value)}`),
  );
  expect(unused).toEqual([]);
});
