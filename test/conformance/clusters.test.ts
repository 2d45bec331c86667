import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaValidator } from '../support/crd-schemas';
import { manifestsIn } from '../support/manifest-tree';
import { projectRoot } from '../support/project';

const folder = 'test/clusters';
const files = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
  .filter((each) => each.endsWith('objects.yaml'))
  .map((each) => `${folder}/${each}`);
const schemaErrors = schemaValidator();

test('there are clusters', () => {
  expect(files.length).toBeGreaterThanOrEqual(6);
});

test.each(files)('%s holds what an API server accepts', (path) => {
  const objects = manifestsIn({ path, text: readFileSync(join(projectRoot, path), 'utf8') });
  expect(objects.length).toBeGreaterThan(20);
  expect(
    objects.flatMap((each) => schemaErrors(each).map((error) => `${each.kind} ${each.metadata.name}: ${error}`)),
  ).toEqual([]);
});
