import { type Chart, JsonPatch } from 'cdk8s';
import { parse } from 'yaml';
import {
  BackupAlerts,
  CloudSyncCronJob,
  InitializeRepository,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  KopiaServer,
  KopiaVerify,
  MoverJitterPolicy,
  NfsScaler,
  secretElsewhere,
  VolsyncApp,
  VolsyncOperator,
} from '../../src';
import { everything } from '../support/clusters';
import { copyCluster } from '../support/copies';
import { filesOf } from '../support/synth';

const cluster = copyCluster();
const { nas, copy } = cluster.repositories;

/** What Flux is told of a chart beside those that its rules want to be there. */
function fluxOf(build: (chart: Chart) => void, of: Parameters<typeof filesOf>[1] = cluster) {
  const files = filesOf((app) => {
    build(app.chart('storage', 'part'));
  }, of);
  return parse(files.get('flux/storage-part.yaml') ?? '').spec;
}

const secret = (name: string) => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  name,
  namespace: 'storage',
});
const release = (name: string) => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  name,
  namespace: 'storage',
});

const READY = "status.conditions.exists(e, e.type == 'Ready' && e.status == 'True')";
const secretCurrent = {
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  current: `${READY} && status.syncedResourceVersion.startsWith(string(metadata.generation) + '-')`,
};

test('maintenance is healthy when VolSync has made its CronJob, and its Secret is there', () => {
  expect(fluxOf((chart) => new KopiaMaintenance(chart, { repository: nas }))).toMatchObject({
    healthChecks: [
      secret('nas-maintenance'),
      { apiVersion: 'volsync.backube/v1alpha1', kind: 'KopiaMaintenance', name: 'nas', namespace: 'storage' },
    ],
    healthCheckExprs: [
      secretCurrent,
      { apiVersion: 'volsync.backube/v1alpha1', kind: 'KopiaMaintenance', current: READY },
    ],
  });
});

test.each<[what: string, build: (chart: Chart) => void, names: string[]]>([
  ['an off-site copy', (chart) => new CloudSyncCronJob(chart, { from: nas, to: copy }), ['cloud-sync-copy']],
  ['a verification', (chart) => new KopiaVerify(chart, { repository: nas }), ['kopia-verify-nas']],
  [
    'a maintainer by CronJob',
    (chart) => new KopiaMaintenanceCronJob(chart, { repository: nas }),
    ['kopia-maintenance-nas'],
  ],
  [
    'two in one chart',
    (chart) => [nas, copy].map((repository) => new KopiaVerify(chart, { repository })),
    ['kopia-verify-nas', 'kopia-verify-copy'],
  ],
])('%s is healthy when the Secret is made of its vault items, and Flux is told once how to judge that', (...args) => {
  const [, build, names] = args;
  expect(fluxOf(build)).toMatchObject({ healthChecks: names.map(secret), healthCheckExprs: [secretCurrent] });
});

test('a repository is there when its Job has ended well, which Flux knows by itself', () => {
  const { healthChecks, healthCheckExprs } = fluxOf((chart) => new InitializeRepository(chart, { repository: nas }));
  expect(healthChecks).toEqual([
    { apiVersion: 'batch/v1', kind: 'Job', name: expect.stringMatching(/^initialize-nas-/), namespace: 'storage' },
  ]);
  expect(healthCheckExprs).toBeUndefined();
});

test.each<[what: string, build: (chart: Chart) => void, name: string]>([
  ['the operator', (chart) => new VolsyncOperator(chart), 'volsync'],
  ['the server, whose pod starts with its Secrets', (chart) => new KopiaServer(chart, { repository: nas }), 'kopia'],
])('%s is healthy when its release is, whose source may be out of reach later', (_, build, name) => {
  const { healthChecks, healthCheckExprs } = fluxOf(build);
  expect(healthChecks).toEqual([release(name)]);
  expect(healthCheckExprs).toBeUndefined();
});

test.each<[what: string, build: (chart: Chart) => void]>([
  ['an app, its own maintainers and Secrets included', (chart) => cloudApp(chart)],
  ['a policy', (chart) => new MoverJitterPolicy(chart)],
  [
    'a scaler, which is ready only with the workload that may wait for it',
    (chart) => new NfsScaler(chart, { app: 'plex', server: 'nas.internal', serverAddress: 'http://prometheus:9090' }),
  ],
  [
    'alerts',
    (chart) => {
      cloudApp(chart);
      new BackupAlerts(chart);
    },
  ],
])('nobody waits for %s', (_, build) => {
  const flux = fluxOf(build, everything);
  expect(Object.keys(flux)).toEqual(['interval', 'path', 'prune', 'retryInterval', 'sourceRef', 'timeout']);
});

function cloudApp(chart: Chart): void {
  new VolsyncApp(chart, { app: 'romm', plan: everything.plans.cloud });
}

test('everything in one chart is judged together', () => {
  const { healthChecks, healthCheckExprs, wait } = fluxOf((chart) => {
    new VolsyncOperator(chart);
    new KopiaVerify(chart, { repository: nas });
    new KopiaMaintenance(chart, { repository: nas });
    new VolsyncApp(chart, { app: 'romm' });
  });
  expect(healthChecks.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`)).toEqual([
    'HelmRelease volsync',
    'ExternalSecret kopia-verify-nas',
    'ExternalSecret nas-maintenance',
    'KopiaMaintenance nas',
  ]);
  expect(healthCheckExprs.map(({ kind }: { kind: string }) => kind)).toEqual(['ExternalSecret', 'KopiaMaintenance']);
  expect(wait).toBeUndefined();
});

describe('what Flux waits for follows what is written', () => {
  const verify = (change: (construct: KopiaVerify, chart: Chart) => void) =>
    fluxOf((chart) => change(new KopiaVerify(chart, { repository: nas }), chart));
  const patched = (...patches: JsonPatch[]) => verify(({ secret }) => secret?.addJsonPatch(...patches));

  test('an object that was taken out of the tree keeps nobody waiting', () => {
    const flux = verify((construct, chart) => {
      construct.node.tryRemoveChild('secret');
      secretElsewhere(chart, 'kopia-verify-nas-secret');
    });
    expect(Object.keys(flux)).not.toContain('healthChecks');
    expect(Object.keys(flux)).not.toContain('healthCheckExprs');
  });

  test('of two objects the one that is left is waited for', () => {
    const { healthChecks } = fluxOf((chart) => {
      const { maintenance } = new KopiaMaintenance(chart, { repository: nas });
      maintenance.node.scope?.node.tryRemoveChild('Resource');
    });
    expect(healthChecks).toEqual([secret('nas-maintenance')]);
  });

  test('an object that is patched is waited for under its new name, in its new namespace and version', () => {
    const { healthChecks, healthCheckExprs } = patched(
      JsonPatch.replace('/metadata/name', 'renamed'),
      JsonPatch.replace('/apiVersion', 'external-secrets.io/v1beta1'),
    );
    const now = { ...secret('renamed'), apiVersion: 'external-secrets.io/v1beta1' };
    expect(healthChecks).toEqual([now]);
    expect(healthCheckExprs).toEqual([{ ...secretCurrent, apiVersion: 'external-secrets.io/v1beta1' }]);
  });

  test('an object that becomes another kind is judged as Flux judges that', () => {
    const { healthChecks, healthCheckExprs } = patched(
      JsonPatch.replace('/apiVersion', 'v1'),
      JsonPatch.replace('/kind', 'Secret'),
      JsonPatch.replace('/metadata/name', 'kopia-verify-nas-secret'),
      JsonPatch.add('/stringData', { KOPIA_PASSWORD: 'x', 'repository.config': '{}' }),
    );
    expect(healthChecks).toEqual([
      { apiVersion: 'v1', kind: 'Secret', name: 'kopia-verify-nas-secret', namespace: 'storage' },
    ]);
    expect(healthCheckExprs).toBeUndefined();
  });

  test.each([
    ['reconcile', 'disabled'],
    ['ssa', 'Ignore'],
  ])('an object that Flux leaves alone (%s: %s) is not waited for', (name, value) => {
    const annotations = { [`kustomize.toolkit.fluxcd.io/${name}`]: value };
    const flux = patched(JsonPatch.add('/metadata/annotations', annotations));
    expect(Object.keys(flux)).not.toContain('healthChecks');
  });

  test('two versions of one kind are each judged', () => {
    const { healthCheckExprs } = fluxOf((chart) => {
      new KopiaVerify(chart, { repository: nas });
      const other = new KopiaVerify(chart, { repository: copy });
      other.secret?.addJsonPatch(JsonPatch.replace('/apiVersion', 'external-secrets.io/v1beta1'));
    });
    expect(healthCheckExprs.map(({ apiVersion }: { apiVersion: string }) => apiVersion)).toEqual([
      'external-secrets.io/v1',
      'external-secrets.io/v1beta1',
    ]);
  });
});
