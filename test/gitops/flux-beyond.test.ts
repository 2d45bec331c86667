import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { parse } from 'yaml';
import {
  type Cluster,
  dependOnKustomizations,
  type FluxOptions,
  GitOpsApp,
  type GitOpsChartOptions,
  type KustomizationRef,
} from '../../src';
import { renderTree } from '../../src/gitops/render';
import { completeFlux } from '../../src/model/cluster/flux';
import { everything } from '../support/clusters';
import { errorsOf, filesOf } from '../support/synth';

const clusterWith = (flux: FluxOptions): Cluster => ({ ...everything, flux: completeFlux(flux) });

/** A chart with something in it. */
function chart(app: GitOpsApp, namespace: string, name: string, options?: GitOpsChartOptions): Chart {
  const made = app.chart(namespace, name, options);
  new ApiObject(made, 'it', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  return made;
}

/** What is written for Flux, by file. */
function fluxOf(build: (app: GitOpsApp) => void, cluster: Cluster) {
  const files = [...filesOf(build, cluster)].filter(([path]) => path.startsWith('flux/'));
  return Object.fromEntries(files.map(([path, text]) => [path, parse(text)]));
}

describe('what is made elsewhere', () => {
  const build = (app: GitOpsApp) => {
    const settings = chart(app, 'games', 'settings');
    const romm = chart(app, 'games', 'romm', {
      dependsOn: [{ name: 'postgres', namespace: 'database' }, { name: 'rook-ceph-cluster' }],
    });
    romm.addDependency(settings);
    dependOnKustomizations(romm.node.findChild('it'), { name: 'valkey' }, { name: 'valkey', namespace: 'flux-system' });
  };

  test('is waited for by all charts, by one, and by something in one, each once', () => {
    const flux = fluxOf(build, clusterWith({ dependsOn: [{ name: 'rook-ceph-cluster' }] }));
    expect(flux['flux/games-settings.yaml'].spec.dependsOn).toEqual([{ name: 'rook-ceph-cluster' }]);
    expect(flux['flux/games-romm.yaml'].spec.dependsOn).toEqual([
      { name: 'games-settings' },
      { name: 'postgres', namespace: 'database' },
      { name: 'rook-ceph-cluster' },
      { name: 'valkey' },
    ]);
  });

  test('is in the namespace of the Kustomization that waits, unless another is said', () => {
    const flux = fluxOf(
      build,
      clusterWith({
        kustomization: ({ namespace = 'flux-system', id }) => ({ name: id, namespace }),
        dependsOn: [{ name: 'storage', namespace: 'flux-system' }],
      }),
    );
    expect(flux['flux/games/romm.yaml'].spec.dependsOn).toEqual([
      { name: 'settings' },
      { name: 'storage', namespace: 'flux-system' },
      { name: 'postgres', namespace: 'database' },
      { name: 'rook-ceph-cluster' },
      { name: 'valkey' },
      { name: 'valkey', namespace: 'flux-system' },
    ]);
  });

  test('cannot be a chart of this app, its own included', () => {
    const romm = (dependsOn: KustomizationRef[]) => (app: GitOpsApp) => {
      chart(app, 'games', 'plex');
      chart(app, 'games', 'romm', { dependsOn });
    };
    const made = (name: string, path: string) =>
      `"flux-system/games-${name}" is made here, for chart [${path}]; remove it, and say chart.addDependency(…) of the charts that wait for it (rule F3)`;
    expect(errorsOf(romm([{ name: 'games-romm' }]), everything)).toEqual([
      `[games/romm] dependsOn: ${made('romm', 'games/romm')}`,
    ]);
    expect(errorsOf(romm([{ name: 'games-plex', namespace: 'flux-system' }]), everything)).toEqual([
      `[games/romm] dependsOn: ${made('plex', 'games/plex')}`,
    ]);
    expect(errorsOf(romm([{ name: 'games-plex', namespace: 'games' }]), everything)).toEqual([]);
    expect(errorsOf(romm([]), clusterWith({ dependsOn: [{ name: 'games-plex' }] }))).toEqual([
      `[] flux.dependsOn: ${made('plex', 'games/plex')}`,
    ]);
    expect(
      errorsOf((app) => chart(app, 'games', 'romm').addDependency(chart(app, 'games', 'plex')), everything),
    ).toEqual([]);
  });

  test('is named as Kubernetes names things', () => {
    const build = (app: GitOpsApp) => {
      const romm = chart(app, 'games', 'romm', { dependsOn: 'storage', kustomisation: {} } as object);
      dependOnKustomizations(romm, null as never);
    };
    expect(errorsOf(build, everything)).toEqual([
      '[games/romm] dependsOn: "storage" is not a list; write [{ name: "<Kustomization>" }]',
      '[games/romm] kustomisation: nothing reads this field; write one of dependsOn, kustomization',
      '[games/romm] dependsOn: null names no Kustomization; write { name: "<Kustomization>" }',
    ]);
  });

  test('is waited for by charts alone', () => {
    const app = new GitOpsApp({ cluster: everything });
    expect(() => dependOnKustomizations(app, { name: 'storage' })).toThrow(
      '[] dependOnKustomizations: it is in no chart, and so nothing would wait; give it a chart, or something in one',
    );
  });
});

describe('a Kustomization as somebody has it', () => {
  const backup: FluxOptions = { kustomization: ({ id }) => `${id}-backup` };
  const apart: FluxOptions = { kustomization: ({ namespace = 'flux-system', id }) => ({ name: id, namespace }) };

  test('has the name that the cluster gives it, in all that speaks of it', () => {
    const flux = fluxOf((app) => {
      chart(app, 'games', 'romm').addDependency(chart(app, 'games', 'plex'));
    }, clusterWith(backup));
    expect(Object.keys(flux)).toEqual(['flux/romm-backup.yaml', 'flux/plex-backup.yaml', 'flux/kustomization.yaml']);
    expect(flux['flux/kustomization.yaml'].resources).toEqual(['plex-backup.yaml', 'romm-backup.yaml']);
    expect(flux['flux/romm-backup.yaml']).toMatchObject({
      metadata: { name: 'romm-backup', namespace: 'flux-system' },
      spec: { dependsOn: [{ name: 'plex-backup' }], path: './dist/games/romm' },
    });
  });

  test('lives beside its app, and takes its source from where that is', () => {
    const build = (app: GitOpsApp) => {
      const romm = chart(app, 'games', 'romm');
      romm.addDependency(chart(app, 'games', 'settings'), chart(app, 'media', 'romm'), policies(app));
    };
    const flux = fluxOf(build, clusterWith(apart));
    expect(flux['flux/kustomization.yaml'].resources).toEqual([
      'games/romm.yaml',
      'games/settings.yaml',
      'media/romm.yaml',
      'policies.yaml',
    ]);
    expect(flux['flux/games/romm.yaml']).toMatchObject({
      metadata: { name: 'romm', namespace: 'games' },
      spec: {
        dependsOn: [
          { name: 'settings' },
          { name: 'romm', namespace: 'media' },
          { name: 'policies', namespace: 'flux-system' },
        ],
        sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' },
      },
    });
    expect(flux['flux/policies.yaml'].spec.sourceRef).toEqual({ kind: 'GitRepository', name: 'flux-system' });
    const source = { kind: 'OCIRepository', name: 'home', namespace: 'gitops' } as const;
    const elsewhere = fluxOf(build, clusterWith({ ...apart, source }));
    expect(elsewhere['flux/games/romm.yaml'].spec.sourceRef).toEqual(source);
    expect(elsewhere['flux/policies.yaml'].spec.sourceRef).toEqual(source);
  });

  test('is what its chart says, where that says anything', () => {
    const flux = fluxOf((app) => {
      chart(app, 'games', 'romm', { kustomization: { namespace: 'games' } });
      chart(app, 'games', 'plex', { kustomization: { name: 'plex-data', namespace: undefined } });
      chart(app, 'media', 'plex', { kustomization: { name: 'plex-data', namespace: 'media' } });
    }, clusterWith(backup));
    expect(flux['flux/kustomization.yaml'].resources).toEqual([
      'games/romm-backup.yaml',
      'media/plex-data.yaml',
      'plex-data.yaml',
    ]);
  });

  test('is asked for by the namespace and the id of its chart, which plain cdk8s has as well', () => {
    const asked: unknown[] = [];
    const kustomization: FluxOptions['kustomization'] = (each) => {
      asked.push(each);
      return `x-${each.id}`;
    };
    const app = new App();
    new ApiObject(new Chart(app, 'crds'), 'it', { apiVersion: 'v1', kind: 'ClusterRole', metadata: { name: 'a' } });
    new ApiObject(new Chart(app, 'romm', { namespace: 'games' }), 'it', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'b' },
    });
    renderTree(app as Construct, clusterWith({ kustomization }));
    expect(asked).toEqual([
      { namespace: undefined, id: 'crds' },
      { namespace: 'games', id: 'romm' },
    ]);
  });

  const one = (app: GitOpsApp) => chart(app, 'games', 'romm');

  test.each<[made: unknown, ...lines: string[]]>([
    ['romm'],
    [{ name: 'romm', namespace: 'games' }],
    [
      undefined,
      '[games/romm] flux.kustomization: undefined is not the name of a Flux Kustomization; use lower-case letters, digits, "-" and "." (rule F3)',
    ],
    [
      () => JSON.parse('{'),
      expect.stringMatching(
        /^\[games\/romm\] flux\.kustomization: throws ".*JSON.*" for { namespace: "games", id: "romm" }; return a name for every chart \(rule F3\)$/,
      ),
    ],
    [
      'Romm Backup',
      '[games/romm] flux.kustomization: "Romm Backup" is not the name of a Flux Kustomization; use lower-case letters, digits, "-" and "." (rule F3)',
    ],
    [
      'kustomization',
      '[games/romm] flux.kustomization: "kustomization" is the name of kustomize\'s own file; name it otherwise (rule F3)',
    ],
    [
      'x'.repeat(64),
      `[games/romm] flux.kustomization: the Flux Kustomization "${'x'.repeat(64)}" has 64 characters; at most 63 fit, shorten it (rule F3)`,
    ],
    [
      { name: 'romm', namespace: 'Games' },
      '[games/romm] flux.kustomization.namespace: "Games" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
    ],
  ])('%j', (made, ...expected) => {
    const kustomization = () => (typeof made === 'function' ? made() : made);
    expect(errorsOf(one, clusterWith({ kustomization }))).toEqual(expected);
  });

  test('is one for each chart', () => {
    const both = (app: GitOpsApp) => [chart(app, 'games', 'romm'), chart(app, 'media', 'romm')];
    expect(errorsOf(both, clusterWith(backup))).toEqual([
      '[media/romm] flux.kustomization: the Flux Kustomization "romm-backup" is that of [games/romm] too; name it otherwise (rule F3)',
    ]);
    expect(errorsOf(both, clusterWith(apart))).toEqual([]);
    const twins = (app: GitOpsApp) => {
      chart(app, 'games', 'romm', { kustomization: { name: 'twin' } });
      chart(app, 'games', 'plex', { kustomization: { name: 'twin' } });
    };
    expect(errorsOf(twins, everything)).toEqual([
      '[games/plex] kustomization: the Flux Kustomization "twin" is that of [games/romm] too; name it otherwise (rule F3)',
    ]);
  });

  const over = (path: string, field: string, id: string, repair: string) =>
    `[${path}] ${field}: the Flux Kustomization "${id}" would be applied over the one that applies the whole cluster, which is called as its source or its namespace, and Flux would delete what that has applied; ${repair} (rule F3)`;
  const anotherId = 'give the chart another id';

  test.each<[what: string, cluster: Cluster, build: (app: GitOpsApp) => void, line: string]>([
    [
      'by a chart without a namespace',
      everything,
      (app) =>
        new ApiObject(new Chart(app, 'flux-system'), 'it', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'it' },
        }),
      over('flux-system', 'id', 'flux-system/flux-system', anotherId),
    ],
    [
      'by namespace and id together',
      everything,
      (app) => chart(app, 'flux', 'system'),
      over('flux/system', 'id', 'flux-system/flux-system', anotherId),
    ],
    [
      'by the name of the chart',
      everything,
      (app) => chart(app, 'games', 'romm', { kustomization: { name: 'flux-system' } }),
      over('games/romm', 'kustomization', 'flux-system/flux-system', 'name it otherwise'),
    ],
    [
      'by the name of the source',
      clusterWith({ source: { kind: 'OCIRepository', name: 'fleet' }, kustomization: () => 'fleet' }),
      one,
      over('games/romm', 'flux.kustomization', 'flux-system/fleet', 'name it otherwise'),
    ],
    [
      'by name and namespace of the source',
      clusterWith({
        source: { kind: 'GitRepository', name: 'fleet', namespace: 'sources' },
        kustomization: () => ({ name: 'fleet', namespace: 'sources' }),
      }),
      one,
      over('games/romm', 'flux.kustomization', 'sources/fleet', 'name it otherwise'),
    ],
    [
      'by a namespace that Flux was set up in',
      clusterWith({ namespace: 'gitops', kustomization: () => 'gitops' }),
      one,
      over('games/romm', 'flux.kustomization', 'gitops/gitops', 'name it otherwise'),
    ],
  ])('is never that of the whole cluster, %s', (_, cluster, build, line) => {
    expect(errorsOf(build, cluster)).toEqual([line]);
  });

  test('may have the name of the source in another namespace', () => {
    const build = (app: GitOpsApp) =>
      chart(app, 'games', 'romm', { kustomization: { name: 'flux-system', namespace: 'games' } });
    expect(errorsOf(build, everything)).toEqual([]);
  });

  test('has its file where no chart has its folder', () => {
    const build = (app: GitOpsApp) => [chart(app, 'media', 'romm'), chart(app, 'flux', 'media')];
    expect(errorsOf(build, clusterWith(apart))).toEqual([
      '[flux/media] id: its folder would stand where the folder of Flux Kustomizations "flux/media" is to be; give the chart another id (rule F3)',
    ]);
    expect(errorsOf(build, everything)).toEqual([]);
  });

  function policies(app: GitOpsApp): Chart {
    const made = new Chart(app, 'policies');
    new ApiObject(made, 'it', { apiVersion: 'v1', kind: 'ClusterRole', metadata: { name: 'games' } });
    return made;
  }
});
