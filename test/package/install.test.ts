import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import * as library from '../../src';
import { projectRoot } from '../support/project';
import { emptyFolder, tarball } from './support/consumer';
import { must, run } from './support/run';

const consumer = emptyFolder();
const unpacked = emptyFolder();

const program = (props: string) => `import { App, Chart } from 'cdk8s';
import { VolsyncApp } from 'cdk8s-volsync-kopia';

const app = new App();
const chart = new Chart(app, 'romm', { namespace: 'games' });
new VolsyncApp(chart, ${props});
app.synth();
`;

const NAMES = `Object.keys(library).filter((name) => !/^(default|module\\.exports|__esModule)$/.test(name)).sort().join('\\n')`;

/** Programs of consumers whose own packages are, or are not, ES modules. */
const MODULES: Readonly<Record<string, string>> = {
  'module.mts': program(`{ app: 'romm' }`),
  'module.mjs': program(`{ app: 'romm' }`),
  'names.mjs': `import * as library from 'cdk8s-volsync-kopia';\nconsole.log(${NAMES});\n`,
  'names.cjs': `const library = require('cdk8s-volsync-kopia');\nconsole.log(${NAMES});\n`,
  'effects.cjs': `for (const peer of ['cdk8s', 'cdk8s-plus-30', 'constructs', 'yaml']) require(peer);
const state = () => [...Reflect.ownKeys(globalThis), ...process.eventNames(), ...Object.entries(process.env).flat()].map(String);
const before = state();
require('cdk8s-volsync-kopia');
console.log(JSON.stringify(state().filter((each) => !before.includes(each))));
`,
};

// No skipLibCheck: a consumer reads our declarations with the strictest eyes.
const tsconfig = {
  compilerOptions: { target: 'ES2022', module: 'commonjs', strict: true, esModuleInterop: true, types: ['node'] },
};

// Not npx, which mixes npm's remarks about the machine into the output.
const bin = (name: string) => join(consumer, 'node_modules/.bin', name);

/** A project of its own that finds what the consumer has installed. */
function folderInConsumer(name: string): string {
  const folder = join(consumer, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'main.ts'), program(`{ app: 'romm' }`));
  return folder;
}

let installed = '';
let packed: string[] = [];

beforeAll(() => {
  packed = must(run(unpacked, 'tar', '-tzf', tarball)).split('\n');
  must(run(unpacked, 'tar', '-xzf', tarball));
  must(run(consumer, 'npm', 'init', '-y'));
  const tools = ['typescript@~5.9.3', 'ts-node@^10.9.2', '@types/node@^20'];
  installed = must(run(consumer, 'npm', 'install', '--no-fund', '--no-audit', tarball, ...tools));
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ ...tsconfig, files: ['main.ts'] }));
  writeFileSync(join(consumer, 'tsconfig.typo.json'), JSON.stringify({ ...tsconfig, files: ['typo.ts'] }));
  writeFileSync(join(consumer, 'main.ts'), program(`{ app: 'romm' }`));
  for (const [name, text] of Object.entries(MODULES)) {
    writeFileSync(join(consumer, name), text);
  }
  writeFileSync(join(consumer, 'typo.ts'), program(`{ app: 'romm', capcity: '5Gi' }`));
}, 300_000);

test('the tarball holds the library and its papers, nothing else', () => {
  const names = ['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'package.json'];
  const papers = names.map((name) => `package/${name}`);
  expect(packed).toEqual(expect.arrayContaining([...papers, 'package/lib/src/index.js', 'package/lib/src/index.d.ts']));
  const known = /^package\/(lib\/.+(\.js|\.d\.ts)|docs\/(adr\/)?[^/]+\.(md|png)|examples\/.+\.(md|json|yaml|ts))$/;
  const strays = packed.filter((path) => !papers.includes(path) && !known.test(path));
  expect(strays).toEqual([]);
});

test('the tarball holds no cluster, no test, no output and no program', () => {
  expect(packed.filter((path) => /^package\/lib\/(src\/(home\/|main\.)|test|scripts|dist)|crds/.test(path))).toEqual(
    [],
  );
});

test('no packed file holds a path of the machine that built it', () => {
  const named = packed
    .filter((path) => /\.(js|ts|json|md)$/.test(path))
    .filter((path) => {
      const text = readFileSync(join(unpacked, path), 'utf8');
      return [projectRoot, `${homedir()}/`].some((place) => text.includes(place));
    });
  expect(named).toEqual([]);
});

test('it installs without a warning', () => {
  const warnings = installed.split('\n').filter((line) => /^npm (warn|error)/i.test(line));
  expect(warnings.filter((line) => !/Unknown (user|env|global|builtin) config/.test(line))).toEqual([]);
});

test('its peers come along', () => {
  const names = ['cdk8s', 'cdk8s-plus-30', 'constructs', 'cdk8s-volsync-kopia'];
  expect(readdirSync(join(consumer, 'node_modules'))).toEqual(expect.arrayContaining(names));
});

test('a program compiles under strict settings, declarations included', () => {
  expect(run(consumer, bin('tsc'), '--noEmit')).toEqual({ status: 0, output: '' });
}, 120_000);

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'CommonJS and ES modules compile with module %s and moduleResolution %s',
  (module, moduleResolution) => {
    const compilerOptions = { ...tsconfig.compilerOptions, module, moduleResolution };
    const files = ['main.ts', 'module.mts'];
    writeFileSync(join(consumer, 'tsconfig.module.json'), JSON.stringify({ compilerOptions, files }));
    expect(run(consumer, bin('tsc'), '--noEmit', '-p', 'tsconfig.module.json')).toEqual({ status: 0, output: '' });
  },
  120_000,
);

test('an ES module imports every name that a CommonJS one requires', () => {
  const names = must(run(consumer, 'node', 'names.mjs')).split('\n');
  expect(names).toEqual(expect.arrayContaining(['VolsyncApp', 'defineCluster', 'hourly']));
  expect(names).toEqual(must(run(consumer, 'node', 'names.cjs')).split('\n'));
});

test('an ES module writes the objects of an app', () => {
  must(run(consumer, 'node', 'module.mjs'));
  expect(readFileSync(join(consumer, 'dist/romm.k8s.yaml'), 'utf8')).toContain('kind: ReplicationSource');
});

test('its package.json can be read, and nothing inside of it loaded', () => {
  expect(must(run(consumer, 'node', '-p', `require('cdk8s-volsync-kopia/package.json').name`))).toBe(
    'cdk8s-volsync-kopia',
  );
  expect(run(consumer, 'node', '-e', `require('cdk8s-volsync-kopia/lib/src/versions.js')`).output).toContain(
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
  );
});

test('loading it watches how the program ends, as "sideEffects" says, and does nothing else', () => {
  expect(must(run(consumer, 'node', 'effects.cjs'))).toBe(
    JSON.stringify(['Symbol(cdk8s-volsync-kopia:program)', 'uncaughtExceptionMonitor', 'exit']),
  );
});

test('the program writes the objects of an app', () => {
  must(run(consumer, bin('ts-node'), 'main.ts'));
  const documents = parseAllDocuments(readFileSync(join(consumer, 'dist/romm.k8s.yaml'), 'utf8'));
  const kinds = documents.map((document) => document.toJS().kind);
  expect(kinds).toEqual(
    expect.arrayContaining(['PersistentVolumeClaim', 'ReplicationSource', 'ReplicationDestination', 'ExternalSecret']),
  );
}, 120_000);

test('a project of `cdk8s init` takes it as it is', () => {
  const template = join(projectRoot, 'node_modules/cdk8s-cli/templates/typescript-app/tsconfig.json');
  const folder = folderInConsumer('cdk8s-init');
  copyFileSync(template, join(folder, 'tsconfig.json'));
  expect(run(folder, bin('tsc'), '--noEmit')).toEqual({ status: 0, output: '' });
  must(run(folder, bin('ts-node'), 'main.ts'));
  expect(readdirSync(join(folder, 'dist'))).toEqual(['romm.k8s.yaml']);
}, 120_000);

test('a program compiles as an ES module, too', () => {
  const folder = folderInConsumer('preserve');
  must(run(folder, bin('tsc'), '--init', '--module', 'preserve'));
  expect(run(folder, bin('tsc'), '--noEmit')).toEqual({ status: 0, output: '' });
}, 120_000);

/** The packages of which something is loaded once a program has evaluated an expression. */
function loadedBy(expression: string): string[] {
  const print = 'console.log(JSON.stringify(Object.keys(require.cache)))';
  const loaded = JSON.parse(must(run(consumer, process.execPath, '-e', `${expression}; ${print}`))) as string[];
  const packages = loaded.map((path) => path.split('node_modules/')[1]?.split('/')[0] ?? path);
  return [...new Set(packages)].sort();
}

test.each<[expression: string, packages: string[]]>([
  [`const library = require('cdk8s-volsync-kopia')`, ['cdk8s-volsync-kopia']],
  [`require('cdk8s-volsync-kopia').defineCluster`, ['cdk8s-volsync-kopia']],
  [`require('cdk8s-volsync-kopia').VolsyncApp`, ['cdk8s', 'cdk8s-volsync-kopia', 'constructs']],
  [
    `const library = require('cdk8s-volsync-kopia'); for (const name in library) library[name]`,
    ['cdk8s', 'cdk8s-volsync-kopia', 'constructs', 'yaml'],
  ],
])('%s loads no more than it needs', (expression, packages) => {
  expect(loadedBy(expression)).toEqual(packages);
});

test('every name of the index is there', () => {
  const names = `console.log(JSON.stringify(Object.keys(require('cdk8s-volsync-kopia')).sort()))`;
  expect(JSON.parse(must(run(consumer, process.execPath, '-e', names)))).toEqual(Object.keys(library).sort());
});

test('the command is there, and reads what the program has made', () => {
  must(run(consumer, bin('ts-node'), 'main.ts'));
  expect(must(run(consumer, bin('cdk8s-volsync-kopia'), 'map', 'dist'))).toContain('| games/romm |');
  const { status, output } = run(consumer, bin('cdk8s-volsync-kopia'), 'diff', 'dist', 'nowhere');
  expect([status, output]).toEqual([2, 'error: nowhere: there is no such file or folder']);
}, 120_000);

test('a misspelt prop does not compile, and is named', () => {
  const { status, output } = run(consumer, bin('tsc'), '--noEmit', '-p', 'tsconfig.typo.json');
  expect(status).not.toBe(0);
  expect(output).toContain('capcity');
  expect(output.match(/error TS\d+/g)).toHaveLength(1);
}, 120_000);

describe('in a project as cdk8s init makes it', () => {
  const template = join(projectRoot, 'node_modules/cdk8s-cli/templates/typescript-app');
  const project = join(consumer, 'template');
  const settings = readFileSync(join(template, 'cdk8s.yaml'), 'utf8');
  const main = (
    props: string,
    end = 'app.run();',
  ) => `import { defaultCluster, GitOpsApp, VolsyncApp } from 'cdk8s-volsync-kopia';

const app = new GitOpsApp({ cluster: defaultCluster });
new VolsyncApp(app.chart('games', 'romm'), ${props});
${end}
`;
  const write = (path: string, text: string) => writeFileSync(join(project, path), text);
  const git = (...args: string[]) => must(run(project, 'git', '-c', 'user.name=x', '-c', 'user.email=x@y', ...args));
  const synth = () =>
    run(project, process.execPath, join(projectRoot, 'node_modules/.bin/cdk8s'), 'synth', '--no-check-upgrade');
  const back = "dist: cdk8s synth empties it before the program starts; 5 files are back from git's HEAD";

  beforeAll(() => {
    mkdirSync(project);
    cpSync(join(template, 'tsconfig.json'), join(project, 'tsconfig.json'));
    write('cdk8s.yaml', settings);
    write('main.ts', main(`{ app: 'romm' }`));
  });

  test('cdk8s synth writes the output', () => {
    expect(settings).toContain('app: npx ts-node main.ts');
    expect(must(synth())).toContain('dist: 1 chart, 4 objects; 5 files changed (5 new, 0 updated, 0 removed)');
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'all');
  }, 120_000);

  test.each([
    ['a wrong app', main(`{ app: 'romm', capacity: '5GB' }`), '[games/romm/volsync-romm] capacity: "5GB" is not'],
    ['an app that is not run', main(`{ app: 'romm' }`, ''), 'end the program with app.run() (rule F3)'],
  ])(
    '%s fails and leaves what git has',
    (_, text, said) => {
      write('main.ts', text);
      const { status, output } = synth();
      expect(output).toContain(said);
      expect(output).toContain(back);
      expect(output).not.toMatch(/at .*main\.ts/);
      expect([status, git('status', '--porcelain', '--', 'dist')]).toEqual([1, '']);
    },
    120_000,
  );

  test('what does not compile takes the output with it, unless ours is loaded first', () => {
    write('main.ts', main(`{ app: 'romm', capcity: '5Gi' }`));
    expect(synth()).toEqual({ status: 1, output: expect.stringContaining('capcity') });
    expect(git('status', '--porcelain', '--', 'dist').split('\n')).toHaveLength(5);
    git('restore', 'dist');
    write('cdk8s.yaml', settings.replace('npx ts-node', 'node -r cdk8s-volsync-kopia/register -r ts-node/register'));
    const { status, output } = synth();
    expect(output).toContain('capcity');
    expect(output).toContain(back);
    expect([status, git('status', '--porcelain', '--', 'dist')]).toEqual([1, '']);
  }, 120_000);
});
