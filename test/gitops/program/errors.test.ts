import { UserProject, useProjects } from '../../support/user-project';

useProjects();

const begin = `
const { ApiObject, App, Chart, Testing } = require('cdk8s');
const library = require('cdk8s-volsync-kopia');
const { Construct } = require('constructs');
const { defaultCluster, defineCluster, destination, fluxVar, GitOpsApp, nfsRepository, plan, VolsyncApp } = library;
`;
const withApp = `${begin}const app = new GitOpsApp({ cluster: defaultCluster });\n`;

/** Runs a program in a project of its own. */
function run(text: string, name = 'main.js') {
  return new UserProject({ [name]: text }).node(name);
}

/** A program, and all that it prints. */
const wrong: readonly (readonly [title: string, program: string, printed: string])[] = [
  [
    'two apps of one name in one chart',
    `${withApp}const chart = app.chart('games', 'romm');
    new VolsyncApp(chart, { app: 'romm' });
    new VolsyncApp(chart, { app: 'romm' });`,
    '[games/romm/volsync-romm] id: "volsync-romm" is made here already, and one would overwrite the other; remove one of them, or give it another name: a second claim of the app is protected under one of its own, such as app: "romm-config" (rule F3)',
  ],
  [
    'two charts of one name',
    `${withApp}app.chart('games', 'romm');
    app.chart('games', 'romm');`,
    '[games/romm] id: there is a chart "romm" in "games" already; make it once and keep it, or give one of them another name (rule F3)',
  ],
  [
    'two charts of cdk8s of one name',
    `${withApp}new Chart(app, 'romm');
    new Chart(app, 'romm');`,
    '[romm] id: "romm" is there twice, and one would overwrite the other; remove one of them, or give it another name (rule F3)',
  ],
  [
    'two objects of one id',
    `${withApp}const props = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } };
    const chart = app.chart('games', 'romm');
    new ApiObject(chart, 'x', props);
    new ApiObject(chart, 'x', props);`,
    '[games/romm/x] id: "x" is there twice, and one would overwrite the other; remove one of them, or give it another name (rule F3)',
  ],
  [
    'two objects of one id in an app of cdk8s, whose path nobody knows',
    `${begin}const chart = new Chart(new App(), 'romm');
    new Construct(chart, 'x');
    new Construct(chart, 'x');`,
    '[] id: "x" is there twice, and one would overwrite the other; remove one of them, or give it another name (rule F3), in main.js:8',
  ],
  [
    'an app without a chart',
    `${withApp}new VolsyncApp(app, { app: 'romm' });`,
    '[volsync-romm] scope: it is in no chart, so it would be in no file; make it in one, app.chart(namespace, name) or new Chart(app, name, { namespace }) (rule F3)',
  ],
  [
    'an object without a chart',
    `${withApp}new ApiObject(app, 'x', { apiVersion: 'v1', kind: 'ConfigMap' });`,
    '[] scope: an object is made outside of any chart, and would be in no file; make it in one, such as app.chart(namespace, name) (rule F3), in main.js:7',
  ],
  [
    'a chart without a name',
    `${withApp}app.chart('games', '');`,
    '[] id: "" names nothing; give every chart and construct a name (rule F3), in main.js:7',
  ],
  [
    'an apiVersion that is none',
    `${withApp}new ApiObject(app.chart('games', 'x'), 'x', { apiVersion: 'a/b/c', kind: 'ConfigMap' });`,
    '[] apiVersion: "a/b/c" is not a group and a version; write them as in "apps/v1", in main.js:7',
  ],
  [
    'an object that cannot be written',
    `${withApp}const metadata = { name: 'x' };
    new ApiObject(app.chart('games', 'x'), 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: new Map() });
    app.run();`,
    `[games/x/x] object: "x" cannot be written, because can't render non-simple object of type 'Map'; give it plain values: texts, numbers, lists and maps`,
  ],
  [
    'a circle of charts in an app of cdk8s',
    `${begin}const app = new App();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    a.addDependency(b);
    b.addDependency(a);
    app.synth();`,
    '[] dependencies: a => b => a is a circle, and nothing in it could come first; remove one of them (rule F3), in main.js:10',
  ],
  [
    'a wrong app in an app of cdk8s',
    `${begin}const app = new App();
    new VolsyncApp(new Chart(app, 'romm', { namespace: 'games' }), { app: 'romm', capacity: '5GB' });
    app.synth();`,
    `Validation failed with the following errors:
  [romm/volsync-romm] capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)`,
  ],
  [
    'a cluster declared wrong',
    `${begin}defineCluster({ ...defaultCluster, repositories: {}, plans: () => ({}), capacity: '5GB', primary: 'nas' });`,
    `The cluster is not declared right:
  [cluster default] capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)
  [cluster default] primary: "nas" is not a repository; none is declared, so declare one
  [cluster default] defaultPlan: "standard" is not a plan; none is declared, so declare one`,
  ],
  [
    'no cluster',
    `${begin}new GitOpsApp();`,
    'GitOpsApp: the cluster is missing; write new GitOpsApp({ cluster: defineCluster({ … }) }), in main.js:6',
  ],
  [
    'a declaration of nothing',
    `${begin}nfsRepository();`,
    'nfsRepository: undefined is given in place of the options; write them as { … }, in main.js:6',
  ],
  [
    'a name that no Flux variable can have',
    `${begin}fluxVar('SECRET-DOMAIN');`,
    'fluxVar("SECRET-DOMAIN"): a Flux variable is a letter or "_", then letters, digits and "_", in main.js:6',
  ],
  [
    'something wrong that synth() throws',
    `${withApp}new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', capacity: '5GB' });
    app.synth();`,
    `Nothing was written, because this is wrong:
  [games/romm/volsync-romm] capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)`,
  ],
  [
    'something wrong in a promise that nobody waits for',
    `${withApp}new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', capacity: '5GB' });
    (async () => app.synth())();`,
    `Nothing was written, because this is wrong:
  [games/romm/volsync-romm] capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)`,
  ],
];

test.each(wrong)('a program ends with a message and no stack, and fails: %s', async (_, program, printed) => {
  expect(await run(program)).toEqual({ code: 1, signal: null, stdout: '', stderr: `${printed}\n` });
});

test('a program in the modules of JavaScript is told the line as well', async () => {
  const text = `import library from 'cdk8s-volsync-kopia';\nlibrary.fluxVar('-');\n`;
  expect((await run(text, 'main.mjs')).stderr).toBe(
    'fluxVar("-"): a Flux variable is a letter or "_", then letters, digits and "_", in main.mjs:2\n',
  );
});

test.each([
  ['an error of the program itself', 'throw new Error("of my own");', 'Error: of my own'],
  ['a mistake of the program itself', 'undefined.x;', 'TypeError: Cannot read properties of undefined'],
])('the stack stays where it is the best there is: %s', async (_, line, text) => {
  const { code, stderr } = await run(`${withApp}${line}`);
  expect(code).toBe(1);
  expect(stderr).toContain(text);
  expect(stderr).toMatch(/^ {4}at .*main\.js:7:/m);
});

test('who catches an error gets one with its kind, its message and its stack', async () => {
  const program = `${begin}try { fluxVar('-'); } catch (error) {
    console.log(error instanceof RangeError, error.message, /at .*main\\.js/.test(error.stack), Object.keys(error).length);
  }`;
  expect(await run(program)).toEqual({
    code: 0,
    signal: null,
    stdout: 'true fluxVar("-"): a Flux variable is a letter or "_", then letters, digits and "_" true 0\n',
    stderr: '',
  });
});

test('a program that means to go on after any error does so', async () => {
  const program = `${begin}process.on('uncaughtException', ({ name }) => console.log('seen', name));\nfluxVar('-');`;
  expect(await run(program)).toEqual({ code: 0, signal: null, stdout: 'seen RangeError\n', stderr: '' });
});
