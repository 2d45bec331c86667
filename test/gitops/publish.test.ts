import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, publish } from '../../src/gitops/publish';
import { asUser, outputOf, treeOf, writeAt } from '../support/output-folder';

let folder: string;
let dist: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'publish-')));
  dist = join(folder, 'dist');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const romm = outputOf({ romm: 'one' });
const plex = outputOf({ plex: 'one' });
const fifo = (path: string) => spawnSync('mkfifo', [path]);
const link = (target: string, path: string) => symlinkSync(target, path);

/** What a publish of `romm` says where something stands in its way; it must have changed nothing. */
function refusal(): string {
  const before = treeOf(folder);
  expect(() => compare(romm, dist)).toThrow('Nothing was written');
  let said = '';
  try {
    publish(romm, dist);
  } catch (error) {
    said = (error as Error).message;
  }
  expect(treeOf(folder)).toEqual(before);
  return said.replaceAll(folder, '');
}

const isLink = 'it is a link, and what it leads to is not to be touched; remove it';

describe('what stands in the way is named, once, and nothing is touched', () => {
  test.each<[string, (at: string) => void, string, string]>([
    [
      'a folder for a file',
      (at) => mkdirSync(at),
      'romm.k8s.yaml',
      'it stands where a file is to be, and is a folder; move it away',
    ],
    [
      'a pipe for a file',
      fifo,
      'romm.k8s.yaml',
      'it stands where a file is to be, and is neither file nor folder; move it away',
    ],
    ['a link to a file', (at) => link('/etc/hostname', at), 'romm.k8s.yaml', isLink],
    ['a link to a folder', (at) => link('/tmp', at), 'romm.k8s.yaml', isLink],
    ['a link to nowhere', (at) => link('nowhere', at), 'romm.k8s.yaml', isLink],
    ['a link to itself', (at) => link('romm.k8s.yaml', at), 'romm.k8s.yaml', isLink],
    [
      'a file of somebody else',
      (at) => writeAt(at, 'mine: true\n'),
      'romm.k8s.yaml',
      'it was not made by this app and would be overwritten; move it away',
    ],
  ])('%s', (_, make, name, text) => {
    mkdirSync(join(dist, 'games/romm'), { recursive: true });
    make(join(dist, 'games/romm', name));
    expect(refusal()).toBe(
      `Nothing was written, because this is wrong:\n  [] /dist/games/romm/${name}: ${text} (rule F3)`,
    );
  });

  test.each<[string, (at: string) => void, string]>([
    ['a file for a folder', (at) => writeAt(at, ''), 'it stands where a folder is to be, and is a file; move it away'],
    ['a pipe for a folder', fifo, 'it stands where a folder is to be, and is neither file nor folder; move it away'],
    ['a link to a folder', (at) => link('../elsewhere', at), isLink],
    ['a link to nowhere', (at) => link('../nowhere', at), isLink],
    ['a link to itself', (at) => link('games', at), isLink],
  ])('%s', (_, make, text) => {
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(dist);
    make(join(dist, 'games'));
    expect(refusal()).toBe(`Nothing was written, because this is wrong:\n  [] /dist/games: ${text} (rule F3)`);
  });

  test.each<[string, (at: string) => void, string]>([
    ['a file', (at) => writeAt(at, ''), 'it stands where a folder is to be, and is a file; move it away (rule F3)'],
    ['a pipe', fifo, 'it stands where a folder is to be, and is neither file nor folder; move it away (rule F3)'],
    [
      'a link to a file',
      (at) => link('/etc/hostname', at),
      'it stands where a folder is to be, and is a file; move it away (rule F3)',
    ],
    ['a link to nowhere', (at) => link('nowhere', at), 'it is a link that leads nowhere; remove it (rule F3)'],
    [
      'a link to itself',
      (at) => link('dist', at),
      "ELOOP: too many symbolic links encountered, stat '/dist'; mend that, and run npm run synth again",
    ],
  ])('%s in place of the whole output', (_, make, text) => {
    make(dist);
    expect(refusal()).toBe(`Nothing was written, because this is wrong:\n  [] /dist: ${text}`);
  });
});

describe('what a link in the output leads to is left alone', () => {
  test.each(['dist/games/old', 'dist/old', 'dist/flux/old'])('%s', (path) => {
    publish(outputOf({ old: 'x', romm: 'one' }), join(folder, 'other'));
    publish(romm, dist);
    const outside = treeOf(join(folder, 'other'));
    symlinkSync(join(folder, 'other'), join(folder, path));
    symlinkSync(join(folder, 'other/flux/old.yaml'), join(dist, 'flux/old.yaml'));
    expect(compare(romm, dist).stale).toEqual([]);
    publish(plex, dist);
    expect(treeOf(join(folder, 'other'))).toEqual(outside);
    expect(existsSync(join(folder, path))).toBe(true);
  });
});

test('the output may be a link, also to another file system', () => {
  // Two file systems where Linux has its usual folder in memory.
  const other = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : folder, 'publish-'));
  try {
    symlinkSync(other, dist);
    publish(outputOf({ romm: 'one', plex: 'one' }), dist);
    publish(outputOf({ romm: 'two' }), dist);
    expect(treeOf(other)).toEqual({
      'flux/': '',
      'flux/kustomization.yaml': '# Made by a test.\nromm.yaml\n',
      'flux/romm.yaml': '# Made by a test.\n../games/romm/kustomization.yaml\n',
      'games/': '',
      'games/romm/': '',
      'games/romm/kustomization.yaml': '# Made by a test.\nromm.k8s.yaml\n',
      'games/romm/romm.k8s.yaml': '# Made by a test.\ntwo\n',
    });
    expect(treeOf(folder)).toEqual({ dist: `-> ${other}` });
  } finally {
    rmSync(other, { recursive: true });
  }
});

describe('a user without permission', () => {
  /** Of two apps one is stale, one is new and one is changed. */
  function publishAsUser(): string {
    const before = treeOf(folder);
    let said = '';
    try {
      asUser(folder, () => publish(outputOf({ romm: 'two', plex: 'one' }), dist));
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said === '' || treeOf(folder)).toEqual(said === '' || before);
    return said.replaceAll(folder, '').replaceAll(`${process.pid}`, 'PID');
  }

  beforeEach(() => {
    publish(outputOf({ romm: 'one', old: 'one' }), dist);
    writeAt(join(dist, 'notes/private'), 'mine\n');
    writeAt(join(dist, 'notes.txt'), 'mine\n');
  });

  afterEach(() => {
    const closed = ['.', 'dist', 'dist/flux', 'dist/games', 'dist/games/old', 'dist/games/romm', 'dist/notes'];
    for (const path of closed.map((each) => join(folder, each)).filter(existsSync)) {
      chmodSync(path, 0o755);
    }
  });

  test.each([
    ['to write into a folder with a stale file', 'games/old'],
    ['to write into a folder with a changed file', 'games/romm'],
    ['to make a folder', 'games'],
    ['to write into the folder with the list of lists', 'flux'],
  ])('%s is told which, and nothing is written', (_, path) => {
    chmodSync(join(dist, path), 0o555);
    expect(publishAsUser()).toMatch(
      /^Nothing was written, because this is wrong:\n {2}\[\] \/dist\/[^:]*: EACCES: permission denied, .*; make \/dist\/[a-z/]+ and what is in it writable, and run npm run synth again$/,
    );
  });

  test('to look into the output is told so', () => {
    chmodSync(join(dist, 'games'), 0);
    expect(publishAsUser()).toMatch(/^Nothing was written, because this is wrong:\n {2}\[\] \/dist\/games.*: EACCES: /);
  });

  test('to write beside the output does not need it', () => {
    chmodSync(folder, 0o555);
    expect(publishAsUser()).toBe('');
  });

  test('to read what others have there does not need it', () => {
    chmodSync(join(dist, 'notes.txt'), 0);
    chmodSync(join(dist, 'notes'), 0);
    expect(publishAsUser()).toBe('');
    expect(statSync(join(dist, 'notes.txt')).mode & 0o777).toBe(0);
  });

  test('to write to a file may replace it where the folder allows that', () => {
    chmodSync(join(dist, 'games/romm/romm.k8s.yaml'), 0o444);
    expect(publishAsUser()).toBe('');
    expect(readFileSync(join(dist, 'games/romm/romm.k8s.yaml'), 'utf8')).toContain('two');
  });
});

test('a header that comes late in a long file of somebody else makes it nobody of ours', () => {
  publish(romm, dist);
  writeAt(join(dist, 'games/notes.yaml'), `${'# mine\n'.repeat(3)}${romm.header}\n`);
  writeAt(join(dist, 'games/old.yaml'), `---\n${romm.header}\n${'x'.repeat(100_000)}`);
  expect(compare(romm, dist).stale).toEqual(['games/old.yaml']);
});
