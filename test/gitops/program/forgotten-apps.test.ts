import { type Ended, UserProject, useProjects } from '../../support/user-project';

useProjects();

const withApp = `
const { Testing } = require('cdk8s');
const { defaultCluster, GitOpsApp, VolsyncApp } = require('cdk8s-volsync-kopia');
const app = new GitOpsApp({ cluster: defaultCluster });
const chart = app.chart('games', 'romm');
new VolsyncApp(chart, { app: 'romm' });
`;
const said = (apps: string): Ended => ({
  code: 1,
  signal: null,
  stdout: '',
  stderr: `Nothing was written, because this is wrong:\n  [] app: ${apps} made, and nothing was done with it; end the program with app.run() (rule F3)\n`,
});
const silence: Ended = { code: 0, signal: null, stdout: '', stderr: '' };

const run = (files: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  new UserProject(files).node(...args);

test.each([
  ['without app.run()', withApp, 'a GitOpsApp was'],
  ['with an app.run() that is not reached', `${withApp}process.exit(0);\napp.run();`, 'a GitOpsApp was'],
  [
    'with an app.run() that waits for what never comes',
    `${withApp}new Promise(() => {}).then(() => app.run());`,
    'a GitOpsApp was',
  ],
  ['with two apps and no app.run()', `${withApp}new GitOpsApp({ cluster: defaultCluster });`, '2 GitOpsApps were'],
  ['though it caught an error on the way', `${withApp}try { app.chart('games', 'romm'); } catch {}`, 'a GitOpsApp was'],
])('a program that ends well %s is wrong', async (_, program, apps) => {
  expect(await run({ 'main.js': program }, 'main.js')).toEqual(said(apps));
});

test('that something was written by another app is not denied', async () => {
  const { stderr } = await run(
    { 'main.js': `${withApp}app.run();\nnew GitOpsApp({ cluster: defaultCluster });` },
    'main.js',
  );
  expect(stderr.split('\n').slice(-3)).toEqual([
    'Not everything was written, because this is wrong:',
    '  [] app: a GitOpsApp was made, and nothing was done with it; end the program with app.run() (rule F3)',
    '',
  ]);
});

test('so is one that Node has compiled on the way, and one in modules of JavaScript', async () => {
  const typescript = `import { defaultCluster, GitOpsApp } from 'cdk8s-volsync-kopia';\nnew GitOpsApp({ cluster: defaultCluster });\n`;
  const settings = { 'main.ts': typescript, 'tsconfig.json': '{ "ts-node": { "swc": true } }' };
  expect(await run(settings, '-r', 'ts-node/register', 'main.ts')).toEqual(said('a GitOpsApp was'));
  const module = `import library from 'cdk8s-volsync-kopia';\nnew library.GitOpsApp({ cluster: library.defaultCluster });\n`;
  expect(await run({ 'main.mjs': module }, 'main.mjs')).toEqual(said('a GitOpsApp was'));
});

test.each([
  ['is written', 'app.run();'],
  ['is checked', 'app.check();'],
  ['is read as YAML', 'app.synthYaml();'],
  ['is looked at by a test of cdk8s', 'Testing.synth(chart);'],
  ['is wrong, and that is caught', `try { new VolsyncApp(chart, 'b', { app: 'B' }); app.synth(); } catch {}`],
])('an app is not forgotten that %s', async (_, line) => {
  const { code, stderr } = await run({ 'main.js': `${withApp}${line}` }, 'main.js');
  expect([code, stderr.includes('[] app:')]).toEqual([0, false]);
});

test('a program that fails says only why', async () => {
  expect(await run({ 'main.js': `${withApp}process.exit(3);` }, 'main.js')).toEqual({ ...silence, code: 3 });
  expect((await run({ 'main.js': `${withApp}app.chart('games', 'romm');` }, 'main.js')).stderr).not.toContain(
    '[] app:',
  );
});

describe('nothing is said to those who only look at an app', () => {
  const test_ = `${withApp}test('x', () => {});`;

  test.each([
    ["Node's own test runner", ['--test', 'app.test.js']],
    ['a file of tests of Node that is started by itself', ['app.test.js']],
  ])('%s', async (_, args) => {
    const { code, stdout, stderr } = await run(
      { 'app.test.js': `const test = require('node:test');${test_}` },
      ...args,
    );
    expect([code, `${stdout}${stderr}`.includes('[] app:')]).toEqual([0, false]);
  });

  test('a test runner that is installed', async () => {
    const runner = `globalThis.test = (_, run) => run();\nrequire(process.argv[2]);`;
    const files = { 'node_modules/runner/run.js': runner, 'app.test.js': test_ };
    const project = new UserProject(files);
    expect(await project.node('node_modules/runner/run.js', `${project.folder}/app.test.js`)).toEqual(silence);
  });

  test('Jest', async () => {
    const { code, stdout, stderr } = await run(
      { 'app.test.js': test_, 'jest.config.js': '' },
      '../node_modules/.bin/jest',
    );
    expect([code, `${stdout}${stderr}`.includes('[] app:')]).toEqual([0, false]);
    expect(stderr).toContain('1 passed');
  });

  test('who types a program', async () => {
    expect(await run({}, '-e', withApp)).toEqual(silence);
  });
});
