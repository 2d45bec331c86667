import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptWarning, GitOpsApp, VolsyncApp } from '../../src';
import { fluxPathWarnings } from '../../src/gitops/flux-path';
import { completeFlux, fluxProblems } from '../../src/model/cluster/flux';
import { everything } from '../support/clusters';
import { UserProject, useProjects } from '../support/user-project';

useProjects();

const git = { kind: 'GitRepository', name: 'flux-system' } as const;
const oci = { kind: 'OCIRepository', name: 'backups' } as const;
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'flux-path-')));
const { cwd } = process;

/** Acts as if the process had been started in a folder of a project that is a repository, or is in none. */
function startedIn(below: string, repository: string | undefined): string {
  const folder = join(scratch, below);
  mkdirSync(folder, { recursive: true });
  if (repository !== undefined) {
    mkdirSync(join(scratch, repository, '.git'), { recursive: true });
  }
  process.cwd = () => folder;
  return folder;
}

afterEach(() => {
  process.cwd = cwd;
  rmSync(scratch, { recursive: true, force: true });
});

const problems = (outdir: string, path: string, source: typeof git | typeof oci = git) =>
  fluxPathWarnings(outdir, { path, source });

describe('in a repository, the path is that from its root', () => {
  test.each([
    ['dist', './dist', 'repo', 'repo'],
    ['out', './out', 'repo', 'repo'],
    ['.', '.', 'repo', 'repo'],
    ['clusters/home', './clusters/home', 'repo', 'repo'],
    ['dist', './clusters/home/dist', 'repo/clusters/home', 'repo'],
    ['../../dist', './dist', 'repo/clusters/home', 'repo'],
    ['../other/backups', './backups', 'repo', 'other'],
  ])('%s is right for %s', (outdir, path, folder, repository) => {
    startedIn('repo', 'repo');
    const started = startedIn(folder, repository);
    expect(problems(join(started, outdir), path)).toEqual([]);
  });

  test.each([
    ['out', './dist', 'repo', './out'],
    ['dist', './out', 'repo', './dist'],
    ['dist', './dist', 'repo/clusters/home', './clusters/home/dist'],
    ['clusters/home', '.', 'repo', './clusters/home'],
    ['.', './dist', 'repo', '.'],
    ['../../dist', './clusters/home/dist', 'repo/clusters/home', './dist'],
  ])('%s is wrong for %s, and the repair is right', (outdir, path, folder, right) => {
    const started = startedIn(folder, 'repo');
    expect(problems(join(started, outdir), path)).toEqual([
      {
        field: 'flux.path',
        text: `"${path}" is not where the output is written, "${right}" from the root of the source, so Flux would find nothing; write flux: { path: "${right}" } in defineCluster, or set outdir to match`,
        rule: 'F3',
      },
    ]);
    expect(problems(join(started, outdir), right)).toEqual([]);
    expect(fluxProblems('flux', completeFlux({ path: right }))).toEqual([]);
  });

  test('a worktree and a submodule have roots of their own, and the repository around a submodule has another', () => {
    const started = startedIn('repo/home', 'repo');
    writeFileSync(join(started, '.git'), 'gitdir: ../.git/modules/home\n');
    expect([problems(join(started, 'dist'), './dist'), problems(join(started, 'dist'), './home/dist')]).toEqual([
      [],
      [],
    ]);
    expect(problems(join(started, 'dist'), './other/dist')).toHaveLength(1);
  });
});

describe('the root of another source, or of a checkout without its .git, may be anywhere above the folder', () => {
  test.each([['./dist'], ['./home/dist'], ['./clusters/home/dist'], ['.']])('dist is right for %s', (path) => {
    const started = startedIn('repo/clusters/home', undefined);
    expect([problems(join(started, 'dist'), path), problems(join(started, 'dist'), path, oci)]).toEqual([[], []]);
  });

  test('a path that ends otherwise is wrong', () => {
    const started = startedIn('repo', 'repo');
    expect(problems(join(started, 'out'), './dist', oci)).toHaveLength(1);
    expect(problems(join(started, 'mydist'), './dist', oci)).toHaveLength(1);
  });
});

test('of scratch output nothing is said', () => {
  startedIn('repo', 'repo');
  expect(problems(join(scratch, 'elsewhere'), './dist')).toEqual([]);
  // A checkout may itself be among temporary files.
  process.cwd = () => '/srv/gitops';
  // Even where somebody has made a repository of the folder for temporary files.
  mkdirSync(join(scratch, '.git'), { recursive: true });
  expect(problems(join(scratch, 'elsewhere'), './dist')).toEqual([]);
});

const program = (options: string, flux = '') => `
const { acceptWarning, defaultCluster, GitOpsApp, VolsyncApp } = require('cdk8s-volsync-kopia');
const cluster = { ...defaultCluster, flux: { ...defaultCluster.flux, ${flux} } };
const app = new GitOpsApp({ cluster, ${options} });
new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
app.run();
`;
const line = (path: string) =>
  `warning: [] flux.path: "./dist" is not where the output is written, "${path}" from the root of the source, so Flux would find nothing; write flux: { path: "${path}" } in defineCluster, or set outdir to match (rule F3)\n`;

describe('a program', () => {
  test('is warned, fails a check, and is content with the repair', async () => {
    const project = new UserProject({ 'main.js': program(`outdir: 'out'`) }).commitAll();
    const synth = await project.node('main.js');
    expect([synth.code, synth.stderr.startsWith(line('./out'))]).toEqual([0, true]);
    const check = await project.node('main.js', '--check');
    expect([check.code, check.stderr.startsWith(line('./out'))]).toEqual([1, true]);
    project.write('main.js', program(`outdir: 'out'`, `path: './out'`));
    await project.node('main.js');
    const repaired = await project.node('main.js', '--check');
    expect(repaired).toMatchObject({ code: 0, stderr: expect.not.stringContaining('warning') });
  });

  test('in a folder of a repository is warned of the default', async () => {
    const project = new UserProject({ 'clusters/home/main.js': program('') }).commitAll();
    const { stderr } = await project.node('-e', `process.chdir('clusters/home'); require('./clusters/home/main.js')`);
    expect(stderr).toContain(line('./clusters/home/dist'));
  });

  test('that cdk8s synth has write elsewhere is warned; scratch output is not', async () => {
    const settings = 'language: typescript\napp: node main.js\n';
    const project = new UserProject({ 'main.js': program(''), 'cdk8s.yaml': settings }).commitAll();
    expect((await project.cdk8sSynth('--output', 'out')).stderr).toContain(line('./out'));
    expect((await project.cdk8sSynth('--output', '../scratch')).stderr).not.toContain('warning');
  });
});

test('who carries the output elsewhere accepts the warning', () => {
  const folder = startedIn('repo', 'repo');
  let said = '';
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
  const app = new GitOpsApp({ cluster: everything, outdir: join(folder, 'out') });
  new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
  acceptWarning(app, 'F3', 'CI copies it into the repository that Flux reads');
  app.synth();
  expect(app.check()).toBe(true);
  stderr.mockRestore();
  expect(said).not.toContain('warning');
});
