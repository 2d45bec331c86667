import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { KopiaServer, VolsyncOperator } from '../../src';
import { kustomizeBuild } from '../support/kustomize';
import { nasCluster } from '../support/nas';
import { find, objectsOf } from '../support/synth';

const cluster = nasCluster();
const objects = objectsOf((chart) => new KopiaServer(chart, { repository: cluster.repositories.nas }), cluster);
const server = find(objects, 'HelmRelease', 'kopia').spec.postRenderers;
const operator = find(
  objectsOf((chart) => new VolsyncOperator(chart, { serviceMonitor: {} }), cluster),
  'HelmRelease',
  'volsync',
).spec.postRenderers;

/** What Flux installs of what a chart makes: helm-controller hands that and the patches to kustomize. */
function postRenderedBy(postRenderers: typeof server, ...made: readonly object[]): object[] {
  const folder = mkdtempSync(join(tmpdir(), 'post-renderer-'));
  try {
    writeFileSync(join(folder, 'all.yaml'), made.map((each) => stringify(each)).join('---\n'));
    const { patches } = postRenderers[0].kustomize;
    writeFileSync(
      join(folder, 'kustomization.yaml'),
      stringify({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: ['all.yaml'],
        patches,
      }),
    );
    return kustomizeBuild(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const postRendered = (...made: readonly object[]) => postRenderedBy(server, ...made);

function workload(kind: string, name: string, replicas?: number) {
  const labels = { 'app.kubernetes.io/controller': 'kopia' };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'storage', labels },
    spec: {
      ...(replicas !== undefined && { replicas }),
      revisionHistoryLimit: 3,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'app', image: 'kopia', args: ['server', 'start'] }] },
      },
    },
  };
}

const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'kopia' }, spec: { ports: [{ port: 51515 }] } };

test('an upgrade of the Kopia server says nothing of replicas, whatever the chart calls the Deployment', () => {
  for (const name of ['kopia', 'kopia-app']) {
    expect(postRendered(workload('Deployment', name, 1), service)).toEqual([service, workload('Deployment', name)]);
  }
});

test('a chart that says nothing of them itself, or makes no Deployment, is no error', () => {
  expect(postRendered(workload('Deployment', 'kopia'))).toEqual([workload('Deployment', 'kopia')]);
  expect(postRendered(workload('StatefulSet', 'kopia', 1))).toEqual([workload('StatefulSet', 'kopia', 1)]);
});

test("the operator's chart makes no ServiceMonitor beside ours, and need not have made one", () => {
  const monitor = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'volsync' } };
  expect(postRenderedBy(operator, { ...monitor, spec: { endpoints: [], selector: {} } }, service)).toEqual([service]);
  expect(postRenderedBy(operator, service)).toEqual([service]);
});
