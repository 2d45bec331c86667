import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPage } from '../../scripts/docs/rules-page';
import { rules } from '../../src/engines/rules';
import { projectRoot } from '../support/project';

test('the page of the rules is made of their rows: run `npm run docs`', () => {
  expect(readFileSync(join(projectRoot, 'docs/rules.md'), 'utf8')).toBe(rulesPage(rules));
});

test('a row that changes changes the page, and no rule is left out or there twice', () => {
  const [first, ...others] = rules;
  expect(rulesPage([{ ...first, says: 'Nothing.' } as NonNullable<typeof first>, ...others])).not.toBe(
    rulesPage(rules),
  );
  const ids = rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(rulesPage(rules).match(/^\*\*[A-Z]\d+\. /gm)).toHaveLength(rules.length);
});
