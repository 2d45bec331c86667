import fs, { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publish } from '../../../src/gitops/publish';
import { danglingNames, filesOf, outputOf } from '../../support/output-folder';
import { UserProject, useProjects } from '../../support/user-project';

useProjects();

let folder: string;
let dist: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'replace-')));
  dist = join(folder, 'dist');
  publish(BEFORE, dist);
});

afterEach(() => {
  mend();
  rmSync(folder, { recursive: true, force: true });
});

const BEFORE = outputOf({ romm: 'one', old: 'one', older: 'one' });
const AFTER = outputOf({ romm: 'two', plex: 'one', jellyfin: 'one' });

const CALLS = ['accessSync', 'mkdirSync', 'writeFileSync', 'renameSync', 'rmSync', 'rmdirSync'] as const;
type Call = (typeof CALLS)[number];

const calls: Record<string, unknown> = fs as never;
const real = Object.fromEntries(CALLS.map((call) => [call, fs[call]]));

/** Has a call of the file system do something before it does its work, until all are mended. */
function before(call: Call, act: (args: readonly unknown[]) => void): void {
  const then = fs[call] as (...args: unknown[]) => unknown;
  calls[call] = (...args: unknown[]) => {
    act(args);
    return then(...args);
  };
}

const mend = () => Object.assign(calls, real);

/** Has calls fail from the nth on, or the nth alone. @returns how many there were */
function failing(call: Call, nth: number, code: string, forGood: boolean): () => number {
  let count = 0;
  before(call, ([path, dest]) => {
    count += 1;
    if (forGood ? count >= nth : count === nth) {
      throw Object.assign(new Error(`${code}: it is so`), { code, path, ...(call === 'renameSync' && { dest }) });
    }
  });
  return () => count;
}

function messageOfPublish(): string {
  try {
    publish(AFTER, dist);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** What an untroubled publish leaves. */
function wanted(): Record<string, string> {
  const other = join(folder, 'other');
  publish(BEFORE, other);
  publish(AFTER, other);
  const tree = filesOf(other);
  rmSync(other, { recursive: true });
  return tree;
}

test.each(CALLS)('wherever %s fails, all is written, or nothing', (call) => {
  const [old, goal] = [filesOf(dist), wanted()];
  let failures = 0;
  for (let nth = 1; ; nth += 1) {
    const count = failing(call, nth, 'EIO', false);
    const said = messageOfPublish();
    mend();
    if (count() < nth) {
      break;
    }
    failures += said === '' ? 0 : 1;
    const failed = `^Nothing was written, because this is wrong:\n  \\[\\] ${dist}.*: EIO: it is so; mend that, and run npm`;
    expect(said).toMatch(said === '' ? /^$/ : new RegExp(failed));
    // What only tidies up may fail, and leaves what the next publish removes.
    publish(said === '' ? AFTER : BEFORE, dist);
    expect(filesOf(dist)).toEqual(said === '' ? goal : old);
    rmSync(dist, { recursive: true });
    publish(BEFORE, dist);
  }
  expect(failures > 0).toBe(!['rmSync', 'rmdirSync'].includes(call));
});

test.each([
  ['EACCES', 'make DIST/games/jellyfin and what is in it writable'],
  ['EPERM', 'make DIST/games/jellyfin and what is in it writable'],
  ['EROFS', 'make DIST/games/jellyfin and what is in it writable'],
  ['ENOSPC', 'make room'],
  ['EDQUOT', 'make room'],
  ['EBUSY', 'unmount it, since a file that is mounted by itself cannot be replaced'],
  ['EXDEV', 'mend that'],
])('of %s it says what to do about it', (code, repair) => {
  failing('renameSync', 2, code, false);
  expect(messageOfPublish().replaceAll(dist, 'DIST')).toBe(
    `Nothing was written, because this is wrong:\n  [] DIST/games/jellyfin/jellyfin.k8s.yaml: ${code}: it is so; ${repair}, and run npm run synth again`,
  );
});

test('what cannot be taken back is listed, and nothing else', () => {
  const [old, goal] = [filesOf(dist), wanted()];
  const partly: number[] = [];
  for (let nth = 1; ; nth += 1) {
    const count = failing('renameSync', nth, 'EIO', true);
    const removing = failing('rmSync', 1, 'EIO', true);
    const said = messageOfPublish();
    mend();
    if (count() < nth) {
      break;
    }
    const now = filesOf(dist);
    const names = [...new Set([...Object.keys(old), ...Object.keys(goal)])];
    const changed = names.filter((path) => now[path] !== old[path]).map((path) => join(dist, path));
    const [first, cause, ...listed] = said.split('\n');
    expect(removing()).toBeGreaterThan(0);
    expect(first).toBe(
      changed.length === 0
        ? 'Nothing was written, because this is wrong:'
        : 'Only a part was written, because these are wrong:',
    );
    expect(cause).toMatch(/EIO: it is so; mend that, and run npm run synth again$/);
    expect(listed.sort()).toEqual(
      changed.map((path) => `  [] ${path}: it was changed before that, and could not be changed back`).sort(),
    );
    partly.push(changed.length);
    publish(AFTER, dist);
    expect(filesOf(dist)).toEqual(goal);
    rmSync(dist, { recursive: true });
    publish(BEFORE, dist);
  }
  // Two new apps, one changed, the list of lists; two that go.
  expect(partly).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

test('at every moment, also while it is taken back, each list names what is there', () => {
  let moments = 0;
  let wrong: string[] = [];
  const look = () => {
    moments += 1;
    wrong = [...wrong, ...danglingNames(dist)];
  };
  const watch = () => {
    for (const call of CALLS) {
      before(call, look);
    }
  };
  watch();
  publish(AFTER, dist);
  expect(filesOf(dist)['flux/kustomization.yaml']).toContain('plex.yaml');
  publish(BEFORE, dist);
  mend();
  for (let nth = 1; nth <= 14; nth += 1) {
    failing('renameSync', nth, 'EIO', false);
    watch();
    expect(messageOfPublish()).toContain('Nothing was written');
    mend();
  }
  expect(moments).toBeGreaterThan(500);
  expect(wrong).toEqual([]);
});

test('places are tried before anything is written', () => {
  const written: string[] = [];
  for (const call of ['mkdirSync', 'writeFileSync', 'renameSync'] as const) {
    before(call, () => written.push(call));
  }
  failing('accessSync', 25, 'EROFS', false);
  expect(messageOfPublish()).toContain('EROFS');
  expect(written).toEqual([]);
});

describe('a real program', () => {
  const program = (apps: string) => `
const { defaultCluster, GitOpsApp, retired, VolsyncApp } = require('cdk8s-volsync-kopia');
const app = new GitOpsApp({ cluster: defaultCluster });
retired(app, 'games/romm', 'it is gone in some of these programs');
for (const each of ${apps}) {
  new VolsyncApp(app.chart('games', each), { app: each });
}
app.run();
`;
  const killer = `
const fs = require('fs');
const { renameSync } = fs;
let count = 0;
fs.renameSync = (...args) => {
  count += String(args[1]).startsWith('dist/') ? 1 : 0;
  if (count === Number(process.env.NTH)) {
    process.kill(process.pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
  }
  return renameSync(...args);
};
`;

  test('that is killed while it moves files leaves nothing that the next run does not mend, nor git sees', async () => {
    const project = new UserProject({
      'main.js': program("['romm', 'plex']"),
      'killer.js': killer,
      '.gitignore': '.*.next\n',
      'package.json': '{}',
    });
    expect((await project.node('main.js')).code).toBe(0);
    project.commitAll();
    project.write('main.js', program("['plex', 'jellyfin']"));
    for (const [nth, waiting] of [
      [1, 5],
      [3, 3],
      [5, 1],
    ]) {
      const { signal } = await project.start(process.execPath, ['-r', './killer.js', 'main.js'], { NTH: `${nth}` })
        .ended;
      expect(signal).toBe('SIGKILL');
      const left = Object.keys(project.contents('dist')).filter((path) => path.endsWith('.next'));
      expect(left).toHaveLength(waiting ?? 0);
      expect(project.git('status', '--porcelain')).not.toContain('.next');
    }
    expect((await project.node('main.js')).code).toBe(0);
    const fresh = new UserProject({ 'main.js': program("['plex', 'jellyfin']") });
    await fresh.node('main.js');
    expect(project.contents('dist')).toEqual(fresh.contents('dist'));
  });

  test('whose files grow too large for the disk leaves the output as it was', async () => {
    const project = new UserProject({ 'main.js': program("['romm']") });
    await project.node('main.js');
    const before = project.contents('dist');
    const many = JSON.stringify(Array.from({ length: 60 }, (_, index) => `app-${index}`));
    project.write('main.js', program(many));
    // The list of lists of sixty charts is longer than a block of 1,024 bytes, the longest that may be written.
    const { code, stderr } = await project.run('bash', '-c', `ulimit -f 1; exec "${process.execPath}" main.js`);
    expect(stderr).toMatch(
      /^Nothing was written, because this is wrong:\n {2}\[\] dist\/.*: EFBIG: .*; mend that, and run npm run synth again\n$/,
    );
    expect([code, project.contents('dist')]).toEqual([1, before]);
  });
});
