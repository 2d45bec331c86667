import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dependencyProblems, fluxKustomizations } from '../support/flux-graph';
import {
  identity,
  isKustomizeConfig,
  type Manifest,
  type ManifestFile,
  manifestsIn,
  readTree,
} from '../support/manifest-tree';
import { platformZooFiles } from '../support/platform-zoo';
import { projectRoot } from '../support/project';
import { zooFiles } from '../support/zoo';
import { counted } from './support/counts';
import { type FluxKustomization, fluxBuild, kustomizationOf } from './support/flux-build';
import { describeWith } from './support/needs';
import { objectChanges } from './support/object-changes';

/** The variables that `fluxVar()` names, and one that it does not. With any of them Flux looks into every text. */
/** What apps of the zoo wait for that is not in it. */
const ELSEWHERE = ['infra/storage', 'flux-system/volsync'];

const VALUES = { SECRET_DOMAIN: 'home.example.org', TIMEZONE: 'Europe/Berlin', UNUSED: '123' };

/** All that Flux is asked to put in, by Kustomization of the home cluster. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  'storage-kopia': [
    'helm.toolkit.fluxcd.io/HelmRelease storage/kopia spec.values.route.kopia.annotations.internal-dns.alpha.kubernetes.io/target: "internal.${SECRET_DOMAIN}" -> "internal.home.example.org"',
    'helm.toolkit.fluxcd.io/HelmRelease storage/kopia spec.values.route.kopia.hostnames.0: "kopia.${SECRET_DOMAIN}" -> "kopia.home.example.org"',
  ],
};

/** How many folders of the zoo are built at once: kustomize takes four times as long for twice as many objects. */
const BATCH = 48;

const dist = readTree(join(projectRoot, 'dist'));
const kustomizations = fluxKustomizations(objectsIn(dist));
const counts = { built: 0, charts: 0, objects: 0, filledIn: 0 };

describeWith(['flux'], "Flux's own build", () => {
  let scratch: string;

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'flux-tree-'));
  });

  afterAll(() => {
    rmSync(scratch, { recursive: true });
    counted('Flux', 'Kustomizations built', counts.built);
    counted('Flux', 'folders of kustomize in them', counts.charts);
    counted('Flux', 'objects equal', counts.objects);
    counted('Flux', 'fields that were to change', counts.filledIn);
  });

  /** The fields of files that Flux changes where it has values. */
  function changesOf(tree: string, kustomization: FluxKustomization, files: readonly ManifestFile[]): string[] {
    const written = objectsIn(files);
    expect(written.length).toBeGreaterThan(0);
    const changes = objectChanges(written, fluxBuild(tree, kustomization, VALUES));
    counts.built += 1;
    counts.charts += files.filter(isKustomizeConfig).length;
    counts.objects += written.length;
    counts.filledIn += changes.length;
    return changes;
  }

  /** Writes files into a folder of the scratch tree and builds it as one Kustomization. */
  function changesOfFolder(folder: string, files: readonly ManifestFile[]): string[] {
    for (const { path, text } of files) {
      const file = join(scratch, folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return changesOf(scratch, kustomizationOf(folder), files);
  }

  describe('of dist/', () => {
    test.each(kustomizations.map((each) => [each.metadata.name, each] as const))(
      '%s is its file, and Flux puts in what it is asked for',
      (name, each) => {
        const folder = `${each.spec.path?.replace(/^\.\//, '')}/`;
        const files = dist.filter(({ path }) => `dist/${path}`.startsWith(folder));
        expect(objectChanges(objectsIn(files), fluxBuild(projectRoot, each))).toEqual([]);
        expect(changesOf(projectRoot, each, files)).toEqual(ASKED[name] ?? []);
        expect('postBuild' in each.spec).toBe(name in ASKED);
      },
    );

    test('the folder to point Flux at is the Kustomizations', () => {
      const files = dist.filter(({ path }) => path.startsWith('flux/'));
      expect(changesOf(projectRoot, kustomizationOf('dist/flux'), files)).toEqual([]);
    });

    test('the Kustomizations wait for what exists, and in no circle', () => {
      expect(dependencyProblems(kustomizations)).toEqual([]);
      expect(healthProblems(dist)).toEqual([]);
      counted('Flux', 'dependencies that exist', kustomizations.flatMap(({ spec }) => spec.dependsOn ?? []).length);
    });
  });

  test('of every combination of an app is its files, many charts in one Kustomization', () => {
    const zoo = filesOf(zooFiles());
    const charts = [...new Set(zoo.filter(({ path }) => !path.startsWith('flux/')).map(({ path }) => dirname(path)))];
    const batchOf = new Map(charts.map((chart, index) => [chart, Math.floor(index / BATCH)]));
    for (let batch = 0; batch * BATCH < charts.length; batch++) {
      const files = zoo.filter(({ path }) => batchOf.get(dirname(path)) === batch);
      expect(changesOfFolder(`zoo-${batch}`, files)).toEqual([]);
    }
    const flux = zoo.filter(({ path }) => path.startsWith('flux/'));
    expect(changesOfFolder('zoo', flux)).toEqual([]);
    expect(dependencyProblems(fluxKustomizations(objectsIn(flux)), ELSEWHERE)).toEqual([]);
    expect(healthProblems(zoo)).toEqual([]);
    expect(charts.length).toBeGreaterThan(1000);
  }, 300_000);

  test('of the platform in all its combinations is its files, a tree in one Kustomization', () => {
    const changes = platformZooFiles().flatMap((tree, index) => {
      const files = filesOf(tree);
      expect(dependencyProblems(fluxKustomizations(objectsIn(files)))).toEqual([]);
      expect(healthProblems(files)).toEqual([]);
      return changesOfFolder(`platform-${index}`, files);
    });
    // What changes is a variable that stands in the text, and the rest of the text stays.
    const wrong = changes.filter((each) => {
      const [, before = '', after = ''] = /: (".*") -> (".*")$/.exec(each) ?? [];
      const filled = before.replace(/\$\{(SECRET_DOMAIN|TIMEZONE)\}/, (_, name: keyof typeof VALUES) => VALUES[name]);
      return filled === before || filled !== after;
    });
    expect(wrong).toEqual([]);
    expect(changes.length).toBeGreaterThan(0);
  }, 300_000);

  describe('of a text with a dollar sign', () => {
    /** What Flux makes of a text in a ConfigMap. */
    function built(name: string, text: string, annotations?: Record<string, string>): unknown {
      const metadata = { name, namespace: 'games', annotations };
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { text } };
      mkdirSync(join(scratch, name));
      writeFileSync(join(scratch, name, 'object.yaml'), JSON.stringify(object));
      const [configMap] = fluxBuild(scratch, kustomizationOf(name), VALUES);
      return (configMap?.data as Record<string, unknown> | undefined)?.text;
    }

    test('stops at a variable that nobody gave a value', () => {
      expect(() => built('strict', 'echo ${HOME}')).toThrow('variable not set (strict mode): "HOME"');
    });

    test('changes what nobody asked to be changed, which would have been seen above', () => {
      expect(built('accident', 'echo ${UNUSED} ${HOME:-/root} $$')).toBe('echo 123 /root $');
    });

    test('leaves alone an object that says so', () => {
      const disabled = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };
      expect(built('disabled', 'echo ${UNUSED} ${HOME} $$', disabled)).toBe('echo ${UNUSED} ${HOME} $$');
    });
  });

  test('does not read what is outside of the tree', () => {
    expect(() => fluxBuild(join(projectRoot, 'dist'), kustomizationOf('../src'))).toThrow('is not in or below');
  });
});

function objectsIn(files: readonly ManifestFile[]): Manifest[] {
  return files.filter((file) => !isKustomizeConfig(file)).flatMap(manifestsIn);
}

function filesOf(files: ReadonlyMap<string, string>): ManifestFile[] {
  return [...files].map(([path, text]) => ({ path, text }));
}

/** Flux waits in vain for the health of an object that the Kustomization does not make. */
function healthProblems(files: readonly ManifestFile[]): string[] {
  const made = new Map(files.map((file) => [file.path, objectsIn([file]).map(identity)]));
  return fluxKustomizations(objectsIn(files)).flatMap(({ metadata, spec }) => {
    const { healthChecks = [] } = spec as { healthChecks?: HealthCheck[] };
    const folder = `${spec.path?.replace(/^\.\/(dist\/)?/, '')}/`;
    const own = [...made].filter(([path]) => path.startsWith(folder)).flatMap(([, ids]) => ids);
    return healthChecks
      .map(({ name, namespace, ...kind }) => identity({ ...kind, metadata: { name, namespace } }))
      .filter((each) => !own.includes(each))
      .map((each) => `${metadata.name}: waits for the health of ${each}, which it does not make`);
  });
}

interface HealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}
