import { ApiObject, App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-30';
import { ReplicationSource, type ReplicationSourceProps } from '../../imports/volsync.backube';
import {
  BackupAlerts,
  BackupDashboard,
  CloudSyncCronJob,
  fluxVar,
  GitOpsApp,
  KopiaMaintenance,
  KopiaVerify,
  MoverJitterPolicy,
  NfsInjectionPolicy,
  NfsScaler,
  VolsyncApp,
  VolsyncOperator,
  ZeroScaler,
} from '../../src';
import { addManifest, isManifest } from '../../src/tree/manifest';
import { platform } from '../support/platform-cluster';

const chart = () => new Chart(new App(), 'test', { namespace: 'games' });
const metadata = { name: 'romm' };

describe('an object whose bindings would drop a field', () => {
  test.each<[string, object, string]>([
    ['misspelt', { sourcePvcs: 'romm' }, 'spec.sourcePvcs'],
    ['unknown to the bindings', { kopia: { additionalArgs: ['--parallel=4'] } }, 'spec.kopia.additionalArgs'],
    [
      'of another type, in a list',
      { kopia: { moverVolumes: [{ mountpoint: 'x' }] } },
      'spec.kopia.moverVolumes.0.mountpoint',
    ],
    ['a quantity as bare text', { kopia: { cacheCapacity: '5Gi' } }, 'spec.kopia.cacheCapacity'],
  ])('fails: %s', (_, spec, field) => {
    const props = { metadata, spec } as ReplicationSourceProps;
    expect(() => addManifest(chart(), 'source', ReplicationSource, props)).toThrow(
      `[test/source] ReplicationSource.${field}: the generated bindings do not know this field and would drop it; check its spelling and type in imports/`,
    );
  });

  test('fails for built-in kinds too', () => {
    const props = { metadata, spec: { accessMode: ['ReadWriteOnce'] } } as k8s.KubePersistentVolumeClaimProps;
    expect(() => addManifest(chart(), 'claim', k8s.KubePersistentVolumeClaim, props)).toThrow(
      'PersistentVolumeClaim.spec.accessMode',
    );
  });
});

test('fields that the bindings only spell differently are not lost', () => {
  const source = addManifest(chart(), 'source', ReplicationSource, {
    metadata,
    spec: { sourcePvc: 'romm', kopia: { cacheCapacity: { value: '5Gi' }, metadataCacheSizeLimitMb: 5 } },
  });
  expect(source.toJson()).toMatchObject({
    spec: { sourcePVC: 'romm', kopia: { cacheCapacity: '5Gi', metadataCacheSizeLimitMB: 5 } },
  });
});

test('Flux variables are written in a plain cdk8s app as well', () => {
  const source = addManifest(chart(), 'source', ReplicationSource, {
    metadata,
    spec: { kopia: { moverPodLabels: { zone: fluxVar('ZONE') } } },
  });
  expect(source.toJson()).toMatchObject({ spec: { kopia: { moverPodLabels: { zone: '${ZONE}' } } } });
});

test('every object of every construct is one of the library', () => {
  const app = new GitOpsApp({ cluster: platform });
  const chart = app.chart('storage', 'all');
  const { nas, shared, copy } = platform.repositories;
  new VolsyncOperator(chart, { serviceMonitor: {} });
  new NfsInjectionPolicy(chart, { repository: nas });
  new MoverJitterPolicy(chart);
  new KopiaMaintenance(chart, { repository: nas });
  new KopiaVerify(chart, { repository: shared });
  new CloudSyncCronJob(chart, { from: nas, to: copy });
  new BackupAlerts(chart);
  new BackupDashboard(chart);
  new NfsScaler(chart, { app: 'plex', server: 'nas.internal', serverAddress: 'http://prometheus:9090' });
  new ZeroScaler(chart, { app: 'sonarr' });
  new VolsyncApp(chart, { app: 'romm' });
  const objects = app.node.findAll().filter((each) => ApiObject.isApiObject(each));
  expect(objects.length).toBeGreaterThan(20);
  expect(objects.filter((each) => !isManifest(each)).map(({ node }) => node.path)).toEqual([]);
  expect(isManifest(new ApiObject(chart, 'mine', { apiVersion: 'v1', kind: 'ConfigMap' }))).toBe(false);
});
