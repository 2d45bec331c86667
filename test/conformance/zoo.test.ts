import { parseAllDocuments } from 'yaml';
import { schemaValidator } from '../support/crd-schemas';
import { zoo, zooFiles } from '../support/zoo';

test('every object of every combination of options fits its schema, unknown fields forbidden', () => {
  const schemaErrors = schemaValidator();
  const kinds = new Map<string, number>();
  const errors: string[] = [];
  for (const [path, text] of zooFiles()) {
    for (const document of path.endsWith('kustomization.yaml') ? [] : parseAllDocuments(text, { version: '1.1' })) {
      const object = document.toJS();
      kinds.set(object.kind, (kinds.get(object.kind) ?? 0) + 1);
      errors.push(...schemaErrors(object).map((error) => `${path} ${object.kind}: ${error}`));
    }
  }
  expect(errors).toEqual([]);
  expect(zoo.length).toBeGreaterThanOrEqual(500);
  expect(Object.fromEntries(kinds)).toEqual({
    PersistentVolumeClaim: 1620,
    ReplicationDestination: 1296,
    ReplicationSource: 2592,
    ExternalSecret: 2592,
    KopiaMaintenance: 864,
    Kustomization: 1944,
  });
}, 120_000);
