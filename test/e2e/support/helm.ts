import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type ChartName, chartFolder } from '../../support/charts';
import { kustomizeBuild } from '../../support/kustomize';
import type { Manifest } from '../../support/manifest-tree';
import { program } from '../../support/programs';
import { type Release, valuesOf } from '../../support/releases';

/** What the mirror calls the chart of the fork. */
const CHART_NAMES: Readonly<Record<ChartName, string>> = {
  'app-template': 'app-template',
  volsync: 'volsync-perfectra1n',
};

/** The APIs that the chart asks for before it makes an object of them. */
const SERVED = ['gateway.networking.k8s.io/v1/HTTPRoute', 'monitoring.coreos.com/v1/ServiceMonitor'];

/** What Flux installs of each release: helm-controller renders it, and hands the objects to kustomize. */
export function renderReleases(releases: readonly Release[]): (readonly Manifest[])[] {
  const lines = releases.map(({ chart, release }) => ({
    chart: chartFolder(chart).folder,
    chartName: CHART_NAMES[chart],
    name: release.metadata.name,
    namespace: release.metadata.namespace,
    values: valuesOf(release),
    kubeVersion: 'v1.36.0',
    apiVersions: SERVED,
  }));
  const { status, stdout, stderr } = spawnSync(program('helm'), {
    input: lines.map((each) => JSON.stringify(each)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(stderr);
  const made = stdout.trim().split('\n');
  return releases.map(({ of, release }, index) => {
    const { objects, error } = JSON.parse(made[index] ?? '{}') as { objects?: Manifest[]; error?: string };
    if (!objects || error) throw new Error(`${of}: ${error}`);
    return postRendered(release, objects);
  });
}

function postRendered({ metadata: { namespace }, spec }: Manifest, objects: readonly Manifest[]): Manifest[] {
  const { postRenderers = [] } = spec as { postRenderers?: { kustomize: { patches: object[] } }[] };
  const patches = postRenderers.flatMap(({ kustomize }) => kustomize.patches);
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    writeFileSync(join(folder, 'all.yaml'), objects.map((each) => stringify(each)).join('---\n'));
    const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', patches };
    writeFileSync(join(folder, 'kustomization.yaml'), stringify({ ...kustomization, resources: ['all.yaml'] }));
    // Helm itself puts what says no namespace into that of the release.
    return kustomizeBuild(folder).map((each) =>
      CLUSTER_WIDE.test(each.kind) ? each : { ...each, metadata: { namespace, ...each.metadata } },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const CLUSTER_WIDE = /^(Cluster|CustomResourceDefinition$)/;
