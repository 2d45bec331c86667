import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, saidBy, UserProject, useProjects } from '../../support/user-project';

useProjects();

/** A program with two repositories, whose apps are what a test says. */
const program = (body: string, options = '') => `
const library = require('cdk8s-volsync-kopia');
const { backblazeB2, daily, defineCluster, destination, existingSecret, every, GitOpsApp, nfsRepository, plan, prefixPerApp, retired, VolsyncApp } = library;
const cluster = (server = 'nas.internal') => defineCluster({
  ...library.defaultCluster,
  name: 'home',
  repositories: {
    nas: nfsRepository({ server, path: '/mnt/backups', access: 'mover-volumes', squashesUsers: true, secret: { item: 'kopia' }, maintainedElsewhere: true }),
    b2: backblazeB2({ region: 'us-east-005', bucket: 'backups', credentials: { item: 'b2' }, secret: { item: 'kopia' }, prefix: prefixPerApp, maintenance: daily.hour(4) }),
  },
  primary: 'nas',
  plans: ({ nas, b2 }) => ({
    standard: plan(
      destination(nas, { schedule: every(6).hours, retention: { daily: 7, weekly: 4 } }),
      destination(b2, { schedule: daily, retention: { daily: 14 } }),
    ),
    local: plan(destination(nas, { schedule: every(6).hours, retention: { daily: 7, weekly: 4 } })),
    short: plan(
      destination(nas, { schedule: every(6).hours, retention: { daily: 3 } }),
      destination(b2, { schedule: daily, retention: { daily: 14 } }),
    ),
  }),
  defaultPlan: 'standard',
});
const add = (namespace, name, props) => new VolsyncApp(app.chart(namespace, name), { app: name, ...props });
${body.includes('const home =') ? '' : 'const home = cluster();'}
${body.includes('const app =') ? '' : `const app = new GitOpsApp({ cluster: home, ${options} });`}
${body}
app.run();
`;

const BOTH = "add('games', 'romm'); add('media', 'plex');";
const ROMM = "add('games', 'romm');";

/** A project whose output with both apps is committed. */
async function committed(files: Readonly<Record<string, string>> = {}, below?: string): Promise<UserProject> {
  const project = new UserProject({ 'main.js': program(BOTH), 'cdk8s.yaml': 'app: node main.js\n', ...files }, below);
  expect((await project.node('main.js')).code).toBe(0);
  return project.commitAll();
}

async function synth(project: UserProject, body: string, ...args: string[]): Promise<Ended> {
  project.write('main.js', program(body));
  return await project.node('main.js', ...args);
}

/** Refused with these lines, and nothing of the output has changed. */
function expectRefused(project: UserProject, ended: Ended, ...lines: readonly string[]): void {
  const these = lines.length === 1 ? 'this is' : 'these are';
  expect(saidBy(ended)).toBe(`Nothing was written, because ${these} wrong:\n  ${lines.join('\n  ')}`);
  expect([ended.code, project.git('status', '--porcelain', '--', 'dist')]).toEqual([1, '']);
}

const NAS = 'nfs://nas.internal/mnt/backups/';
const B2 = 's3://s3.us-east-005.backblazeb2.com/backups/plex/';
const POINTS = '9 restore points, the oldest 14 days old';
const gone = (against = "git's HEAD", never = '') =>
  `[] protection-lost: against ${against}: Claim media/plex is no longer backed up, and nothing goes on with its history: ${POINTS}, in ${NAS}; 14 restore points, the oldest 13 days old, in ${B2}. Declare it again; if it goes on under another name, say so there with formerly. If it is meant, give the reason: retired(app, "media/plex", "…").${never} (rule H1)`;

describe('a loss is refused', () => {
  test('where an app is gone', async () => {
    const project = await committed();
    expectRefused(project, await synth(project, ROMM), gone());
    expectRefused(project, await synth(project, ROMM, '--check'), gone());
  });

  test.each<[title: string, body: string, codes: readonly string[]]>([
    ['a destination is dropped', `${ROMM} add('media', 'plex', { plan: home.plans.local });`, ['destination-lost']],
    ['a retention shrinks', `${ROMM} add('media', 'plex', { plan: home.plans.short });`, ['history-shrinks']],
    ['an app is renamed', `${ROMM} add('media', 'plex2');`, ['protection-lost']],
    [
      'the NAS is another one',
      `const home = cluster('other.internal'); const app = new GitOpsApp({ cluster: home }); ${BOTH}`,
      ['repository-moved', 'repository-moved'],
    ],
    ['a claim is another one, and its history goes on', `${ROMM} add('media', 'plex', { claim: 'plex-data' });`, []],
  ])('where %s, and what the message says then passes', async (_, body, codes) => {
    const project = await committed();
    const ended = await synth(project, body);
    const found = [
      ...ended.stderr.matchAll(
        /^ {2}\[\] ([a-z-]+): against git's HEAD: .* give the reason: (retired\(.*?\))\. \(rule H1\)$/gm,
      ),
    ];
    expect(found.map(([, code]) => code)).toEqual(codes);
    const meant = found.map(([, , call]) => `${call?.replace('…', 'it is meant')};`).join('\n');
    const repaired = await synth(project, `${body}\n${meant}`);
    expect([repaired.code, repaired.stderr]).toEqual([0, expect.stringContaining('dist: 2 charts')]);
    expect(repaired.stderr).not.toContain('note: retired');
  });

  test('and what goes on under another name says formerly', async () => {
    const project = await committed();
    const { code, stderr } = await synth(project, `${ROMM} add('media', 'plex2', { formerly: { app: 'plex' } });`);
    expect([code, stderr]).toEqual([0, expect.stringContaining("backups, against git's HEAD: ")]);
    expect(stderr).not.toContain('loss');
    expect(project.has('dist/acknowledged.json')).toBe(false);
  });

  test('as often as there are losses, each on a line of its own', async () => {
    const project = await committed();
    const { stderr } = await synth(project, "add('other', 'new');");
    expect(stderr.match(/protection-lost/g)).toHaveLength(2);
  });
});

describe('what is meant', () => {
  const RETIRED = `${ROMM} retired(app, 'media/plex', 'nobody watches it');`;

  test('is written for those who review it, and said', async () => {
    const project = await committed();
    const { code, stderr } = await synth(project, RETIRED);
    expect(code).toBe(0);
    expect(stderr).toContain('loss protection-lost, which is meant (nobody watches it): Claim media/plex is no longer');
    expect(JSON.parse(project.read('dist/acknowledged.json'))).toEqual({
      madeBy: 'Made by cdk8s-volsync-kopia for cluster home. Do not edit: the next synth overwrites it.',
      schema: 1,
      acknowledged: [{ id: 'media/plex', why: 'nobody watches it' }],
    });
    expect(project.has('dist/media/plex/plex.k8s.yaml')).toBe(false);
  });

  test('is the same file in whatever order it is said, each once', async () => {
    const project = await committed();
    const calls = [
      "retired(app, 'media/plex', 'a', { code: 'destination-lost' });",
      "retired(app, 'media/plex', 'b');",
    ];
    const [first, second] = [calls, [...calls, ...calls].reverse()].map((each) => `${ROMM} ${each.join(' ')}`);
    await synth(project, first ?? '');
    const text = project.read('dist/acknowledged.json');
    await synth(project, second ?? '');
    expect(project.read('dist/acknowledged.json')).toBe(text);
    expect(JSON.parse(text).acknowledged).toHaveLength(2);
  });

  test('and is merged is a note, and the file goes with it', async () => {
    const project = await committed();
    await synth(project, RETIRED);
    project.commitAll();
    const again = await project.node('main.js');
    expect([again.code, again.stderr]).toEqual([
      0,
      expect.stringContaining(
        "note: retired media/plex: nothing that it is about is lost against git's HEAD; once the change is merged, remove it",
      ),
    ]);
    const { stderr } = await synth(project, ROMM);
    expect(stderr).toContain('  - acknowledged.json');
    expect(project.has('dist/acknowledged.json')).toBe(false);
  });

  test('for one destination or one code lets nothing else pass', async () => {
    const project = await committed();
    const less = `${ROMM} add('media', 'plex', { plan: home.plans.local });`;
    for (const [options, code] of [
      ["{ destination: 'b2' }", 0],
      [`{ destination: '${B2}' }`, 0],
      ["{ destination: 'nas' }", 1],
      ["{ code: 'destination-lost' }", 0],
      ["{ code: 'history-shrinks' }", 1],
      ["{ destination: 'nas', code: 'destination-lost' }", 1],
    ] as const) {
      const ended = await synth(project, `${less} retired(app, 'media/plex', 'why', ${options});`);
      expect([options, ended.code]).toEqual([options, code]);
    }
    expect((await synth(project, `${less} retired(app, 'games/romm', 'why');`)).code).toBe(1);
  });

  test.each([
    [
      "retired(app, 'plex', 'why')",
      'id: "plex" is not a claim; write its namespace and its name, such as "media/plex"',
    ],
    ["retired(app, 'media/plex', ' ')", 'why: " " is no reason; say why it is meant, for those who read it later'],
    ["retired(app, 'media/plex')", 'why: undefined is no reason; say why it is meant, for those who read it later'],
    [
      "retired(app, 'media/plex', 'why', { destination: '' })",
      'destination: "" is not a destination; write the name of its repository',
    ],
    [
      "retired(app, 'media/plex', 'why', { code: 'rpo-better' })",
      'code: "rpo-better" is nothing that takes protection; write one of "protection-lost", ',
    ],
    [
      "retired(app, 'media/plex', 'why', { destinaton: 'b2' })",
      'destinaton: nothing reads this field; write one of destination, code',
    ],
  ])('%s is wrong', async (call, said) => {
    const project = new UserProject({ 'main.js': program(`${BOTH} ${call};`) });
    const { code, stderr } = await project.node('main.js');
    expect([code, stderr]).toEqual([1, expect.stringContaining(`[] retired: ${said}`)]);
  });
});

describe('what is compared with', () => {
  test('is nothing, the first time', async () => {
    const project = new UserProject({ 'main.js': program(BOTH) });
    const first = await project.node('main.js');
    expect([first.code, saidBy(first).split('\n')[0]]).toEqual([0, expect.stringMatching(/^dist: 2 charts, /)]);
    expect((await new UserProject({ 'main.js': program(BOTH) }).commitAll().node('main.js')).code).toBe(0);
  });

  test('is git, whatever stands in the folder', async () => {
    const project = await committed();
    await synth(project, `${ROMM} retired(app, 'media/plex', 'why');`);
    const { code, stderr } = await synth(project, ROMM);
    expect([code, stderr]).toEqual([1, expect.stringContaining(gone())]);
    expect((await synth(project, BOTH)).code).toBe(0);
    expect(project.git('status', '--porcelain', '--', 'dist')).toBe('');
  });

  test('is what stands in the folder, where nothing is committed', async () => {
    const never = ' If what stands there was never applied to a cluster, remove the folder.';
    for (const prepare of [
      () => {},
      (project: UserProject) => project.git('init', '--quiet'),
      (project: UserProject) => {
        project.write('.gitignore', 'dist/\n');
        project.commitAll();
      },
    ]) {
      const project = new UserProject({ 'main.js': program(BOTH) });
      await project.node('main.js');
      prepare(project);
      const { code, stderr } = await synth(project, ROMM);
      expect([code, stderr]).toEqual([1, expect.stringContaining(gone('what stands there', never))]);
      expect(project.has('dist/media/plex/plex.k8s.yaml')).toBe(true);
    }
  });

  test('is another repository, where the output is in one', async () => {
    const project = new UserProject({ 'main.js': program(BOTH, 'outdir: "../gitops/out"') }, 'code');
    project.git('init', '--quiet');
    const gitops = new UserProject({ 'README.md': '' }, '../unused');
    mkdirSync(join(project.folder, '../gitops'), { recursive: true });
    expect((await project.node('main.js')).code).toBe(0);
    gitops.git('-C', join(project.folder, '../gitops'), 'init', '--quiet');
    for (const args of [
      ['add', '--all'],
      ['commit', '--quiet', '--message', 'all'],
    ]) {
      gitops.git('-C', join(project.folder, '../gitops'), ...args);
    }
    project.write('main.js', program(ROMM, 'outdir: "../gitops/out"'));
    const { code, stderr } = await project.node('main.js');
    expect([code, stderr]).toEqual([1, expect.stringContaining(gone())]);
  });

  test('is a folder of a repository, with a name of blanks and other letters', async () => {
    const project = await committed({}, 'clusters/my hömé');
    expectRefused(project, await synth(project, ROMM), gone());
  });

  test('is the revision that a check is told', async () => {
    const project = await committed();
    project.git('tag', 'before');
    await synth(project, `${ROMM} retired(app, 'media/plex', 'why');`);
    project.commitAll();
    expect((await synth(project, ROMM)).code).toBe(0);
    project.commitAll();
    expect((await project.node('main.js', '--check')).code).toBe(0);
    expectRefused(project, await project.node('main.js', '--check', '--base', 'before'), gone('before'));
    expectRefused(project, await project.node('main.js', '--check', '--base=HEAD~2'), gone('HEAD~2'));
  });

  test.each([
    [
      ['--check', '--base', 'nowhere'],
      2,
      'nothing was checked, because git says of the base: fatal: Not a valid object name nowhere',
    ],
    [
      ['--check', '--base=--output=x'],
      2,
      'nothing was checked, because git says of the base: "--output=x" is no revision of git',
    ],
    [
      ['--base', 'HEAD'],
      1,
      '[] arguments: --base is for a check; write --check, --check --base <revision>, or nothing',
    ],
    [
      ['--check', '--base'],
      1,
      '[] arguments: --base names no revision; write --check, --check --base <revision>, or nothing',
    ],
    [['--check', 'HEAD'], 1, '[] arguments: "HEAD" is not known; write --check, --check --base <revision>, or nothing'],
  ])('%j ends with %i', async (args, code, said) => {
    const project = await committed();
    const ended = await project.node('main.js', ...args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(said)]);
  });

  test('is there in a shallow clone, and another revision is not', async () => {
    const origin = await committed();
    await synth(origin, `${ROMM} retired(app, 'media/plex', 'why');`);
    origin.commitAll();
    const clone = new UserProject({});
    clone.git('clone', '--quiet', '--depth', '1', `file://${origin.folder}`, 'clone');
    const project = new UserProject({}, `../${clone.folder.split('/').at(-1)}/clone`);
    expect((await project.node('main.js', '--check')).code).toBe(0);
    expect((await project.node('main.js', '--check', '--base', 'HEAD~1')).code).toBe(2);
  });
});

describe('with cdk8s synth, which empties the folder before', () => {
  test('a loss is refused, and what git has comes back', async () => {
    const project = await committed();
    project.write('main.js', program(ROMM));
    const ended = await project.cdk8sSynth();
    expect(saidBy(ended)).toContain(gone());
    expect([ended.code, project.git('status', '--porcelain', '--', 'dist')]).toEqual([1, '']);
  });

  test('and what stood in the folder comes back, where it is in no repository', async () => {
    const project = new UserProject({ 'main.js': program(BOTH), 'cdk8s.yaml': 'app: node main.js\n' });
    await project.node('main.js');
    const before = project.contents('dist');
    project.write('main.js', program(ROMM));
    const ended = await project.cdk8sSynth();
    expect([ended.code, saidBy(ended)]).toEqual([
      1,
      expect.stringContaining('protection-lost: against what stands there'),
    ]);
    expect(project.contents('dist')).toEqual(before);
  });
});

describe('what cannot be looked at', () => {
  test('is a warning that fails a check, until somebody accepts it', async () => {
    const project = await committed();
    project.write('dist/media/plex/plex.k8s.yaml', `${project.read('dist/media/plex/plex.k8s.yaml')}\n<<<<<<< HEAD\n`);
    project.commitAll();
    const warning = `warning: [] media/plex/plex.k8s.yaml, as git's HEAD has it, is not YAML, so what it protected is not known; see for yourself that nothing of it is lost (rule H2)`;
    const { code, stderr } = await project.node('main.js');
    expect([code, stderr]).toEqual([0, expect.stringContaining(warning)]);
    expect((await project.node('main.js', '--check')).code).toBe(1);
    expect((await synth(project, `${BOTH} library.acceptWarning(app, 'H2', 'seen');`, '--check')).code).toBe(0);
  });

  test('nor is git, where it is not installed: what stands in the folder is compared with', async () => {
    const project = await committed();
    const none = join(project.folder, 'none');
    mkdirSync(none);
    symlinkSync(process.execPath, join(none, 'node'));
    const run = (...args: string[]) => project.start(process.execPath, ['main.js', ...args], { PATH: none }).ended;
    const good = await run();
    expect([good.code, good.stderr]).toEqual([
      0,
      expect.stringContaining('[] git: what is committed is not known, because git says: git is not installed; '),
    ]);
    expect((await run('--check')).code).toBe(1);
    project.write('main.js', program(ROMM));
    expect((await run()).stderr).toContain('protection-lost: against what stands there');
  });
});

describe('where nothing has changed', () => {
  test('git is asked once, and no object is read', async () => {
    const project = await committed();
    project.write(
      'bin/git',
      `#!/bin/sh\necho "$@" >> "${project.folder}/asked"\nexec ${process.env.GIT ?? '/usr/bin/git'} "$@"\n`,
    );
    chmodSync(join(project.folder, 'bin/git'), 0o755);
    const blind =
      "require('module').prototype.require = ((load) => function (id) { if (/ledger\\/read$/.test(id)) throw new Error('read'); return load.call(this, id); })(require('module').prototype.require);";
    project.write('blind.js', blind);
    const { code, stderr } = await project.start(process.execPath, ['-r', './blind.js', 'main.js'], {
      PATH: `${project.folder}/bin:${process.env.PATH}`,
    }).ended;
    expect([code, stderr]).toEqual([0, expect.stringContaining('0 files changed')]);
    expect(project.read('asked').trim().split('\n')).toEqual([
      expect.stringMatching(/^ls-tree -r -z --full-tree HEAD -- dist$/),
    ]);
    project.write('main.js', program(ROMM));
    const other = await project.start(process.execPath, ['-r', './blind.js', 'main.js']).ended;
    expect(other.stderr).toContain('Error: read');
  });
});

test('files move with their charts, and nothing is lost by it', async () => {
  const project = await committed();
  const moved = `${ROMM} new VolsyncApp(app.chart('media', 'films'), { app: 'plex' });`;
  const { code, stderr } = await synth(project, moved);
  expect(code).toBe(0);
  expect(stderr).toContain(
    'risk owner-changed: Claim media/plex is applied by Flux Kustomization flux-system/media-films instead of flux-system/media-plex.',
  );
  expect(stderr).not.toContain('loss');
});

test('the output of another cluster in one folder is left out of it', async () => {
  const project = await committed();
  const other = `const home = cluster(); const app = new GitOpsApp({ cluster: defineCluster({ ...home, name: 'other', repositories: { nas: home.repositories.nas, b2: home.repositories.b2 }, plans: () => home.plans }), outdir: 'dist/other' }); ${ROMM}`;
  expect((await synth(project, other)).stderr).not.toContain('lost');
});

test('no value of a Secret is ever printed', async () => {
  const apps =
    "add('games', 'romm'); add('media', 'plex', { plan: home.plans.local, secrets: existingSecret(() => 'plex-volsync-secret') });";
  const secret = (key: string, value: string) =>
    `new (require('cdk8s').ApiObject)(app.chart('media', 'secrets'), 'x', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'plex-volsync-secret' }, stringData: { KOPIA_PASSWORD: '${value}', ${key}: '${value}2' } });`;
  const project = await committed({ 'main.js': program(`${apps} ${secret('KOPIA_OTHER', 'hunter1')}`) });
  const { code, stderr, stdout } = await synth(project, `${apps} ${secret('KOPIA_ELSE', 'hunter2')}`);
  expect(code).toBe(1);
  expect(stderr).toContain('secret-key-lost');
  expect(stderr + stdout + project.read('dist/README.md')).not.toContain('hunter');
});
