import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../support/project';

const scratch = mkdtempSync(join(tmpdir(), 'code-cache-'));
const cache = join(scratch, 'cache/main.v8');

beforeEach(() => rmSync(join(scratch, 'cache'), { recursive: true, force: true }));

afterAll(() => rmSync(scratch, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(scratch, name), text);
  }
}

function runMain(...args: readonly string[]) {
  const keepCode = `require(${JSON.stringify(join(projectRoot, 'scripts/code-cache.cjs'))}).keepCode(${JSON.stringify(cache)})`;
  write({ 'hook.cjs': keepCode });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['-r', './hook.cjs', ...(args.length > 0 ? args : ['main.cjs'])],
    {
      cwd: scratch,
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

const fine = (stdout: string) => ({ status: 0, stdout, stderr: '' });

test('what was made is taken as it is by the next start, and never for another text of the same length', () => {
  write({ 'main.cjs': "console.log(require('./text.cjs'));\n", 'text.cjs': "module.exports = 'a';\n" });
  expect(runMain()).toEqual(fine('a\n'));
  const { mtimeMs } = statSync(cache);
  expect(runMain()).toEqual(fine('a\n'));
  // It is written anew as soon as V8 refuses any of it.
  expect(statSync(cache).mtimeMs).toBe(mtimeMs);

  write({ 'text.cjs': "module.exports = 'b';\n" });
  expect(runMain()).toEqual(fine('b\n'));
  expect(statSync(cache).mtimeMs).not.toBe(mtimeMs);
});

test('a module has all that it has in Node', () => {
  write({
    'main.cjs': [
      'exports.own = 1;',
      "console.log(this === exports, exports === module.exports, require('./main.cjs') === exports, require.main === module);",
      "console.log(__filename === require.resolve('./main.cjs'), __dirname, Object.keys(require.cache).includes(__filename));",
      "require('./later.cjs');",
    ].join('\n'),
    'later.cjs': "import('node:path').then(({ sep }) => console.log(sep));",
  });
  const shown = fine(`true true true true\ntrue ${scratch} true\n/\n`);
  expect(runMain()).toEqual(shown);
  expect(runMain()).toEqual(shown);
});

test('a line of code runs that is in no file', () => {
  expect(runMain('-e', "console.log(require('node:path').sep)")).toEqual(fine('/\n'));
});

test.each<[what: string, damage: () => void]>([
  ['torn', () => truncateSync(cache, 100)],
  ['emptied', () => truncateSync(cache, 0)],
  [
    'damaged within',
    () => {
      const bytes = readFileSync(cache);
      bytes.writeUInt8(255 - bytes.readUInt8(bytes.length - 9), bytes.length - 9);
      writeFileSync(cache, bytes);
    },
  ],
])('what was kept and is %s never reaches V8', (_, damage) => {
  write({ 'main.cjs': 'console.log(1);\n' });
  runMain();
  const whole = statSync(cache).size;
  damage();
  expect(runMain()).toEqual(fine('1\n'));
  expect(statSync(cache).size).toBe(whole);
});

test('where nothing can be kept the program runs all the same', () => {
  write({ 'main.cjs': 'console.log(1);\n', cache: 'in the way' });
  expect(runMain()).toEqual(fine('1\n'));
  expect(existsSync(cache)).toBe(false);
  expect(readFileSync(join(scratch, 'cache'), 'utf8')).toBe('in the way');
});
