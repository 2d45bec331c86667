import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { KopiaServer } from '../../src';
import { kustomizeBuild } from '../support/kustomize';
import { nasCluster } from '../support/nas';
import { find, objectsOf } from '../support/synth';

const cluster = nasCluster();
const objects = objectsOf((chart) => new KopiaServer(chart, { repository: cluster.repositories.nas }), cluster);
const { postRenderers } = find(objects, 'HelmRelease', 'kopia').spec;

/** What Flux installs of what a chart makes: helm-controller hands that and the patches to kustomize. */
function postRendered(...made: readonly object[]): object[] {
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
