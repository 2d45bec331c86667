import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import * as cdk8s from 'cdk8s';
import { docComment } from '../../scripts/docs/doc-comment';
import { readPublicApi } from '../../scripts/docs/public-api';
import * as library from '../../src';
import { firstErrors } from '../support/compile';
import { projectRoot } from '../support/project';

const pages = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((each) =>
  each.endsWith('.md'),
);

/** The programs of a page: its `ts` blocks. */
function programsOf(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = '']) => text);
}

/** The programs of the doc comments, by the names of what is exported. */
function commentPrograms() {
  const { exports, checker } = readPublicApi(projectRoot);
  return exports.flatMap(({ name, symbol }) =>
    docComment(symbol, checker).examples.map((text, index) => ({ page: `${name}'s comment`, number: index + 1, text })),
  );
}

const programs = [
  ...pages.flatMap((page) => programsOf(page).map((text, index) => ({ page, number: index + 1, text }))),
  ...commentPrograms(),
];
const clusterProgram = programs.find(({ text }) => text.includes('export const home = defineCluster'))?.text ?? '';

/** Runs a program as Node would, with the package and `./cluster` in place; gives what it exports. */
function evaluate(text: string): Record<string, unknown> {
  const { code } = transformSync(text, {
    filename: 'program.ts',
    module: { type: 'commonjs' },
    jsc: { target: 'es2022' },
  });
  const native = Module.createRequire(join(process.cwd(), 'program.js'));
  // The very copy of cdk8s that the library uses, as in an installed project.
  const modules: Record<string, unknown> = { 'cdk8s-volsync-kopia': library, cdk8s };
  const exported: Record<string, unknown> = {};
  const load = (name: string) => (name === './cluster' ? evaluate(clusterProgram) : (modules[name] ?? native(name)));
  new Function('require', 'exports', code)(load, exported);
  return exported;
}

/** What a program prints to stderr. */
function printedBy(text: string): string {
  let printed = '';
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((line) => {
    printed += line;
    return true;
  });
  try {
    evaluate(text);
  } finally {
    spy.mockRestore();
  }
  return printed;
}

const out = mkdtempSync(join(tmpdir(), 'docs-'));

const { argv } = process;

beforeAll(() => {
  process.env.CDK8S_OUTDIR = out;
  process.argv = argv.slice(0, 2);
});

afterEach(() => rmSync(out, { recursive: true, force: true }));

afterAll(() => {
  delete process.env.CDK8S_OUTDIR;
  process.argv = argv;
});

test('there are examples', () => {
  expect(programs.filter(({ page }) => page.endsWith('.md')).length).toBeGreaterThan(8);
  expect(programs.map(({ page }) => page)).toEqual(
    expect.arrayContaining(["VolsyncApp's comment", "GitOpsApp's comment"]),
  );
});

const errors = firstErrors({
  ...Object.fromEntries(programs.map(({ text }, index) => [`docs/program-${index}.ts`, text])),
  'docs/cluster.ts': clusterProgram,
});

test.each(programs.map((each, index) => ({ ...each, error: errors[index] })))(
  '$page, example $number, compiles',
  ({ error }) => {
    expect(error).toBeUndefined();
  },
);

test.each(programs.filter(({ text }) => text.includes('app.run()')))(
  '$page, example $number, synthesises without a warning',
  ({ text }) => {
    const printed = printedBy(text);
    expect(process.exitCode).toBeUndefined();
    expect(printed).toMatch(new RegExp(`^${out}: \\d+ charts?, \\d+ objects?; \\d+ files? changed`));
  },
);
