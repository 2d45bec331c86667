import { JsonPatch } from 'cdk8s';
import { parse } from 'yaml';
import {
  BackupAlerts,
  GitOpsApp,
  type Resources,
  VolsyncApp,
  VolsyncOperator,
  type VolsyncOperatorProps,
} from '../../../../src';
import { everything } from '../../../support/clusters';
import { errorsOf, filesOf, find, objectsOf, warningsOf } from '../../../support/synth';

const image = { repository: 'ghcr.io/perfectra1n/volsync', tag: 'v0.17.11' };

test('minimal props: the chart, and a release of it in which everything runs one image', () => {
  const objects = objectsOf((chart) => new VolsyncOperator(chart), everything);
  expect(objects).toEqual([
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'volsync', namespace: 'games' },
      spec: {
        interval: '1h',
        url: 'oci://ghcr.io/home-operations/charts-mirror/volsync-perfectra1n',
        ref: { tag: '0.18.5' },
        layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
      },
    },
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'volsync', namespace: 'games' },
      spec: {
        interval: '1h',
        chartRef: { kind: 'OCIRepository', name: 'volsync' },
        install: { strategy: { name: 'RetryOnFailure' } },
        upgrade: { strategy: { name: 'RetryOnFailure' } },
        values: {
          fullnameOverride: 'volsync',
          image,
          kopia: image,
          rclone: image,
          restic: image,
          rsync: image,
          'rsync-tls': image,
          syncthing: image,
          manageCRDs: true,
          metrics: { disableAuth: true },
          podSecurityContext: {
            runAsNonRoot: true,
            runAsUser: 65534,
            runAsGroup: 65534,
            seccompProfile: { type: 'RuntimeDefault' },
          },
        },
      },
    },
  ]);
});

test('all props reach the output', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const props: Required<VolsyncOperatorProps> = {
    image: { repository: 'registry.internal:5000/volsync', tag: `v1.0.0@${digest}` },
    chart: { url: 'oci://registry.internal:5000/charts/volsync', tag: `1.0.0@${digest}` },
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '512Mi' } },
    serviceMonitor: { labels: { release: 'kube-prometheus-stack' } },
  };
  const objects = objectsOf((chart) => {
    expect(new VolsyncOperator(chart, 'mine', props).node.path).toBe('test/mine');
  }, everything);
  expect(find(objects, 'OCIRepository', 'volsync').spec).toMatchObject({
    url: 'oci://registry.internal:5000/charts/volsync',
    ref: { tag: '1.0.0', digest },
  });
  const { values } = find(objects, 'HelmRelease', 'volsync').spec;
  expect([values.image, values.kopia, values['rsync-tls']]).toEqual(Array(3).fill(props.image));
  expect(values.resources).toEqual(props.resources);
  expect(find(objects, 'ServiceMonitor', 'volsync-metrics')).toEqual({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'volsync-metrics', namespace: 'games', labels: { release: 'kube-prometheus-stack' } },
    spec: {
      selector: { matchLabels: { 'control-plane': 'volsync-controller' } },
      endpoints: [
        {
          port: 'https',
          path: '/metrics',
          scheme: 'https',
          interval: '30s',
          tlsConfig: { insecureSkipVerify: true },
        },
      ],
    },
  });
});

describe('O1: what alerts look at is read', () => {
  const kinds = (props: VolsyncOperatorProps) =>
    objectsOf((chart) => new VolsyncOperator(chart, props), everything).map(({ kind }) => kind);
  const warnings = (props: VolsyncOperatorProps, alerts = true) => {
    const app = new GitOpsApp({ cluster: everything });
    new VolsyncOperator(app.chart('storage', 'volsync'), props);
    new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
    if (alerts) {
      new BackupAlerts(app.chart('storage', 'alerts'));
    }
    return app.node
      .findAll()
      .flatMap(warningsOf)
      .filter((line) => line.includes('O1'));
  };

  test('where the app has alerts, and nobody says who reads the metrics', () => {
    expect(warnings({})).toEqual([
      "[storage/volsync/volsync-operator] serviceMonitor: there is none, and the alerts of this app look at metrics that nobody reads unless the CRD of ServiceMonitors was there before VolSync's chart; write serviceMonitor: {}, or false where something else reads them (rule O1)",
    ]);
    expect(kinds({})).toEqual(['OCIRepository', 'HelmRelease']);
  });

  test('the repairs are such, and without alerts nothing is said', () => {
    expect(warnings({ serviceMonitor: {} })).toEqual([]);
    expect(warnings({ serviceMonitor: false })).toEqual([]);
    expect(warnings({}, false)).toEqual([]);
    expect(kinds({ serviceMonitor: {} })).toEqual(['OCIRepository', 'HelmRelease', 'ServiceMonitor']);
    expect(kinds({ serviceMonitor: false })).toEqual(['OCIRepository', 'HelmRelease']);
  });
});

describe('of what the chart sets, that goes which does not fit with what is declared', () => {
  const chart = { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '1000m', memory: '1Gi' } };
  type Kinds = Record<'requests' | 'limits', Record<string, string | null>>;

  /** As Helm merges: null takes out. */
  function merged(values: Partial<Kinds> = {}): Kinds {
    const kind = (name: keyof Kinds) =>
      Object.fromEntries(Object.entries({ ...chart[name], ...values[name] }).filter(([, each]) => each !== null));
    return { requests: kind('requests'), limits: kind('limits') };
  }

  test.each<[Resources, Partial<Kinds>, Kinds]>([
    [
      { requests: { memory: '2Gi' } },
      { requests: { memory: '2Gi' }, limits: { memory: null } },
      { requests: { cpu: '100m', memory: '2Gi' }, limits: { cpu: '1000m' } },
    ],
    [
      { limits: { memory: '32Mi' } },
      { requests: { memory: null }, limits: { memory: '32Mi' } },
      { requests: { cpu: '100m' }, limits: { cpu: '1000m', memory: '32Mi' } },
    ],
    [
      { requests: { cpu: '2' }, limits: { memory: '2Gi' } },
      { requests: { cpu: '2' }, limits: { memory: '2Gi', cpu: null } },
      { requests: { cpu: '2', memory: '64Mi' }, limits: { memory: '2Gi' } },
    ],
    [
      { limits: { cpu: '50m' } },
      { limits: { cpu: '50m' }, requests: { cpu: null } },
      { requests: { memory: '64Mi' }, limits: { cpu: '50m', memory: '1Gi' } },
    ],
    [
      { limits: { memory: '512Mi' } },
      { limits: { memory: '512Mi' } },
      { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '1000m', memory: '512Mi' } },
    ],
  ])('%j', (resources, written, result) => {
    const objects = objectsOf((chart) => new VolsyncOperator(chart, { resources }), everything);
    const { values } = find(objects, 'HelmRelease', 'volsync').spec;
    expect(values.resources).toEqual(written);
    expect(merged(values.resources)).toEqual(result);
  });

  test('and that is written as null', () => {
    const files = filesOf((app) => {
      new VolsyncOperator(app.chart('storage', 'volsync'), { resources: { requests: { memory: '2Gi' } } });
    }, everything);
    expect(files.get('storage/volsync/volsync.k8s.yaml')).toContain(
      '    resources:\n      limits:\n        memory: null\n      requests:\n        memory: 2Gi\n',
    );
  });
});

test('one part of the image or of the chart is enough', () => {
  const objects = objectsOf(
    (chart) => new VolsyncOperator(chart, { image: { tag: 'v0.17.12' }, chart: { tag: '0.18.6' } }),
  );
  expect(find(objects, 'HelmRelease', 'volsync').spec.values.kopia).toEqual({ ...image, tag: 'v0.17.12' });
  expect(find(objects, 'OCIRepository', 'volsync').spec).toMatchObject({
    url: 'oci://ghcr.io/home-operations/charts-mirror/volsync-perfectra1n',
    ref: { tag: '0.18.6' },
  });
});

test('the rest of the values is open to a JSON patch', () => {
  const objects = objectsOf((chart) => {
    new VolsyncOperator(chart).release.addJsonPatch(JsonPatch.add('/spec/values/replicaCount', 2));
  });
  expect(find(objects, 'HelmRelease', 'volsync').spec.values.replicaCount).toBe(2);
});

test('what depends on the chart waits for the release', () => {
  const files = filesOf((app) => new VolsyncOperator(app.chart('storage', 'volsync')), everything);
  expect(parse(files.get('flux/storage-volsync.yaml') ?? '').spec.healthChecks).toEqual([
    { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', name: 'volsync', namespace: 'storage' },
  ]);
});

test.each<[title: string, props: VolsyncOperatorProps, ...lines: string[]]>([
  [
    'a tag that moves into the repository',
    { image: { repository: 'ghcr.io/perfectra1n/volsync:v0.17.11' } },
    'image.repository: "ghcr.io/perfectra1n/volsync:v0.17.11" is not an image without its tag; write it such as "ghcr.io/example/image"',
  ],
  [
    'a misspelt prop',
    { values: {} } as object,
    'values: nothing reads this field; write one of image, chart, resources, serviceMonitor',
  ],
  [
    'an empty tag',
    { image: { tag: '' } },
    'image.tag: "" is not a tag; write one such as "1.2.3", with "@sha256:…" if you pin the digest',
  ],
  [
    'half a digest',
    { image: { tag: 'v0.17.11@sha256:abc' } },
    'image.tag: "v0.17.11@sha256:abc" is not a tag; write one such as "1.2.3", with "@sha256:…" if you pin the digest',
  ],
  [
    'a chart on the web',
    { chart: { url: 'https://perfectra1n.github.io/volsync/charts' } },
    'chart.url: "https://perfectra1n.github.io/volsync/charts" is not a chart in a registry; write it without its tag, such as "oci://ghcr.io/example/chart"',
  ],
  [
    'a chart with its tag, and another one',
    { chart: { url: 'oci://ghcr.io/example/chart:1.0.0', tag: '^1.0.0' } },
    'chart.url: "oci://ghcr.io/example/chart:1.0.0" is not a chart in a registry; write it without its tag, such as "oci://ghcr.io/example/chart"',
    'chart.tag: "^1.0.0" is not a tag; write one such as "1.2.3", with "@sha256:…" if you pin the digest',
  ],
  [
    'a word for a ServiceMonitor',
    { serviceMonitor: true } as object,
    'serviceMonitor: true is not a set of fields; write { labels }',
  ],
  [
    'labels of a ServiceMonitor that are none',
    { serviceMonitor: { labels: { release: 'kube prometheus' }, interval: '1m' } } as object,
    'serviceMonitor.interval: nothing reads this field; write one of labels',
    'serviceMonitor.labels: "release": "kube prometheus" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."',
  ],
  [
    'memory in MB',
    { resources: { limits: { memory: '512MB' } } },
    'resources.limits.memory: "512MB" is not a Kubernetes quantity; write "512Mi" (powers of 1024) or "512M" (powers of 1000)',
  ],
])('%s is refused', (_, props, ...lines) => {
  const found = errorsOf((app) => new VolsyncOperator(app.chart('storage', 'volsync'), props), everything);
  expect(found).toEqual(lines.map((line) => `[storage/volsync/volsync-operator] ${line}`));
});
