import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { EXAMPLES, exampleProjects } from '../../scripts/examples/example-projects';
import { emptyFolder, tarball } from './support/consumer';
import { must, run } from './support/run';

const projects = exampleProjects();
const folder = emptyFolder();
const manifests = projects.map((project) => readFileSync(join(EXAMPLES, project, 'package.json'), 'utf8'));

test('all examples ask for the same packages, so that one installation does for all', () => {
  expect(new Set(manifests).size).toBe(1);
});

describe('with the packed package in place of the published one', () => {
  beforeAll(() => {
    cpSync(EXAMPLES, folder, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
    writeFileSync(join(folder, 'package.json'), manifests[0] ?? '');
    must(run(folder, 'npm', 'install', tarball));
  }, 300_000);

  test.each(projects)(
    'examples/%s compiles, and writes what is committed',
    (project) => {
      const { status, output } = run(join(folder, project), 'npm', 'run', '--silent', 'check');
      expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('; 0 files changed') });
    },
    120_000,
  );

  test('`cdk8s synth` starts them as well, by the line that is in cdk8s.yaml', () => {
    const { app } = parse(readFileSync(join(folder, 'nfs/cdk8s.yaml'), 'utf8'));
    const { status, output } = run(join(folder, 'nfs'), 'sh', '-c', `${app} --check`);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('; 0 files changed') });
  }, 120_000);

  test('a misspelt setting is named by the compiler', () => {
    const program = join(folder, 'nfs/main.ts');
    writeFileSync(program, readFileSync(program, 'utf8').replace("{ app: 'romm' }", "{ app: 'romm', capcity: '5Gi' }"));
    const { status, output } = run(join(folder, 'nfs'), 'npm', 'run', '--silent', 'check');
    expect(status).not.toBe(0);
    expect(output).toMatch(/TS\d+: .*'capcity'/);
  }, 120_000);
});
