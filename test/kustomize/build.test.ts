import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { coverageProblems, dependencyProblems, fluxKustomizations } from '../support/flux-graph';
import { kustomizeBuild } from '../support/kustomize';
import { identity, isKustomizeConfig, manifestsIn, readTree } from '../support/manifest-tree';
import { program } from '../support/programs';
import { projectRoot } from '../support/project';

const dist = join(projectRoot, 'dist');
const files = readTree(dist);
const folders = [...new Set(files.map(({ path }) => posix.dirname(path)))];
const charts = folders.filter((folder) => folder !== 'flux');

beforeAll(() => {
  const started = Date.now();
  program('kustomize');
  process.stdout.write(`kustomize ready after ${Math.round((Date.now() - started) / 1000)} s\n`);
}, 600_000);

test('the tree is a folder for Flux and one <namespace>/<chart> folder per chart', () => {
  expect(folders).toContain('flux');
  expect(charts.length).toBeGreaterThan(0);
  expect(charts.filter((folder) => folder.split('/').length !== 2)).toEqual([]);
});

test.each(folders)('%s builds to exactly the objects of its files', (folder) => {
  const written = files
    .filter((file) => posix.dirname(file.path) === folder && !isKustomizeConfig(file))
    .flatMap(manifestsIn);
  const built = kustomizeBuild(join(dist, folder));
  expect(written.length).toBeGreaterThan(0);
  expect(built.map(identity).sort()).toEqual(written.map(identity).sort());
});

describe('the Kustomizations of dist/flux', () => {
  const kustomizations = () => fluxKustomizations(kustomizeBuild(join(dist, 'flux')));

  test('apply each chart once', () => {
    expect(
      coverageProblems(
        kustomizations(),
        charts.map((chart) => `dist/${chart}`),
      ),
    ).toEqual([]);
  });

  test('wait only for each other, and in no circle', () => {
    expect(dependencyProblems(kustomizations())).toEqual([]);
  });
});

test('what is listed under another namespace is restored from what is backed up there', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kustomize-'));
  cpSync(join(dist, 'games/romm'), join(dir, 'romm'), { recursive: true });
  writeFileSync(join(dir, 'kustomization.yaml'), 'namespace: arcade\nresources: [romm]\n');
  const moved = kustomizeBuild(dir).filter(({ kind }) => /^Replication/.test(kind));
  const spec = (name: string) => moved.find(({ metadata }) => metadata.name === name)?.spec as Record<string, object>;
  expect(moved.map(({ metadata }) => metadata.namespace)).toEqual(moved.map(() => 'arcade'));
  // Nothing in either says a namespace, so VolSync takes that of the objects for both.
  expect(spec('romm').kopia).not.toHaveProperty('hostname');
  expect(spec('romm-dst').kopia).toMatchObject({ sourceIdentity: { sourceName: 'romm' } });
  expect(JSON.stringify(moved)).not.toContain('games');
});

describe('a build', () => {
  function folderWith(contents: Record<string, string>): string {
    const dir = mkdtempSync(join(tmpdir(), 'kustomize-'));
    for (const [name, text] of Object.entries(contents)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
    return dir;
  }
  const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

  test('leaves out a file that kustomization.yaml does not name', () => {
    const dir = folderWith({
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml': configMap,
      'b.yaml': configMap.replace(' a', ' b'),
    });
    expect(kustomizeBuild(dir).map(identity)).toEqual(['core/ConfigMap /a']);
  });

  test('fails on a file that is not there', () => {
    expect(() => kustomizeBuild(folderWith({ 'kustomization.yaml': 'resources: [a.yaml]\n' }))).toThrow(
      /^kustomize build/,
    );
  });
});
