import { cpSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ended, type Running, saidBy, UserProject, useProjects } from '../support/user-project';

useProjects();

const GOOD = "new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });";
const WRONG = "new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', capacity: '5GB' });";

/** A program that makes an app, with something before, within and after it. */
const program = ({ before = '', options = '', within = GOOD, end = 'app.run();' }) => `
const cdk8s = require('cdk8s');
const { defaultCluster, defineCluster, GitOpsApp, retired, VolsyncApp } = require('cdk8s-volsync-kopia');
${before}
const app = new GitOpsApp({ cluster: defaultCluster, ${options} });
${within}
${end}
`;
const settings = (output = '', app = 'node main.js') => `language: typescript\napp: ${app}\n${output}\n`;
const preloaded = settings('', 'node -r cdk8s-volsync-kopia/register main.js');

/** A project of which a good output, and a file of the user's beside it, are committed. */
async function committed(files: Readonly<Record<string, string>> = {}, below?: string): Promise<UserProject> {
  const all = { 'main.js': program({}), 'cdk8s.yaml': settings(), 'dist/NOTES.md': 'mine\n', ...files };
  const project = new UserProject(all, below);
  const { code, stderr } = await project.node('main.js');
  expect([code, stderr]).toEqual([0, expect.stringContaining('5 new')]);
  return project.commitAll();
}

const emptied = 'dist: cdk8s synth empties it before the program starts';
const fromHead = `${emptied}; 6 files are back from git's HEAD`;
const wrongSize =
  'Nothing was written, because this is wrong:\n' +
  '  [games/romm/volsync-romm] capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)';

/** The program has failed, said `said`, and `dist` is as git has it. */
function expectHead(project: UserProject, ended: Ended, said: string | RegExp): void {
  expect(saidBy(ended)).toMatch(said instanceof RegExp ? said : new RegExp(`^${literally(said)}$`));
  expect(ended.code).toBe(1);
  expect(project.git('status', '--porcelain', '--', 'dist')).toBe('');
}

function literally(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

describe('npx cdk8s synth', () => {
  test('of what is committed leaves the status of git clean, the files of others included', async () => {
    const project = await committed();
    const ended = await project.run('npx', '--no', 'cdk8s', 'synth');
    expect(saidBy(ended)).toBe('dist: 1 chart, 4 objects; 0 files changed (0 new, 0 updated, 0 removed)');
    expect([ended.code, project.git('status', '--porcelain')]).toEqual([0, '']);
  });

  test('writes what is new, updates what has changed and removes what is gone, as npm run synth does', async () => {
    const within =
      "new VolsyncApp(app.chart('media', 'plex'), { app: 'plex' }); retired(app, 'games/romm', 'it is not played');";
    const direct = await committed();
    direct.write('main.js', program({ within }));
    await direct.node('main.js');
    const project = await committed();
    project.write('main.js', program({ within }));
    const ended = await project.cdk8sSynth();
    expect([ended.code, saidBy(ended)]).toEqual([0, expect.stringContaining('(4 new, 2 updated, 3 removed)')]);
    expect(project.contents('dist')).toEqual(direct.contents('dist'));
  });
});

describe('what fails leaves what git has', () => {
  test.each<[string, Parameters<typeof program>[0], string | RegExp]>([
    ['a wrong app', { within: WRONG }, `${wrongSize}\n${fromHead}`],
    [
      'a wrong cluster',
      { before: 'defineCluster({ ...defaultCluster, capacity: "5GB" });' },
      new RegExp(`^The cluster is not declared right:\n(  .*\n)+${literally(fromHead)}$`),
    ],
    [
      'an error before there is an app',
      { before: 'throw new Error("of my own");' },
      new RegExp(`${literally(fromHead)}[\\s\\S]*Error: of my own`),
    ],
    [
      'an app that is not run',
      { end: '' },
      new RegExp(`end the program with app.run\\(\\) \\(rule F3\\)\n${literally(fromHead)}$`),
    ],
    [
      'an error after all is written',
      { end: 'app.run(); throw new Error("late");' },
      new RegExp(`${literally(fromHead)}[\\s\\S]*late`),
    ],
    [
      'an error after a new chart is written',
      {
        within: `${GOOD} new VolsyncApp(app.chart('games', 'plex'), { app: 'plex' });`,
        end: 'app.run(); throw "late";',
      },
      new RegExp(`${literally(fromHead)}[\\s\\S]*late`),
    ],
    ['an exit code', { end: 'app.run(); process.exitCode = 3;' }, new RegExp(`${literally(fromHead)}$`)],
    [
      'a promise that fails',
      { end: 'Promise.reject(new Error("kept"));' },
      new RegExp(`${literally(fromHead)}[\\s\\S]*kept`),
    ],
    [
      'an open warning, which fails a check',
      { options: 'outdir: "dist/a"', end: 'app.check() || process.exit(1);' },
      new RegExp(literally(fromHead)),
    ],
  ])('%s', async (_, parts, said) => {
    const project = await committed();
    project.write('main.js', program(parts));
    expectHead(project, await project.cdk8sSynth(), said);
  });

  test('a program that does not compile, where ours is loaded before it', async () => {
    const project = await committed({ 'cdk8s.yaml': preloaded });
    project.write('main.js', 'const = 1;');
    expectHead(project, await project.cdk8sSynth(), new RegExp(`${literally(fromHead)}[\\s\\S]*SyntaxError`));
  });

  test('with one copy of ours loaded before it, and another by it', async () => {
    const copy = '../node_modules/another-copy';
    const project = await committed({ 'cdk8s.yaml': settings('', `node -r ${copy}/lib/src/register.js main.js`) });
    cpSync(join(project.folder, '../node_modules/cdk8s-volsync-kopia'), join(project.folder, copy), {
      recursive: true,
    });
    expect((await project.cdk8sSynth()).code).toBe(0);
    expect(project.git('status', '--porcelain')).toBe('');
    project.write('main.js', program({ within: WRONG }));
    expectHead(project, await project.cdk8sSynth(), `${wrongSize}\n${fromHead}`);
    project.write('main.js', program({ end: '' }));
    expectHead(project, await project.cdk8sSynth(), new RegExp(`app.run\\(\\) \\(rule F3\\)\n${literally(fromHead)}$`));
  });

  test('without that, it is gone, and comes back as the documentation says', async () => {
    const project = await committed();
    project.write('main.js', 'const = 1;');
    const ended = await project.cdk8sSynth();
    expect([ended.code, project.has('dist'), saidBy(ended)]).toEqual([1, false, expect.not.stringContaining('dist:')]);
    project.git('restore', 'dist');
    expect(project.git('status', '--porcelain', '--', 'dist')).toBe('');
  });

  test('in a folder of a repository, and where cdk8s.yaml names another folder', async () => {
    const output = { 'cdk8s.yaml': settings('output: out/home') };
    const project = new UserProject({ 'clusters/a/main.js': program({ options: 'outdir: "out/home"' }), ...output });
    const inner = new UserProject(
      { 'main.js': program({ options: 'outdir: "out/home"' }), ...output },
      'clusters/home',
    );
    await inner.node('main.js');
    inner.commitAll();
    inner.write('main.js', program({ within: WRONG }));
    const ended = await inner.cdk8sSynth();
    expect(saidBy(ended)).toContain(
      "out/home: cdk8s synth empties it before the program starts; 5 files are back from git's HEAD",
    );
    expect([ended.code, inner.git('status', '--porcelain', '--', 'out')]).toEqual([1, '']);
    expect(project.has('out')).toBe(false);
  });

  test('an app that writes elsewhere than the CLI looks', async () => {
    const project = await committed();
    project.write('main.js', program({ options: 'outdir: "out"' }));
    const said = `[] outdir: "out" is not where cdk8s synth looks, "dist"; write output: out in cdk8s.yaml (rule F3)\n${fromHead}`;
    expectHead(project, await project.cdk8sSynth(), new RegExp(`${literally(said)}$`));
    project.write('cdk8s.yaml', settings('output: out'));
    expect((await project.cdk8sSynth()).code).toBe(0);
  });

  test('a link, and nothing of what it leads to is touched', async () => {
    const own = '# Made by cdk8s-volsync-kopia for cluster main. Do not edit: the next synth overwrites it.\n';
    const files = { 'games/romm/romm.k8s.yaml': own, 'dist/NOTES.md': '', 'cdk8s.yaml': settings() };
    const project = new UserProject({ ...files, 'main.js': program({}) });
    symlinkSync('../games', join(project.folder, 'dist/games'));
    project.commitAll();
    const refused = await project.cdk8sSynth();
    expect(saidBy(refused)).toContain('dist/games: it is a link, and what it leads to is not to be touched; remove it');
    const within = `require('fs').rmSync('dist/games'); ${GOOD}`;
    project.write('main.js', program({ within, end: 'app.run(); process.exitCode = 1;' }));
    const late = await project.cdk8sSynth();
    expect([refused.code, late.code]).toEqual([1, 1]);
    expect(saidBy(late)).toContain("2 files are back from git's HEAD");
    expect(project.git('status', '--porcelain')).toBe(' M main.js\n');
  });

  test('a hook of git, which has its lock and its variables set', async () => {
    const project = await committed();
    project.write('main.js', program({ within: WRONG }));
    const cdk8s = join(project.folder, '../node_modules/.bin/cdk8s');
    writeFileSync(join(project.folder, '.git/hooks/pre-commit'), `#!/bin/sh\n${cdk8s} synth\n`, { mode: 0o755 });
    const ended = await project.run('git', '-c', 'user.name=x', '-c', 'user.email=x@y', 'commit', '-qam', 'x');
    expectHead(project, ended, new RegExp(literally(`${wrongSize}\n${fromHead}`)));
    expect(project.git('log', '--format=%s')).toBe('all\n');
  });
});

describe('what is not committed', () => {
  test('comes back as the last good synth left it, where it is in no repository', async () => {
    const project = new UserProject({ 'main.js': program({}), 'cdk8s.yaml': settings(), 'dist/a/NOTES.md': 'mine\n' });
    const picture = join(project.folder, 'dist/a/picture.bin');
    writeFileSync(picture, Buffer.from([0xff, 0, 0xfe, 10]), { mode: 0o600 });
    await project.node('main.js');
    const before = project.contents('dist');
    expect(Object.keys(before)).toHaveLength(7);
    expect((await project.cdk8sSynth()).code).toBe(0);
    expect(project.contents('dist')).toEqual(before);
    project.write('main.js', program({ within: WRONG }));
    const ended = await project.cdk8sSynth();
    const how = '7 files are back from the copy of the last good synth (it is in no git repository)';
    expect([ended.code, saidBy(ended)]).toEqual([1, `${wrongSize}\n${emptied}; ${how}`]);
    expect(project.contents('dist')).toEqual(before);
    expect([[...readFileSync(picture)], statSync(picture).mode & 0o777]).toEqual([[0xff, 0, 0xfe, 10], 0o600]);
  });

  test('nor is it promised where nothing is known of it', async () => {
    const project = new UserProject({ 'main.js': program({ within: WRONG }), 'cdk8s.yaml': settings() });
    const nothing = `${emptied}, and nothing is known that was in it: it is in no git repository, and no synth that went well has left a copy`;
    expect(saidBy(await project.cdk8sSynth())).toBe(`${wrongSize}\n${nothing}`);
    project.git('init', '--quiet');
    expect(saidBy(await project.cdk8sSynth())).toBe(
      `${wrongSize}\n${nothing.replace('it is in no git repository', "git's HEAD has nothing there")}`,
    );
    expect(project.has('dist')).toBe(false);
  });

  test('comes back as it was before the program, though the program has written before it failed', async () => {
    const project = new UserProject({ 'main.js': program({}), 'cdk8s.yaml': settings() });
    await project.node('main.js');
    const before = project.contents('dist');
    const within = "new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', capacity: '9Gi' });";
    project.write('main.js', program({ within, end: 'app.run(); process.exitCode = 1;' }));
    expect(saidBy(await project.cdk8sSynth())).toContain('5 files are back from the copy of the last good synth');
    expect(project.contents('dist')).toEqual(before);
  });

  test('nor is it said to be back where something stands in its way', async () => {
    const project = new UserProject({ 'main.js': program({}), 'cdk8s.yaml': settings() });
    await project.node('main.js');
    project.write('main.js', program({ before: "require('fs').writeFileSync('dist', ''); process.exit(2);" }));
    const obstacle = `${project.folder}/dist: it stands where a folder is to be, and is a file; move it away`;
    expect(saidBy(await project.cdk8sSynth())).toBe(
      `${emptied}, and it could not be put back whole (${obstacle}); mend that, and run it again`,
    );
  });

  test('comes back as the last good synth left it, where git ignores it', async () => {
    const project = new UserProject({ 'main.js': program({}), 'cdk8s.yaml': settings(), '.gitignore': 'dist\n' });
    await project.node('main.js');
    project.commitAll();
    const before = project.contents('dist');
    project.write('main.js', program({ within: WRONG }));
    expect(saidBy(await project.cdk8sSynth())).toContain(
      "5 files are back from the copy of the last good synth (git's HEAD has nothing there)",
    );
    expect(project.contents('dist')).toEqual(before);
  });

  test('gives way to what is committed, which is said, and files of others that git does not have come back', async () => {
    const project = await committed();
    project.write('dist/todo.txt', 'not committed\n');
    project.write(
      'main.js',
      program({ within: "new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', capacity: '9Gi' });" }),
    );
    const good = await project.cdk8sSynth();
    // The CLI has removed it, and no synth before has seen it.
    expect([good.code, project.has('dist/todo.txt')]).toEqual([0, false]);
    project.write('dist/todo.txt', 'not committed\n');
    await project.node('main.js');
    expect((await project.cdk8sSynth()).code).toBe(0);
    expect(project.read('dist/todo.txt')).toBe('not committed\n');
    project.write('main.js', program({ within: WRONG }));
    const ended = await project.cdk8sSynth();
    const others = '1 file is back from the copy of the last good synth, because git has never had it';
    expect(saidBy(ended)).toBe(
      `${wrongSize}\n${fromHead}, which is not what the last good synth here wrote; ${others}`,
    );
    expect(project.git('status', '--porcelain', '--', 'dist')).toBe('?? dist/todo.txt\n');
  });

  test('stays where the program is started without the CLI, which removes nothing', async () => {
    const project = await committed();
    project.write('dist/todo.txt', 'not committed\n');
    project.write('dist/games/romm/romm.k8s.yaml', 'edited\n');
    project.write('main.js', program({ within: WRONG }));
    const before = project.contents('dist');
    const { code, stderr } = await project.node('main.js');
    expect([code, stderr, project.contents('dist')]).toEqual([1, `${wrongSize}\n`, before]);
    const told = await project.start('node', ['main.js'], { CDK8S_OUTDIR: 'dist' }).ended;
    expect([told.code, told.stderr, project.contents('dist')]).toEqual([1, `${wrongSize}\n`, before]);
  });

  test('a removal that is staged is not undone', async () => {
    const project = await committed();
    project.git('rm', '--quiet', 'dist/NOTES.md');
    expect((await project.cdk8sSynth()).code).toBe(0);
    expect(project.git('status', '--porcelain')).toBe('D  dist/NOTES.md\n');
  });
});

describe('where git does not answer, that is said', () => {
  const unknown = (why: string) => `what git's HEAD has there is not known, because ${why}`;
  const ownership = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };

  test('and the last good synth is what comes back', async () => {
    const project = await committed();
    project.write('main.js', program({ within: WRONG }));
    const ended = await project.start('node', ['../node_modules/.bin/cdk8s', 'synth'], ownership).ended;
    const why = unknown(`fatal: detected dubious ownership in repository at '${project.folder}'`);
    expect(saidBy(ended)).toBe(
      `${wrongSize}\n${emptied}; 6 files are back from the copy of the last good synth (${why})`,
    );
  });

  test('also where there is no git at all', async () => {
    const project = await committed();
    project.write('main.js', program({ within: WRONG }));
    const tools = join(project.folder, 'tools');
    project.write('tools/node', `#!/bin/sh\nexec ${process.execPath} "$@"\n`);
    await project.run('/bin/chmod', '+x', 'tools/node');
    const ended = await project.start(process.execPath, ['../node_modules/.bin/cdk8s', 'synth'], { PATH: tools }).ended;
    const how = `6 files are back from the copy of the last good synth (${unknown('git is not installed')})`;
    expect(saidBy(ended)).toBe(`${wrongSize}\n${emptied}; ${how}`);
  });
});

describe('a program that is killed leaves what git has', () => {
  const waits = "require('fs').writeFileSync('pid', String(process.pid)); setTimeout(() => {}, 60_000);";

  /** Kills the program, and neither the shell nor the CLI around it, as soon as it waits. */
  async function kill({ process: cli, ended }: Running, project: UserProject, signal: NodeJS.Signals): Promise<Ended> {
    while (!project.has('pid') || project.read('pid') === '') {
      expect(cli.exitCode).toBeNull();
      await wait(50);
    }
    process.kill(Number(project.read('pid')), signal);
    return ended;
  }

  test.each<NodeJS.Signals>(['SIGTERM', 'SIGINT', 'SIGHUP'])('by %s before it has an app', async (signal) => {
    const project = await committed();
    project.write('main.js', program({ before: `${waits} return;` }));
    const ended = await kill(project.start('node', ['../node_modules/.bin/cdk8s', 'synth']), project, signal);
    expectHead(project, ended, fromHead);
  });

  test('by SIGTERM before it is compiled, where ours is loaded before it', async () => {
    const project = await committed({
      'cdk8s.yaml': settings('', 'node -r cdk8s-volsync-kopia/register -r ./slow.js main.js'),
    });
    project.write('slow.js', `${waits}`);
    project.write('main.js', '');
    expectHead(
      project,
      await kill(project.start('node', ['../node_modules/.bin/cdk8s', 'synth']), project, 'SIGTERM'),
      fromHead,
    );
  });

  test.each<NodeJS.Signals>(['SIGTERM', 'SIGKILL'])('by %s once it has an app', async (signal) => {
    const project = await committed();
    project.write('main.js', program({ end: waits }));
    const ended = await kill(project.start('node', ['../node_modules/.bin/cdk8s', 'synth']), project, signal);
    expectHead(project, ended, '');
  });
});

describe('output that is not kept', () => {
  test('cdk8s synth --stdout leaves the folder that it empties unasked', async () => {
    const project = await committed({ 'cdk8s.yaml': settings('output: dist') });
    const ended = await project.cdk8sSynth('--stdout');
    expect(ended.stdout).toContain('kind: ReplicationSource');
    expect([ended.code, saidBy(ended)]).toEqual([0, expect.stringMatching(new RegExp(`\n${literally(fromHead)}$`))]);
    expect(project.git('status', '--porcelain')).toBe('');
    project.write('main.js', program({ within: WRONG }));
    expectHead(project, await project.cdk8sSynth('--stdout'), `${wrongSize}\n${fromHead}`);
  });

  test('of a scratch folder nothing is kept, and the folder of the project is not touched', async () => {
    const project = await committed();
    project.write('dist/todo.txt', 'not committed\n');
    const scratch = join(project.folder, '../scratch');
    expect((await project.cdk8sSynth('--output', scratch)).code).toBe(0);
    project.write('main.js', program({ within: WRONG }));
    const ended = await project.cdk8sSynth('--output', scratch);
    expect(saidBy(ended)).toBe(
      `${wrongSize}\n${scratch}: cdk8s synth empties it before the program starts, and nothing is known that was in it: it is in no git repository, and no synth that went well has left a copy`,
    );
    expect(project.git('status', '--porcelain', '--', 'dist')).toBe('?? dist/todo.txt\n');
  });
});

describe('an app of cdk8s, which does not remove what is no longer wanted', () => {
  const plain = (charts: readonly string[], capacity = '5Gi') => `
const { App, Chart } = require('cdk8s');
const { VolsyncApp } = require('cdk8s-volsync-kopia');
const app = new App();
for (const name of ${JSON.stringify(charts)}) {
  new VolsyncApp(new Chart(app, name, { namespace: 'games' }), { app: name, capacity: '${capacity}' });
}
app.synth();
`;

  test('starts from nothing, as ever, and what fails leaves what git has', async () => {
    const project = new UserProject({ 'main.js': plain(['romm', 'plex']), 'cdk8s.yaml': settings() });
    await project.cdk8sSynth();
    project.commitAll();
    project.write('main.js', plain(['romm']));
    expect((await project.cdk8sSynth()).code).toBe(0);
    expect(project.git('status', '--porcelain', '--', 'dist')).toBe(' D dist/plex.k8s.yaml\n');
    project.write('main.js', plain(['romm'], '5GB'));
    expectHead(project, await project.cdk8sSynth(), /5GB[\s\S]*2 files are back from git's HEAD$/);
  });

  test('that writes nothing is said to, and leaves what git has', async () => {
    const project = new UserProject({ 'main.js': plain(['romm']), 'cdk8s.yaml': settings() });
    await project.cdk8sSynth();
    project.commitAll();
    project.write('main.js', plain(['romm']).replace('app.synth();', ''));
    const said =
      '[] outdir: nothing was written into "dist", where cdk8s synth looks for it; end the program with app.synth() (rule F3)';
    expectHead(project, await project.cdk8sSynth(), `${said}\n${emptied}; 1 file is back from git's HEAD`);
  });
});
