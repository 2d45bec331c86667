import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { projectRoot } from '../support/project';
import { emptyFolder, tarball } from './support/consumer';
import { must, type Run, run } from './support/run';

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');

/** The first block of a language that holds a text. */
function block(language: string, text: string): string {
  const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  const found = blocks.find(([, tag, body]) => tag === language && body?.includes(text));
  if (!found) throw new Error(`README.md has no ${language} block with ${text}`);
  return found[2] as string;
}

/** Runs commands as they stand but for the package, which is the packed one. */
function commands(folder: string, text: string): Run {
  return run(folder, 'sh', '-ec', text.replace(/^npm install cdk8s-volsync-kopia\b/m, `npm install '${tarball}'`));
}

const program = block('ts', 'app.run()');
const firstScreen = block('sh', 'npx tsx main.ts');
const [install = ''] = firstScreen.split('\n');

/** The kinds of objects that the program wrote for an app. */
function kindsOf(folder: string, app: string): string[] {
  const text = readFileSync(join(folder, 'dist', app, `${app.split('/').at(-1)}.k8s.yaml`), 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS().kind);
}

/** That the program ran, and wrote what it declares; makes room for the next to write it. */
function expectOutput(folder: string, result: Run): void {
  expect(result).toMatchObject({ status: 0, output: expect.stringContaining('dist: 3 charts, ') });
  const whole = ['PersistentVolumeClaim', 'ReplicationDestination', 'ReplicationSource', 'ExternalSecret'];
  expect(kindsOf(folder, 'games/romm')).toEqual(expect.arrayContaining(whole));
  expect(kindsOf(folder, 'media/plex')).toEqual(expect.arrayContaining(whole));
  expect(kindsOf(folder, 'games/2048')).toContain('ReplicationSource');
  rmSync(join(folder, 'dist'), { recursive: true });
}

function versionIn(folder: string, name: string): string {
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
}

const newest = (name: string) => must(run(projectRoot, 'npm', 'view', name, 'version'));

describe('with tsx and the newest TypeScript', () => {
  const folder = emptyFolder({ 'main.ts': program });
  let first: Run;

  beforeAll(() => {
    first = commands(folder, firstScreen);
  }, 300_000);

  test('the commands of the first screen do what they say in an empty folder', () => {
    expectOutput(folder, first);
  });

  test.each(['tsx', 'typescript', 'cdk8s', 'constructs'])('%s is the newest there is', (name) => {
    expect(versionIn(folder, name)).toBe(newest(name));
  });

  test('a misspelt setting is named by the compiler, and by the program that runs all the same', () => {
    writeFileSync(join(folder, 'typo.ts'), program.replace('capacity:', 'capcity:'));
    const checked = run(folder, 'npx', 'tsc', '--noEmit');
    const ran = run(folder, 'npx', 'tsx', 'typo.ts');
    rmSync(join(folder, 'typo.ts'));
    expect(checked.status).not.toBe(0);
    expect(checked.output.match(/error TS\d+: .*/g)).toEqual([expect.stringContaining("'capcity'")]);
    expect(ran.status).not.toBe(0);
    expect(ran.output).toContain('[media/plex/volsync-plex] capcity: nothing reads this field');
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  }, 120_000);

  test('our declarations pass the compiler too, with its strictest settings', () => {
    expect(run(folder, 'npx', 'tsc', '--noEmit', '--skipLibCheck', 'false')).toEqual({ status: 0, output: '' });
  }, 120_000);

  test.each(['commonjs', 'module'])(
    'it goes with "type": "%s" in package.json',
    (type) => {
      must(run(folder, 'npm', 'pkg', 'set', `type=${type}`));
      expect(run(folder, 'npx', 'tsc', '--noEmit')).toEqual({ status: 0, output: '' });
      expectOutput(folder, run(folder, 'npx', 'tsx', 'main.ts'));
    },
    120_000,
  );

  test('ts-node does not run on it, as the README says', () => {
    must(run(folder, 'npm', 'install', '--save-dev', 'ts-node'));
    const { status, output } = run(folder, 'npx', 'ts-node', 'main.ts');
    expect(status).not.toBe(0);
    expect(output).toContain("Cannot read properties of undefined (reading 'fileExists')");
  }, 120_000);
});

test('with ts-node, the commands of the README do what they say', () => {
  const folder = emptyFolder({ 'main.ts': program });
  must(commands(folder, install));
  expectOutput(folder, commands(folder, block('sh', 'npx ts-node main.ts')));
  expect(versionIn(folder, 'ts-node')).toBe(newest('ts-node'));
  expect(run(folder, 'npx', 'tsc', '--noEmit')).toEqual({ status: 0, output: '' });
}, 300_000);

describe('with Node and nothing else', () => {
  const folder = emptyFolder({ 'main.ts': program, 'main.mjs': program });

  beforeAll(() => {
    must(commands(folder, install));
  }, 300_000);

  test('the program is JavaScript as well', () => {
    expectOutput(folder, run(folder, 'node', 'main.mjs'));
  }, 120_000);

  test('every export can be imported by its name', () => {
    const names = `import * as imported from 'cdk8s-volsync-kopia';
import { createRequire } from 'node:module';
const required = Object.keys(createRequire(import.meta.url)('cdk8s-volsync-kopia'));
console.log(JSON.stringify({ required, missing: required.filter((name) => !(name in imported)) }));
`;
    writeFileSync(join(folder, 'names.mjs'), names);
    const { required, missing } = JSON.parse(must(run(folder, 'node', 'names.mjs')));
    expect(required).toEqual(expect.arrayContaining(['GitOpsApp', 'VolsyncApp', 'defineCluster']));
    expect(missing).toEqual([]);
  });

  test('TypeScript runs from Node 22.18 on, and is refused before', () => {
    const result = commands(folder, block('sh', '\nnode main.ts'));
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major > 22 || (major === 22 && minor >= 18)) {
      expectOutput(folder, result);
    } else {
      expect(result).toMatchObject({ output: expect.stringContaining('Unknown file extension ".ts"') });
    }
  }, 120_000);
});
