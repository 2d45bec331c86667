import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GitOpsApp, VolsyncApp } from '../../src';
import { renderTree } from '../../src/gitops/render';
import { completeFlux } from '../../src/model/cluster/flux';
import { everything } from '../support/clusters';
import { coverageProblems, dependencyProblems, fluxKustomizations } from '../support/flux-graph';
import { kustomizeBuild } from '../support/kustomize';
import { identity } from '../support/manifest-tree';
import { program } from '../support/programs';

beforeAll(() => {
  program('kustomize');
}, 600_000);

test('Kustomizations beside their apps are built by kustomize, apply each chart once and find what they wait for', () => {
  const flux = completeFlux({
    kustomization: ({ namespace = 'flux-system', id }) => ({ name: id, namespace }),
    dependsOn: [{ name: 'rook-ceph-cluster', namespace: 'rook-ceph' }],
  });
  const cluster = { ...everything, flux };
  const app = new GitOpsApp({ cluster });
  const charts = ['games', 'media'].map((namespace) => app.chart(namespace, 'romm'));
  for (const chart of charts) {
    new VolsyncApp(chart, { app: 'romm' });
  }
  const [games, media] = charts;
  if (games && media) {
    media.addDependency(games);
  }
  const dist = mkdtempSync(join(tmpdir(), 'flux-namespaces-'));
  try {
    for (const [path, text] of renderTree(app, cluster).files) {
      mkdirSync(dirname(join(dist, path)), { recursive: true });
      writeFileSync(join(dist, path), text);
    }
    const built = kustomizeBuild(join(dist, 'flux'));
    const kustomizations = fluxKustomizations(built);
    expect(built.map(identity).sort()).toEqual([
      'kustomize.toolkit.fluxcd.io/Kustomization games/romm',
      'kustomize.toolkit.fluxcd.io/Kustomization media/romm',
    ]);
    expect(coverageProblems(kustomizations, ['dist/games/romm', 'dist/media/romm'])).toEqual([]);
    expect(dependencyProblems(kustomizations, ['rook-ceph/rook-ceph-cluster'])).toEqual([]);
    expect(dependencyProblems(kustomizations)).toHaveLength(2);
  } finally {
    rmSync(dist, { recursive: true });
  }
});
