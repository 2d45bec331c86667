import { NfsScaler, type NfsScalerProps } from '../../../src';
import { everything } from '../../support/clusters';
import { errorsOf, objectsOf } from '../../support/synth';

const minimal = { app: 'plex', server: 'nas.internal', serverAddress: 'http://prometheus.observability.svc:9090' };
const scalerOf = (props: NfsScalerProps) => objectsOf((chart) => new NfsScaler(chart, props))[0];
const queryOf = (props: Partial<NfsScalerProps>) => scalerOf({ ...minimal, ...props })?.spec.triggers[0].metadata.query;

test('minimal props: an app that runs while the NAS answers', () => {
  expect(objectsOf((chart) => new NfsScaler(chart, minimal))).toEqual([
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'plex-nfs-scaler', namespace: 'games' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'plex' },
        minReplicaCount: 0,
        maxReplicaCount: 1,
        cooldownPeriod: 60,
        advanced: { restoreToOriginalReplicaCount: true },
        triggers: [
          {
            type: 'prometheus',
            metadata: {
              serverAddress: 'http://prometheus.observability.svc:9090',
              query: 'max(max_over_time(probe_success{instance="nas.internal:2049"}[10m]))',
              threshold: '1',
              ignoreNullValues: 'false',
            },
          },
        ],
      },
    },
  ]);
});

test('all props reach the output', () => {
  const props: Required<Omit<NfsScalerProps, 'query'>> = {
    app: 'immich',
    name: 'immich',
    kind: 'StatefulSet',
    server: '10.0.0.5',
    serverAddress: 'https://thanos.internal/prometheus',
    window: '1h30m',
    cooldownPeriod: 0,
  };
  const [scaler] = objectsOf((chart) => {
    expect(new NfsScaler(chart, 'mine', props).node.path).toBe('test/mine');
  });
  expect(scaler).toMatchObject({
    metadata: { name: 'immich' },
    spec: {
      scaleTargetRef: { kind: 'StatefulSet', name: 'immich' },
      cooldownPeriod: 0,
      triggers: [
        {
          metadata: {
            serverAddress: 'https://thanos.internal/prometheus',
            query: 'max(max_over_time(probe_success{instance="10.0.0.5:2049"}[1h30m]))',
          },
        },
      ],
    },
  });
});

test('Prometheus is asked what the user says', () => {
  const query = 'max_over_time(probe_success{instance=~".+:2049"}[1m])';
  const { server: _, ...asked } = minimal;
  expect(scalerOf({ ...asked, query })?.spec.triggers[0].metadata.query).toBe(query);
});

test('an IPv6 address is written as a probe has it', () => {
  expect(queryOf({ server: 'fd00::5' })).toContain('{instance="[fd00::5]:2049"}');
});

test('a long name still fits the autoscaler that KEDA makes of it', () => {
  const name = scalerOf({ ...minimal, app: 'a'.repeat(63) })?.metadata.name;
  expect(name).toMatch(/^a+-[0-9a-f]{8}-nfs-scaler$/);
  expect(`keda-hpa-${name}`).toHaveLength(63);
});

test.each(['10s', '5m', '2h', '1d', '1d12h', '1h0m30s'])('the window can be %s', (window) => {
  expect(queryOf({ window })).toContain(`[${window}]`);
});

test.each<[title: string, props: Partial<NfsScalerProps>, ...lines: string[]]>([
  [
    'a name in capitals',
    { app: 'Plex' },
    'app: "Plex" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    'a misspelt prop',
    { cooldown: 30 } as object,
    'cooldown: nothing reads this field; write one of app, name, kind, server, query, serverAddress, window, cooldownPeriod',
  ],
  [
    'a name of its own in capitals',
    { name: 'Plex' },
    'name: "Plex" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    'a name that the autoscaler cannot have',
    { name: 'a'.repeat(55) },
    `name: "${'a'.repeat(55)}" has 55 characters; at most 54 fit; shorten it (rule I2)`,
  ],
  [
    'neither a server nor a query',
    { server: undefined },
    'server: is missing; write the name or the address of the NAS, or a query of your own',
  ],
  [
    'a query beside what it would be made of',
    { query: 'up', window: '1m' },
    'query: with a query of your own nothing reads server and window; remove the one or the other',
  ],
  ...['', ' ', 'up\nup'].map((query): [string, Partial<NfsScalerProps>, string] => [
    `the query ${JSON.stringify(query)}`,
    { server: undefined, query },
    `query: ${JSON.stringify(query)} is not a question that Prometheus answers; write one line of PromQL, or remove it`,
  ]),
  [
    'what does not scale',
    { kind: 'DaemonSet' as 'Deployment' },
    'kind: "DaemonSet" is not what KEDA can scale to zero here; write "Deployment" or "StatefulSet"',
  ],
  [
    'a server with a port',
    { server: 'nas.internal:2049' },
    'server: "nas.internal:2049" is not a host; write a name or an address without path',
  ],
  [
    'Prometheus without a scheme',
    { serverAddress: 'prometheus:9090' },
    'serverAddress: "prometheus:9090" is not the address of Prometheus; write it such as "http://prometheus.observability.svc:9090"',
  ],
  ...['http://:9090', 'http://prometheus:90900', 'https://a,b', 'http://user:password@prometheus:9090'].map(
    (serverAddress): [string, Partial<NfsScalerProps>, string] => [
      `Prometheus at ${serverAddress}`,
      { serverAddress },
      `serverAddress: ${JSON.stringify(serverAddress)} is not the address of Prometheus; write it such as "http://prometheus.observability.svc:9090"`,
    ],
  ),
  ...['10', '', '0m', '10 m', '30m1h', '10min'].map((window): [string, Partial<NfsScalerProps>, string] => [
    `a window of ${JSON.stringify(window)}`,
    { window },
    `window: ${JSON.stringify(window)} is not a duration of Prometheus; write days, hours, minutes and seconds such as "10m" or "1h30m"`,
  ]),
  [
    'less than no time',
    { cooldownPeriod: -1 },
    'cooldownPeriod: -1 is not a number of seconds; write a whole number, 0 or more',
  ],
])('%s is refused', (_, props, ...lines) => {
  const found = errorsOf((app) => new NfsScaler(app.chart('media', 'x'), 'y', { ...minimal, ...props }), everything);
  expect(found).toEqual(lines.map((line) => `[media/x/y] ${line}`));
});
