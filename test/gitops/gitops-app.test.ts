import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { acceptWarning, GitOpsApp, VolsyncApp, type VolsyncAppProps } from '../../src';
import { stagedPath } from '../../src/gitops/files/staged';
import { everything } from '../support/clusters';

let folder: string;
let dist: string;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gitops-'));
  dist = join(folder, 'dist');
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

function app(...apps: readonly (VolsyncAppProps & { namespace?: string })[]): GitOpsApp {
  const created = new GitOpsApp({ cluster: everything, outdir: dist });
  for (const { namespace = 'games', ...props } of apps) {
    new VolsyncApp(created.chart(namespace, props.app), props);
  }
  return created;
}

const files = () =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => relative(dist, join(each.parentPath, each.name)))
    .sort();

describe('the output', () => {
  test('is a folder per chart and one for Flux, each a kustomization of its own', () => {
    app({ app: 'romm' }, { app: 'romm', namespace: 'media' }, { app: '2048' }).synth();
    expect(files()).toEqual([
      'README.md',
      'flux/games-2048.yaml',
      'flux/games-romm.yaml',
      'flux/kustomization.yaml',
      'flux/media-romm.yaml',
      'games/2048/2048.k8s.yaml',
      'games/2048/kustomization.yaml',
      'games/romm/kustomization.yaml',
      'games/romm/romm.k8s.yaml',
      'media/romm/kustomization.yaml',
      'media/romm/romm.k8s.yaml',
    ]);
    expect(readFileSync(join(dist, 'flux/kustomization.yaml'), 'utf8')).toBe(
      '# Made by cdk8s-volsync-kopia for cluster everything. Do not edit: the next synth overwrites it.\n' +
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n' +
        '  - games-2048.yaml\n  - games-romm.yaml\n  - media-romm.yaml\n',
    );
    expect(readFileSync(join(dist, 'flux/games-romm.yaml'), 'utf8')).toBe(
      '# Made by cdk8s-volsync-kopia for cluster everything. Do not edit: the next synth overwrites it.\n' +
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n' +
        'metadata:\n  name: games-romm\n  namespace: flux-system\n' +
        'spec:\n  interval: 1h\n  path: ./dist/games/romm\n  prune: true\n  retryInterval: 2m\n' +
        '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n  timeout: 5m\n',
    );
  });

  test('of a chart without namespace has a folder that no namespace can have', () => {
    const created = app();
    new ApiObject(new Chart(created, 'crds'), 'x', { apiVersion: 'v1', kind: 'ClusterRole', metadata: { name: 'x' } });
    created.synth();
    expect(files()).toEqual([
      'README.md',
      '_cluster/crds/crds.k8s.yaml',
      '_cluster/crds/kustomization.yaml',
      'flux/crds.yaml',
      'flux/kustomization.yaml',
    ]);
  });

  test('is the same, byte for byte, whatever the order of the declarations', () => {
    app({ app: 'romm' }, { app: 'plex' }).synth();
    app({ app: 'plex' }, { app: 'romm' }).synth();
    expect(said).toContain('2 charts, 8 objects; 0 files changed (0 new, 0 updated, 0 removed)\n');
  });
});

describe('a second synth', () => {
  test('touches only what differs, removes what is gone and says so on one screen', () => {
    app({ app: 'romm' }, { app: 'plex' }, { app: 'n8n', namespace: 'home' }).synth();
    const untouched = join(dist, 'games/plex/plex.k8s.yaml');
    const before = statSync(untouched).mtimeMs;
    said = '';
    app({ app: 'romm', capacity: '9Gi' }, { app: 'plex' }).synth();
    expect(statSync(untouched).mtimeMs).toBe(before);
    expect(existsSync(join(dist, 'home'))).toBe(false);
    expect(said).toBe(
      `${dist}: 2 charts, 8 objects; 6 files changed (0 new, 3 updated, 3 removed)\n` +
        '  - flux/home-n8n.yaml\n  - home/n8n/kustomization.yaml\n  - home/n8n/n8n.k8s.yaml\n' +
        '  ~ README.md\n  ~ flux/kustomization.yaml\n  ~ games/romm/romm.k8s.yaml\n',
    );
  });

  test('leaves files alone that were not made here', () => {
    app({ app: 'romm' }).synth();
    writeFileSync(join(dist, 'games/notes.yaml'), 'mine: true\n');
    writeFileSync(join(dist, 'NOTES.md'), 'mine\n');
    app({ app: 'plex' }).synth();
    expect(files()).toEqual([
      'NOTES.md',
      'README.md',
      'flux/games-plex.yaml',
      'flux/kustomization.yaml',
      'games/notes.yaml',
      'games/plex/kustomization.yaml',
      'games/plex/plex.k8s.yaml',
    ]);
  });

  test('refuses to overwrite what it did not make, or what stands in the way', () => {
    mkdirSync(join(dist, 'flux'), { recursive: true });
    mkdirSync(join(dist, 'games/romm/romm.k8s.yaml'), { recursive: true });
    writeFileSync(join(dist, 'flux/kustomization.yaml'), 'mine: true\n');
    writeFileSync(join(dist, 'media'), '');
    expect(() => app({ app: 'romm' }, { app: 'plex', namespace: 'media' }).synth()).toThrow(
      'Nothing was written, because these are wrong:\n' +
        `  [] ${dist}/games/romm/romm.k8s.yaml: it stands where a file is to be, and is a folder; move it away (rule F3)\n` +
        `  [] ${dist}/media: it stands where a folder is to be, and is a file; move it away (rule F3)\n` +
        `  [] ${dist}/flux/kustomization.yaml: it was not made by this app and would be overwritten; move it away (rule F3)`,
    );
    expect(files()).toEqual(['flux/kustomization.yaml', 'media']);
  });

  test('leaves the files of another cluster alone, and knows its own again after a checkout with other line ends', () => {
    app({ app: 'romm' }).synth();
    const other = new GitOpsApp({ cluster: { ...everything, name: 'other' }, outdir: dist });
    new VolsyncApp(other.chart('media', 'kodi'), { app: 'kodi' });
    expect(() => other.synth()).toThrow(`${dist}/flux/kustomization.yaml: it was not made by this app`);
    const path = join(dist, 'games/romm/romm.k8s.yaml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/\n/g, '\r\n'));
    app({ app: 'romm' }).synth();
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('follows a link to the output', () => {
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), dist);
    app({ app: 'romm' }).synth();
    expect(readdirSync(join(folder, 'elsewhere')).sort()).toEqual(['README.md', 'flux', 'games']);
  });
});

describe('a failing synth leaves the last good output as it was', () => {
  beforeEach(() => app({ app: 'romm' }).synth());

  const unchanged = () => {
    expect(app({ app: 'romm' }).check()).toBe(true);
    expect(readdirSync(folder)).toEqual(['dist']);
  };

  test('when a declaration is wrong', () => {
    expect(() => app({ app: 'romm', capacity: '5GB' }, { app: 'plex' }).synth()).toThrow(
      'Nothing was written, because this is wrong:\n  [games/romm/volsync-romm] capacity: "5GB" is not',
    );
    unchanged();
  });

  test('when an object cannot be rendered', () => {
    const broken = app({ app: 'romm', capacity: '6Gi' });
    new ApiObject(broken.chart('games', 'bad'), 'bad', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'bad' },
      data: new Map(),
    });
    expect(() => broken.synth()).toThrow("Failed serializing construct at path 'games/bad/bad'");
    unchanged();
  });

  test('when the disk does not take it', () => {
    // Nothing is forbidden to root, so a folder stands where a file is to wait.
    const waiting = stagedPath(join(dist, 'games/romm/romm.k8s.yaml'));
    mkdirSync(waiting);
    expect(() => app({ app: 'romm', capacity: '6Gi' }).synth()).toThrow(
      `Nothing was written, because this is wrong:\n  [] ${dist}/games/romm/romm.k8s.yaml: EEXIST: file already exists, open '${waiting}'; mend that, and run npm run synth again`,
    );
    rmdirSync(waiting);
    unchanged();
  });
});

describe('check', () => {
  test('is content with an output that is up to date', () => {
    app({ app: 'romm' }).synth();
    expect(app({ app: 'romm' }).check()).toBe(true);
  });

  test.each<[string, () => void, string]>([
    [
      'edited',
      () =>
        writeFileSync(
          join(dist, 'games/romm/romm.k8s.yaml'),
          `${readFileSync(join(dist, 'games/romm/romm.k8s.yaml'))}x: 1\n`,
        ),
      '  ~ games/romm/romm.k8s.yaml\n',
    ],
    ['missing', () => rmSync(join(dist, 'games/romm/romm.k8s.yaml')), '  + games/romm/romm.k8s.yaml\n'],
    ['stale', () => app({ app: 'romm' }, { app: 'plex' }).synth(), '  - games/plex/plex.k8s.yaml\n'],
  ])('says which file is %s, and changes nothing', (_, change, line) => {
    app({ app: 'romm' }).synth();
    change();
    said = '';
    const before = files();
    expect(app({ app: 'romm' }).check()).toBe(false);
    expect(said).toContain('is not what the code makes');
    expect(said).toContain(line);
    expect(files()).toEqual(before);
  });
});

describe('a warning', () => {
  const daily = { app: 'romm', schedule: '0 3 * * *', retention: { hourly: 24, daily: 7 } };
  const text =
    'warning: [games/romm/volsync-romm] retention.hourly: 24 are asked for, but of backups at "<minute> 3 * * *" Kopia keeps 2 for it at most, none that is more than 24 hours older than the newest; write latest: 24 in its place for the newest 24 (rule R1)\n';

  test('is printed once and does not stop a synth, but a check', () => {
    app(daily).synth();
    expect(said.split(text)).toHaveLength(2);
    expect(app(daily).check()).toBe(false);
  });

  test('that many apps bring about in one way is one line', () => {
    const created = app(daily);
    for (const name of ['plex', 'sonarr']) {
      new VolsyncApp(created.chart('media', name), { ...daily, app: name, schedule: '44 3 * * *' });
    }
    created.synth();
    expect(said.match(/warning: .*\n/g)).toEqual([
      text.replace('\n', ' (the same at 2 more, such as [media/plex/volsync-plex])\n'),
    ]);
  });

  test('is gone once it is accepted with a reason', () => {
    const accepted = app(daily);
    acceptWarning(accepted, 'R1', 'the schedule becomes hourly next week');
    accepted.synth();
    expect(said).not.toContain('warning');
    expect(accepted.check()).toBe(true);
  });

  test("is not accepted without a reason, nor by another rule's acceptance", () => {
    const other = app(daily);
    expect(() => acceptWarning(other, 'R1', ' ')).toThrow(
      '[] acceptWarning(R1): give the reason why the warning is right to ignore here',
    );
    acceptWarning(other, 'I1', 'a reason');
    expect(other.check()).toBe(false);
  });

  test('is given for a chart without a namespace', () => {
    const created = app();
    new VolsyncApp(new Chart(created, 'romm'), { app: 'romm' });
    created.synth();
    expect(said).toContain(
      'warning: [romm/volsync-romm] namespace: the chart has none, so snapshots are filed under "default"; write new Chart(scope, id, { namespace }) (rule I1)\n',
    );
  });
});

describe('run, the last line of a program', () => {
  test('writes, and checks with --check', () => {
    app({ app: 'romm' }).run([]);
    expect(process.exitCode).toBeUndefined();
    app({ app: 'romm' }).run(['--check']);
    expect(process.exitCode).toBeUndefined();
    app({ app: 'plex' }).run(['--check']);
    expect(process.exitCode).toBe(1);
    expect(existsSync(join(dist, 'games/plex'))).toBe(false);
  });

  test('refuses an argument that it does not know', () => {
    app({ app: 'romm' }).run(['--chekc']);
    expect(process.exitCode).toBe(1);
    expect(said).toContain(
      '[] arguments: "--chekc" is not known; write --check, --check --base <revision>, or nothing',
    );
    expect(existsSync(dist)).toBe(false);
  });

  test('prints what is wrong without a stack and fails', () => {
    app({ app: 'romm', capacity: '5GB' }).run([]);
    expect(process.exitCode).toBe(1);
    expect(said).toBe(
      'Nothing was written, because this is wrong:\n' +
        '  [games/romm/volsync-romm] capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)\n',
    );
  });
});

test('synthYaml gives all objects, one document each', () => {
  const text = app({ app: 'romm' }, { app: 'plex' }).synthYaml();
  expect(text.match(/^kind: /gm)).toHaveLength(8);
  expect(text.match(/^---$/gm)).toHaveLength(7);
});

test('cdk8s synth makes the same files as npm run synth, and leaves dist/ alone', () => {
  const out = join(folder, 'scratch');
  const run = spawnSync('node_modules/.bin/cdk8s', ['synth', '--output', out], {
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
    encoding: 'utf8',
  });
  expect(run.stderr).toContain('charts');
  expect(run.status).toBe(0);
  const same = spawnSync('diff', ['-r', out, 'dist'], { encoding: 'utf8' });
  expect(same.stdout).toBe('');
  expect(same.status).toBe(0);
}, 60_000);
