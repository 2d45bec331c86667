import { acceptWarning, GitOpsApp, ZeroScaler, type ZeroScalerProps } from '../../../src';
import { everything } from '../../support/clusters';
import { errorsOf, objectsOf, warningsOf } from '../../support/synth';

test('minimal props: an app that runs while the NAS answers', () => {
  expect(objectsOf((chart) => new ZeroScaler(chart, { app: 'plex' }))).toEqual([
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'plex', namespace: 'games' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'plex' },
        minReplicas: 0,
        maxReplicas: 1,
        metrics: [
          {
            type: 'External',
            external: {
              metric: { name: 'probe_success', selector: { matchLabels: { job: 'nfs_probe' } } },
              target: { type: 'Value', value: '1' },
            },
          },
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
      },
    },
  ]);
});

test('all props reach the output', () => {
  const props: Required<ZeroScalerProps> = {
    app: 'immich',
    name: 'immich-on-nas',
    kind: 'StatefulSet',
    metric: 'probe_ok',
    selector: { job: 'blackbox', instance: 'nas.internal' },
    value: '500m',
    window: '1h',
  };
  const [scaler] = objectsOf((chart) => {
    expect(new ZeroScaler(chart, 'mine', props).node.path).toBe('test/mine');
  });
  expect(scaler).toMatchObject({
    metadata: { name: 'immich-on-nas' },
    spec: {
      scaleTargetRef: { kind: 'StatefulSet', name: 'immich' },
      metrics: [
        {
          external: {
            metric: { name: 'probe_ok', selector: { matchLabels: { job: 'blackbox', instance: 'nas.internal' } } },
            target: { value: '500m' },
          },
        },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 3600 } },
    },
  });
});

test.each([
  ['0s', 0],
  ['45s', 45],
  ['1m30s', 90],
])('a window of %s is %i seconds', (window, seconds) => {
  const [scaler] = objectsOf((chart) => new ZeroScaler(chart, { app: 'plex', window }));
  expect(scaler?.spec.behavior.scaleDown.stabilizationWindowSeconds).toBe(seconds);
});

const NOT_SO_LONG = 'is not how long an autoscaler can wait; write minutes and seconds up to "1h", such as "10m"';

test.each<[title: string, props: object, ...lines: string[]]>([
  [
    'a name in capitals',
    { app: 'Plex' },
    'app: "Plex" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    'a name of the autoscaler that is none',
    { name: 'plex on nas' },
    'name: "plex on nas" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    'a misspelt prop',
    { cooldown: 30 },
    'cooldown: nothing reads this field; write one of app, name, kind, metric, selector, value, window',
  ],
  [
    'what does not scale',
    { kind: 'DaemonSet' },
    'kind: "DaemonSet" is not what an autoscaler can scale to zero here; write "Deployment" or "StatefulSet"',
  ],
  [
    'an expression for a metric',
    { metric: 'max(probe_success)' },
    'metric: "max(probe_success)" is not the name of a metric; write letters, digits and "_", such as "probe_success"',
  ],
  [
    'a selector that picks everything',
    { selector: {} },
    'selector: {} picks every series there is, and the autoscaler adds them up; name the one, such as { job: "nfs_probe" }',
  ],
  [
    'an instance with its port, which no selector can hold',
    { selector: { instance: 'nas.internal:2049' } },
    'selector: "instance": "nas.internal:2049" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."',
  ],
  ...['0', '', '-1', '0m', 1, '1Gi'].map((value): [string, object, string] => [
    `a value of ${JSON.stringify(value)}`,
    { value },
    `value: ${JSON.stringify(value)} is not what a metric can be while all is well; write a number above 0 in quotes, such as "1"`,
  ]),
  ...['61m', '2h', '', '10', 600].map((window): [string, object, string] => [
    `a window of ${JSON.stringify(window)}`,
    { window },
    `window: ${JSON.stringify(window)} ${NOT_SO_LONG}`,
  ]),
])('%s is refused', (_, props, ...lines) => {
  const found = errorsOf((app) => new ZeroScaler(app.chart('media', 'x'), 'y', { app: 'plex', ...props }), everything);
  expect(found).toEqual(lines.map((line) => `[media/x/y] ${line}`));
});

describe('A3: an API server that would refuse it', () => {
  const warnings = (kubernetes: string, featureGates?: typeof everything.featureGates) => {
    const chart = new GitOpsApp({ cluster: { ...everything, kubernetes, featureGates } }).chart('media', 'x');
    return warningsOf(new ZeroScaler(chart, 'y', { app: 'plex' }));
  };

  test.each(['1.29', '1.33', '1.36', 'v1.36.4'])('is a warning on %s, until the gate is declared', (kubernetes) => {
    expect(warnings(kubernetes)).toEqual([
      `[media/x/y] kubernetes: "${kubernetes}" takes an autoscaler that scales to zero only with the feature gate HPAScaleToZero=true, of kube-apiserver and of kube-controller-manager; set it, then declare featureGates: ['HPAScaleToZero'] in the cluster (rule A3)`,
    ]);
    expect(warnings(kubernetes, ['MutatingAdmissionPolicy'])).toHaveLength(1);
    expect(warnings(kubernetes, ['MutatingAdmissionPolicy', 'HPAScaleToZero'])).toEqual([]);
  });

  test('is none from 1.37 on, and the warning is accepted by its rule', () => {
    expect(warnings('1.37')).toEqual([]);
    const chart = new GitOpsApp({ cluster: everything }).chart('media', 'x');
    acceptWarning(chart, 'A3', 'the gate is set by the machine configuration');
    expect(warningsOf(new ZeroScaler(chart, 'y', { app: 'plex' }))).toEqual([]);
  });
});
