import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { stringify } from 'yaml';
import { claim, source } from '../../ledger/support';
import { Folder, run } from '../support';

const objects = [claim(), source()];
const PROTECTED = '1 claim with 1 destination.';

async function mapped(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(['map', ...args]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

describe('objects are read from', () => {
  test('a file', async () => {
    expect(await mapped(new Folder({ 'all.yaml': objects }).at('all.yaml'))).toContain(PROTECTED);
  });

  test('a folder, whatever is below it, in YAML and in JSON', async () => {
    const folder = new Folder({
      'games/romm/claim.yml': [objects[0]],
      'games/romm/source.json': JSON.stringify(objects[1]),
      'games/romm/notes.md': 'no: object: at all',
      '.git/config.yaml': 'not: [yaml',
      'node_modules/x/values.yaml': 'not: [yaml',
    });
    expect(await mapped(folder.path)).toContain(PROTECTED);
  });

  test('stdin, a list of kubectl among them', async () => {
    const list = stringify({ apiVersion: 'v1', kind: 'List', items: objects });
    for (const stdin of [
      list,
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
      `---\n---\n${list}`,
    ]) {
      const { code, stdout } = await run(['map', '-'], { stdin });
      expect([code, stdout]).toEqual([0, expect.stringContaining(PROTECTED)]);
    }
  });

  test('a commit, at a path of it, a folder or a file', async () => {
    const folder = new Folder({ 'clusters/home/dist/games/romm.yaml': objects }).commit();
    folder.write('clusters/home/dist/games/romm.yaml', []);
    expect(await mapped(`git:HEAD:${folder.at('clusters/home/dist')}`)).toContain(PROTECTED);
    expect(await mapped(`git:HEAD:${folder.at('clusters/home/dist/games/romm.yaml')}`)).toContain(PROTECTED);
    expect(await mapped(`git:HEAD:${folder.path}`)).toContain(PROTECTED);
  });

  test('a commit whose folder is gone, with blanks and letters of other scripts in its name', async () => {
    const folder = new Folder({ 'my düst/gämes/romm.yaml': objects }).commit();
    folder.git('rm', '-rq', '--cached', '.');
    folder.git('clean', '-fdq');
    folder.git('commit', '-qm', 'gone');
    expect(await mapped(`git:HEAD~1:${folder.at('my düst')}`)).toContain(PROTECTED);
  });
});

describe('it ends with 2, and says why, where it', () => {
  const empty = 'no object is there, so nothing can be said of backups';

  test.each<[title: string, args: (folder: Folder) => string[], said: (folder: Folder) => string]>([
    ['finds no such path', (at) => [at.at('none')], (at) => `${at.at('none')}: there is no such file or folder`],
    ['finds no object in a folder', (at) => [at.at('empty')], (at) => `${at.at('empty')}: ${empty}`],
    [
      'finds a file of nothing but comments',
      (at) => [at.at('empty/a.yaml')],
      (at) => `${at.at('empty/a.yaml')}: ${empty}`,
    ],
    [
      'finds what is not YAML',
      (at) => [at.at('bad')],
      (at) => `${at.at('bad/a.yaml')}:2: this is not YAML: Map keys must be unique`,
    ],
    [
      'finds a template',
      (at) => [at.at('chart')],
      (at) => `${at.at('chart/a.yaml')}:2: this is not YAML: Unexpected scalar at node end`,
    ],
    [
      'is in no repository',
      (at) => [`git:HEAD:${at.at('bad')}`],
      (at) => `git:HEAD: ${at.at('bad')} is in no git repository`,
    ],
  ])('%s', async (_, args, said) => {
    const folder = new Folder({
      'empty/a.yaml': '# nothing\n---\n',
      'empty/list.yaml': 'apiVersion: v1\nkind: List\nitems: []\n',
      'bad/a.yaml': 'kind: ConfigMap\nkind: Secret\n',
      'chart/a.yaml': '{{ if x }}\nkind: {{ .kind }}\n- {{ end }}\n',
    });
    const { code, stdout, stderr } = await run(['map', ...args(folder)]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`error: ${said(folder)}\n`);
  });

  test.each<[title: string, revision: string, path: string, said: string]>([
    ['knows no such commit', 'main~400', 'dist', 'git:main~400: Not a valid object name main~400'],
    ['is given an option of git', '--output=x', 'dist', 'git:--output=x: "--output=x" is no revision of git'],
    ['finds nothing in a commit', 'HEAD', 'other', `git:HEAD: ${empty}`],
  ])('%s', async (_, revision, path, said) => {
    const folder = new Folder({ 'dist/a.yaml': objects }).commit();
    expect(await run(['map', `git:${revision}:${folder.at(path)}`])).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: ${said}\n`,
    });
  });

  test('reads nothing from stdin', async () => {
    expect(await run(['map', '-'])).toEqual({ code: 2, stdout: '', stderr: `error: stdin: ${empty}\n` });
  });
});

describe('the live cluster', () => {
  const KINDS = `configmaps   cm   v1   true   ConfigMap
persistentvolumeclaims   pvc   v1   true   PersistentVolumeClaim
secrets   v1   true   Secret
replicationsources   volsync.backube/v1alpha1   true   ReplicationSource
`;

  /** A kubectl that notes what it is asked. */
  function kubectl(script: string) {
    const folder = new Folder({
      kubectl: `#!/bin/sh\necho "$@" >> "$(dirname "$0")/asked"\n${script}\n`,
      kinds: KINDS,
      'objects.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
      asked: '',
    });
    chmodSync(folder.at('kubectl'), 0o755);
    return folder;
  }

  const GOOD =
    'case "$*" in *api-resources*) cat "$(dirname "$0")/kinds";; *) cat "$(dirname "$0")/objects.json";; esac';

  async function live(folder: Folder, ...args: string[]) {
    return await run(['map', '--live', ...args], { env: { PATH: `${folder.path}:${process.env.PATH}` } });
  }

  test('is asked for the kinds that it serves and somebody reads, and for no Secret', async () => {
    const folder = kubectl(GOOD);
    const { code, stdout } = await live(folder, '--context', 'home');
    expect([code, stdout]).toEqual([0, expect.stringContaining(PROTECTED)]);
    expect(readFileSync(folder.at('asked'), 'utf8')).toBe(
      `--context=home api-resources --verbs=list --no-headers
--context=home get persistentvolumeclaims,configmaps,replicationsources.volsync.backube --all-namespaces --output=json
`,
    );
  });

  test.each<[title: string, script: string, said: string]>([
    [
      'that is not reached',
      'echo "The connection to the server was refused" >&2; exit 1',
      'kubectl api-resources says: The connection to the server was refused',
    ],
    [
      'that denies a kind',
      `${GOOD}\ncase "$*" in *get*) echo 'Error from server (Forbidden): configmaps is forbidden' >&2; exit 1;; esac`,
      'kubectl get says: Error from server (Forbidden): configmaps is forbidden',
    ],
    ['that serves nothing of it', 'true', 'it serves no kind that says anything of backups'],
  ])('%s is unknown, and ends it with 2', async (_, script, said) => {
    expect(await live(kubectl(script))).toEqual({ code: 2, stdout: '', stderr: `error: the live cluster: ${said}\n` });
  });

  test('without kubectl is unknown as well', async () => {
    const { stderr } = await run(['map', '--live'], { env: { PATH: new Folder().path } });
    expect(stderr).toBe('error: the live cluster: kubectl is not installed\n');
  });
});

test('links in a folder are not followed', async () => {
  const outside = new Folder({ 'a.yaml': objects });
  const folder = new Folder({ 'dist/b.yaml': [claim()] });
  symlinkSync(outside.path, folder.at('dist/link'));
  expect(await mapped(folder.at('dist'))).toContain('0 claims with 0 destinations. 1 claim without.');
});
