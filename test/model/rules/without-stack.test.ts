import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SynthesisError } from '../../../src';
import { isWithoutStack, withoutStack } from '../../../src/model/rules/without-stack';

test('a marked error is the same error, and nothing of it shows the mark', () => {
  const error = new RangeError('too far');
  expect(withoutStack(error)).toBe(error);
  expect([isWithoutStack(error), Object.keys(error), JSON.stringify(error)]).toEqual([true, [], '{}']);
  expect(error).toEqual(new RangeError('too far'));
  expect(isWithoutStack(new RangeError('too far'))).toBe(false);
});

test('what is wrong with an app is said without a stack', () => {
  expect(isWithoutStack(new SynthesisError([]))).toBe(true);
});

test('so is every error that the library throws while the tree is built', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const bare = sources
    // Those are thrown and caught among themselves, and this one says that our code no longer fits that of `yaml`.
    .filter((path) => ![join('gitops', 'program', 'git.ts'), join('gitops', 'yaml.ts')].includes(path))
    // A command that could not run, and git that does not answer, are told by whoever was asked.
    .filter((path) =>
      /throw new (?!(SynthesisError|CannotRun|GitError)\b)/.test(readFileSync(join('src', path), 'utf8')),
    );
  expect(sources.length).toBeGreaterThan(100);
  expect(bare).toEqual([]);
});
