import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readTree } from '../support/manifest-tree';
import { projectRoot } from '../support/project';

const scratch = mkdtempSync(join(tmpdir(), 'register-'));
const project = join(scratch, 'a project');
const cache = join(project, 'node_modules/.cache');

/** A project with nothing but the hook and what it needs. */
beforeAll(() => {
  for (const path of ['node_modules/@swc', 'scripts/register.cjs', 'scripts/code-cache.cjs']) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    (path.endsWith('.cjs') ? cpSync : symlinkSync)(join(projectRoot, path), join(project, path));
  }
});

beforeEach(() => rmSync(cache, { recursive: true, force: true }));

afterAll(() => rmSync(scratch, { recursive: true }));

function run(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(project, name), text);
  }
}

const runMain = () => run(project, '-r', './scripts/register.cjs', 'main.ts');

const kept = () => readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts.js'));

test('the home cluster is the same, started by ts-node or by this', () => {
  const trees = ['ts-node/register', './scripts/register.cjs'].map((hook, index) => {
    const outdir = join(scratch, `dist-${index}`);
    const { status, stderr } = spawnSync(process.execPath, ['-r', hook, 'src/main.ts'], {
      cwd: projectRoot,
      encoding: 'utf8',
      env: { ...process.env, CDK8S_OUTDIR: outdir },
    });
    expect({ hook, status, stderr }).toMatchObject({ status: 0 });
    return readTree(outdir);
  });
  expect(trees[1]).toEqual(trees[0]);
}, 60_000);

test('what was made of a file is taken again, and never for another text', () => {
  write({
    'main.ts': "import { text } from './text'; console.log(text as string);\n",
    'text.ts': "export const text = 'a';\n",
  });
  expect(runMain()).toEqual({ status: 0, stdout: 'a\n', stderr: '' });
  const { atimeMs, mtimeMs } = statSync(join(project, 'text.ts'));
  const before = kept().map((each) => statSync(join(cache, each)).mtimeMs);
  expect(before).toHaveLength(2);
  expect(runMain().stdout).toBe('a\n');
  expect(kept().map((each) => statSync(join(cache, each)).mtimeMs)).toEqual(before);

  // As long, and as old.
  write({ 'text.ts': "export const text = 'b';\n" });
  utimesSync(join(project, 'text.ts'), atimeMs / 1000, mtimeMs / 1000);
  expect(runMain().stdout).toBe('b\n');
});

test('a file of the same text in another place is made for that place', () => {
  write({ 'main.ts': "import './other'; console.log(__filename);\n", 'other.ts': 'console.log(__filename);\n' });
  expect(runMain().stdout).toBe(`${join(project, 'other.ts')}\n${join(project, 'main.ts')}\n`);
});

test.each<[what: string, damage: (file: string) => void]>([
  ['torn', (file) => truncateSync(file, 10)],
  ['emptied', (file) => truncateSync(file, 0)],
  ['written to', (file) => appendFileSync(file, 'x')],
])('what was kept and is %s is made anew', (_, damage) => {
  write({ 'main.ts': 'console.log(1 as number);\n' });
  runMain();
  for (const each of kept()) damage(join(cache, each));
  expect(runMain()).toEqual({ status: 0, stdout: '1\n', stderr: '' });
});

test('where nothing can be kept the program runs all the same', () => {
  writeFileSync(cache, 'in the way');
  write({ 'main.ts': 'console.log(1 as number);\n' });
  expect(runMain()).toEqual({ status: 0, stdout: '1\n', stderr: '' });
  expect(readFileSync(cache, 'utf8')).toBe('in the way');
});

test('a program that fails says where in the source, and ends with 1', () => {
  write({
    'main.ts':
      "interface Gone {\n  a: string;\n}\n\nimport { fail } from './fail';\n\nfail(undefined as Gone | undefined);\n",
    'fail.ts':
      '// One line\n\ninterface Gone {\n  a: string;\n}\n\nexport function fail(gone?: Gone) {\n  return gone!.a;\n}\n',
  });
  const { status, stdout, stderr } = runMain();
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^TypeError: Cannot read properties of undefined \(reading 'a'\)\n/);
  expect(stderr).toContain(`(${join(project, 'fail.ts')}:8:16)`);
  expect(stderr).toContain(`(${join(project, 'main.ts')}:7:`);
});

test('a promise that fails unheard ends with 1 as well', () => {
  write({ 'main.ts': "\n\nvoid Promise.reject(new Error('late'));\n" });
  expect(runMain()).toMatchObject({ status: 1, stderr: expect.stringContaining('Error: late') });
});

test('a file that is not TypeScript is named', () => {
  write({ 'main.ts': "import './typo';\n", 'typo.ts': 'const a: = 1;\n' });
  expect(runMain()).toMatchObject({ status: 1, stderr: expect.stringContaining('typo.ts') });
});
