import { join } from 'node:path';
import { exampleProjects } from '../../scripts/examples/example-projects';
import { schemaValidator } from '../support/crd-schemas';
import { isKustomizeConfig, manifestsIn, readTree } from '../support/manifest-tree';
import { projectRoot } from '../support/project';
import { treeRules } from '../support/tree-rules';

const trees = ['dist', ...exampleProjects().map((each) => join('examples', each, 'dist'))];
const schemaErrors = schemaValidator();

describe.each(trees)('%s', (tree) => {
  const files = readTree(join(projectRoot, tree));

  test('every object is one that its API server accepts', () => {
    const objects = files
      .filter((file) => !isKustomizeConfig(file))
      .flatMap((file) => manifestsIn(file).map((manifest) => ({ path: file.path, manifest })));
    const errors = objects.flatMap(({ path, manifest }) => schemaErrors(manifest).map((error) => `${path}: ${error}`));
    process.stdout.write(`${tree}: ${objects.length} objects in ${files.length} files\n`);
    expect(objects.length).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });

  test.each(Object.entries(treeRules))('%s', (_, rule) => {
    expect(rule(files)).toEqual([]);
  });
});
