import { drift, generate, readTexts } from '../../scripts/docs/generate';
import { defaults } from '../../src';
import { projectRoot } from '../support/project';

const REPAIR = 'npm run docs';

test('comments and pages say of values and props what the sources say', () => {
  const texts = readTexts(projectRoot);
  const outdated = drift(texts, generate(projectRoot, texts, defaults));
  expect({ outdated, repair: REPAIR }).toEqual({ outdated: [], repair: REPAIR });
});
