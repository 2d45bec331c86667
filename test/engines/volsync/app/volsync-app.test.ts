import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { daily, defaultCluster, destination, every, VolsyncApp, type VolsyncAppProps } from '../../../../src';
import { moverAffinity } from '../../../../src/engines/volsync/mover-placement';
import { everything } from '../../../support/clusters';
import { byField } from '../../../support/secret-sources';
import { find, objectsOf } from '../../../support/synth';
import { moverPlacement } from '../../../support/whole-placement';

const { repositories, plans } = everything;
const romm = (props: Partial<VolsyncAppProps> = {}) =>
  objectsOf((chart) => new VolsyncApp(chart, { app: 'romm', ...props }), everything);

describe('an app with nothing but its name, in a plain cdk8s app', () => {
  const objects = objectsOf((chart) => new VolsyncApp(chart, { app: 'romm' }));
  const securityContext = {
    runAsUser: 568,
    runAsGroup: 568,
    runAsNonRoot: true,
    fsGroup: 568,
    seccompProfile: { type: 'RuntimeDefault' },
  };

  test('is a claim, a restore, a backup and the Secret that opens the repository', () => {
    expect(objects).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: 'romm',
          namespace: 'games',
          labels: { 'app.kubernetes.io/name': 'romm', 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' },
          annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
        },
        spec: {
          accessModes: ['ReadWriteOnce'],
          dataSourceRef: { apiGroup: 'volsync.backube', kind: 'ReplicationDestination', name: 'romm-dst' },
          resources: { requests: { storage: '5Gi' } },
          storageClassName: 'ceph-block',
        },
      },
      {
        apiVersion: 'volsync.backube/v1alpha1',
        kind: 'ReplicationDestination',
        metadata: {
          name: 'romm-dst',
          namespace: 'games',
          labels: { 'app.kubernetes.io/name': 'romm', 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' },
        },
        spec: {
          trigger: { manual: 'restore-once' },
          kopia: {
            repository: 'romm-volsync-secret',
            copyMethod: 'Snapshot',
            capacity: '5Gi',
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'ceph-block',
            volumeSnapshotClassName: 'csi-ceph-block',
            cleanupCachePVC: true,
            cleanupTempPVC: true,
            sourceIdentity: { sourceName: 'romm' },
            cacheCapacity: '8Gi',
            metadataCacheSizeLimitMB: 4294,
            contentCacheSizeLimitMB: 2147,
            cacheStorageClassName: 'openebs-hostpath',
            cacheAccessModes: ['ReadWriteOnce'],
            moverSecurityContext: securityContext,
            moverPodLabels: { 'cdk8s-volsync-kopia/repository': 'nas' },
          },
        },
      },
      {
        apiVersion: 'volsync.backube/v1alpha1',
        kind: 'ReplicationSource',
        metadata: { name: 'romm', namespace: 'games', labels: { 'app.kubernetes.io/name': 'romm' } },
        spec: {
          sourcePVC: 'romm',
          trigger: { schedule: '19 * * * *' },
          kopia: {
            repository: 'romm-volsync-secret',
            copyMethod: 'Snapshot',
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'ceph-block',
            volumeSnapshotClassName: 'csi-ceph-block',
            compression: 'zstd-fastest',
            parallelism: 2,
            retain: { hourly: 24, daily: 7, weekly: 4, monthly: 3, yearly: 0, latest: 4 },
            actions: { beforeSnapshot: expect.stringContaining('.storage.type == "filesystem"') },
            cacheCapacity: '8Gi',
            metadataCacheSizeLimitMB: 4294,
            contentCacheSizeLimitMB: 2147,
            cacheStorageClassName: 'openebs-hostpath',
            cacheAccessModes: ['ReadWriteOnce'],
            moverSecurityContext: securityContext,
            moverPodLabels: { 'cdk8s-volsync-kopia/repository': 'nas' },
          },
        },
      },
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'romm-volsync', namespace: 'games', labels: { 'app.kubernetes.io/name': 'romm' } },
        spec: {
          refreshInterval: '12h',
          secretStoreRef: { kind: 'ClusterSecretStore', name: 'onepassword-connect' },
          target: {
            name: 'romm-volsync-secret',
            template: {
              data: { KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}', KOPIA_REPOSITORY: 'filesystem:///repository' },
            },
          },
          dataFrom: [{ extract: { key: 'kopia' } }],
        },
      },
    ]);
  });

  test("takes its namespace from the chart, and Kubernetes' own default without one", () => {
    const chart = new Chart(new App(), 'test');
    new VolsyncApp(chart, { app: 'romm' });
    expect(Testing.synth(chart).map((each) => each.metadata.namespace)).toEqual(Array(4).fill('default'));
  });
});

test('every prop reaches the output', () => {
  const props: Required<Omit<VolsyncAppProps, 'existingClaim' | 'plan'>> = {
    app: 'romm',
    capacity: '20Gi',
    claim: 'romm-data',
    storage: {
      storageClassName: 'shared',
      volumeSnapshotClassName: 'shared-snapshots',
      snapshotAccessModes: ['ReadOnlyMany'],
    },
    accessModes: ['ReadWriteMany'],
    copyMethod: 'Clone',
    destinations: [
      destination(repositories.shared, { schedule: '0 3 * * *', retention: { daily: 1 } }),
      destination(repositories.b2, { schedule: daily.at(7), retention: { weekly: 2 } }),
    ],
    schedule: every(6).hours.at(12),
    retention: { latest: 9 },
    mover: { uid: 1000, gid: 1001, fsGroup: 1002, supplementalGroups: [44] },
    cache: { capacity: '12Gi', storageClassName: 'local', accessModes: ['ReadWriteOncePod'] },
    restoreCache: { capacity: '20Gi', storageClassName: 'fast' },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
    placement: moverPlacement,
    podLabels: { 'network.home.arpa/s3': 'allowed' },
    labels: { team: 'home' },
    annotations: { 'example.org/owner': 'me' },
    secrets: byField,
    parallelism: 4,
    compression: 'zstd-best-compression',
    restore: { from: repositories.b2, previous: 2 },
    formerly: { app: 'rom-manager', namespace: 'media' },
    migration: false,
    prune: true,
    beforeBackup: 'copy-trigger',
    dependsOn: [{ name: 'rook-ceph-cluster', namespace: 'rook-ceph' }],
  };
  const objects = objectsOf((chart) => new VolsyncApp(chart, props), everything);
  const claim = find(objects, 'PersistentVolumeClaim', 'romm-data');
  const restore = find(objects, 'ReplicationDestination', 'romm-dst');
  const source = find(objects, 'ReplicationSource', 'romm-shared');
  const offsite = find(objects, 'ReplicationSource', 'romm-b2');
  const maintenance = find(objects, 'KopiaMaintenance', 'romm-b2');
  const mover = {
    cacheCapacity: '12Gi',
    metadataCacheSizeLimitMB: 6442,
    contentCacheSizeLimitMB: 3221,
    cacheStorageClassName: 'local',
    cacheAccessModes: ['ReadWriteOncePod'],
    moverSecurityContext: {
      runAsUser: 1000,
      runAsGroup: 1001,
      runAsNonRoot: true,
      fsGroup: 1002,
      seccompProfile: { type: 'RuntimeDefault' },
      supplementalGroups: [44],
    },
    moverAffinity: moverAffinity(moverPlacement),
    moverResources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
  };

  for (const { metadata } of objects) {
    expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'romm', team: 'home' });
    expect(metadata.annotations).toMatchObject({ 'example.org/owner': 'me' });
  }
  expect(claim.metadata.annotations).toEqual({
    'example.org/owner': 'me',
    'kustomize.toolkit.fluxcd.io/prune': 'enabled',
    'volsync.backube/use-copy-trigger': 'true',
  });
  expect(claim.spec).toEqual({
    accessModes: ['ReadWriteMany'],
    storageClassName: 'shared',
    resources: { requests: { storage: '20Gi' } },
    dataSourceRef: { apiGroup: 'volsync.backube', kind: 'ReplicationDestination', name: 'romm-dst' },
  });
  expect(restore.spec.kopia).toEqual({
    ...mover,
    cacheCapacity: '20Gi',
    metadataCacheSizeLimitMB: 10737,
    contentCacheSizeLimitMB: 5368,
    cacheStorageClassName: 'fast',
    repository: 'romm-volsync-b2-secret',
    copyMethod: 'Snapshot',
    capacity: '20Gi',
    accessModes: ['ReadWriteMany'],
    storageClassName: 'shared',
    volumeSnapshotClassName: 'shared-snapshots',
    cleanupCachePVC: true,
    cleanupTempPVC: true,
    previous: 2,
    username: 'rom-manager-b2',
    hostname: 'media',
    moverPodLabels: { 'network.home.arpa/s3': 'allowed', 'cdk8s-volsync-kopia/repository': 'b2' },
  });
  expect(source.spec).toEqual({
    sourcePVC: 'romm-data',
    trigger: { schedule: '12 */6 * * *' },
    kopia: {
      ...mover,
      repository: 'romm-volsync-shared-secret',
      copyMethod: 'Clone',
      storageClassName: 'shared',
      accessModes: ['ReadOnlyMany'],
      compression: 'zstd-best-compression',
      parallelism: 4,
      retain: { hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0, latest: 9 },
      actions: { beforeSnapshot: expect.stringContaining('.storage.type == "s3"') },
      username: 'rom-manager-shared',
      hostname: 'media',
      moverPodLabels: { 'network.home.arpa/s3': 'allowed', 'cdk8s-volsync-kopia/repository': 'shared' },
    },
  });
  expect(offsite.spec.trigger).toEqual({ schedule: '7 0 * * *' });
  expect(offsite.spec.kopia.retain).toEqual({ hourly: 0, daily: 0, weekly: 2, monthly: 0, yearly: 0, latest: 0 });
  expect(maintenance.spec).toMatchObject({
    trigger: { schedule: '7 4 * * *' },
    podSecurityContext: mover.moverSecurityContext,
    cacheCapacity: '12Gi',
  });
  expect(find(objects, 'ExternalSecret', 'romm-volsync-b2').spec.target.template.data.KOPIA_REPOSITORY).toBe(
    's3://{{ .credentials_BUCKET }}/rom-manager/',
  );
});

describe('the volume', () => {
  test('of the claim and of the restore have one size', () => {
    const objects = romm({ capacity: '15Gi' });
    expect(find(objects, 'PersistentVolumeClaim', 'romm').spec.resources.requests.storage).toBe('15Gi');
    expect(find(objects, 'ReplicationDestination', 'romm-dst').spec.kopia.capacity).toBe('15Gi');
  });

  test('of the cache keeps its size when the claim grows', () => {
    const cache = { capacity: '8Gi', storageClassName: 'local' };
    const sizes = ['5Gi', '500Gi'].map(
      (capacity) => find(romm({ capacity, cache }), 'ReplicationSource', 'romm').spec.kopia.cacheCapacity,
    );
    expect(sizes).toEqual(['8Gi', '8Gi']);
  });

  test('of the cache is an emptyDir where the app wants one', () => {
    const objects = objectsOf((chart) => new VolsyncApp(chart, { app: 'romm', cache: 'emptyDir' }));
    const { kopia } = find(objects, 'ReplicationSource', 'romm').spec;
    // It holds what Kopia takes by itself, which is 10.5 GB, because later runs are told no limits.
    expect(kopia).toMatchObject({
      cacheCapacity: '16Gi',
      metadataCacheSizeLimitMB: 8589,
      contentCacheSizeLimitMB: 4294,
    });
    expect(kopia).not.toHaveProperty('cacheStorageClassName');
    expect(kopia).not.toHaveProperty('cacheAccessModes');
  });

  test('that exists already is backed up and never emitted, nor restored', () => {
    const objects = romm({ existingClaim: 'data-romm-0' });
    expect(objects.map((each) => each.kind)).toEqual(['ReplicationSource', 'ExternalSecret']);
    expect(find(objects, 'ReplicationSource', 'romm').spec.sourcePVC).toBe('data-romm-0');
  });

  test('starts empty, without a restore, where the app says so', () => {
    const objects = romm({ restore: false });
    expect(objects.map((each) => each.kind)).toEqual(['PersistentVolumeClaim', 'ReplicationSource', 'ExternalSecret']);
    expect(find(objects, 'PersistentVolumeClaim', 'romm').spec.dataSourceRef).toBeUndefined();
  });

  test('that is read live has no copy to describe', () => {
    const { kopia } = find(romm({ copyMethod: 'Direct' }), 'ReplicationSource', 'romm').spec;
    expect(kopia.copyMethod).toBe('Direct');
    expect(kopia).not.toHaveProperty('storageClassName');
    expect(kopia).not.toHaveProperty('volumeSnapshotClassName');
    expect(kopia).not.toHaveProperty('accessModes');
  });

  test('that is cloned needs no snapshot', () => {
    const { kopia } = find(romm({ copyMethod: 'Clone' }), 'ReplicationSource', 'romm').spec;
    expect(kopia).toMatchObject({ copyMethod: 'Clone', storageClassName: 'block', accessModes: ['ReadWriteOnce'] });
    expect(kopia).not.toHaveProperty('volumeSnapshotClassName');
  });

  test('of a claim that exists takes class, modes and size from that', () => {
    const { kopia } = find(romm({ existingClaim: 'data-romm-0' }), 'ReplicationSource', 'romm').spec;
    expect(kopia).toMatchObject({ copyMethod: 'Snapshot', volumeSnapshotClassName: 'block-snapshots' });
    expect(kopia).not.toHaveProperty('storageClassName');
    expect(kopia).not.toHaveProperty('accessModes');
    expect(kopia).not.toHaveProperty('capacity');
  });

  test('of the default class names none, and has VolSync copy into that of the claim', () => {
    const objects = romm({ storage: { volumeSnapshotClassName: 'snapshots' } });
    expect(find(objects, 'PersistentVolumeClaim', 'romm').spec).not.toHaveProperty('storageClassName');
    for (const [kind, name] of [
      ['ReplicationDestination', 'romm-dst'],
      ['ReplicationSource', 'romm'],
    ] as const) {
      const { kopia } = find(objects, kind, name).spec;
      expect(kopia).toMatchObject({ volumeSnapshotClassName: 'snapshots', accessModes: ['ReadWriteOnce'] });
      expect(kopia).not.toHaveProperty('storageClassName');
    }
  });

  test('of Longhorn is copied to one replica, and the restored one stays for as long as its snapshot is needed', () => {
    const objects = romm({
      storage: {
        storageClassName: 'longhorn',
        volumeSnapshotClassName: 'longhorn',
        snapshotStorageClassName: 'one-replica',
        snapshotsOutliveVolume: false,
      },
    });
    expect(find(objects, 'PersistentVolumeClaim', 'romm').spec.storageClassName).toBe('longhorn');
    expect(find(objects, 'ReplicationSource', 'romm').spec.kopia.storageClassName).toBe('one-replica');
    expect(find(objects, 'ReplicationDestination', 'romm-dst').spec.kopia).toMatchObject({
      storageClassName: 'one-replica',
      cleanupTempPVC: false,
      cleanupCachePVC: true,
    });
  });

  test('of storage without snapshots is backed up live, and nothing about snapshots is written', () => {
    const objects = romm({ storage: { storageClassName: 'hostpath' }, copyMethod: 'Direct', restore: false });
    expect(objects.map((each) => each.kind)).toEqual(['PersistentVolumeClaim', 'ReplicationSource', 'ExternalSecret']);
    expect(JSON.stringify(objects)).not.toMatch(/snapshot/i);
  });
});

describe('the restore', () => {
  test('takes a point in time, in UTC whatever zone it was written in', () => {
    const { kopia } = find(
      romm({ restore: { asOf: '2026-03-01T02:00:00+02:00' } }),
      'ReplicationDestination',
      'romm-dst',
    ).spec;
    expect(kopia.restoreAsOf).toBe('2026-03-01T00:00:00.000Z');
  });

  test('deletes nothing unless the cluster says so', () => {
    const { kopia } = find(romm(), 'ReplicationDestination', 'romm-dst').spec;
    expect(kopia).not.toHaveProperty('enableFileDeletion');
  });
});

describe('the identity that a restore asks for is the one that the backup writes', () => {
  // What VolSync does with what it finds in the objects (internal/controller/mover/kopia/builder.go).
  const sanitise = (name: string) =>
    name
      .replace(/[^a-zA-Z0-9_-]/g, '')
      .replace(/^[-_]+|[-_]+$/g, '')
      .slice(0, 50);
  const written = ({ metadata, spec }: ReturnType<typeof find>) =>
    `${spec.kopia.username ?? sanitise(metadata.name)}@${spec.kopia.hostname ?? metadata.namespace}`;
  const asked = ({ metadata, spec }: ReturnType<typeof find>) =>
    `${spec.kopia.username ?? sanitise(spec.kopia.sourceIdentity.sourceName)}@${spec.kopia.hostname ?? metadata.namespace}`;

  test.each<[string, VolsyncAppProps, string, string]>([
    ['plain', { app: 'romm' }, 'romm', 'romm@games'],
    ['a number', { app: '2048' }, '2048', '2048@games'],
    ['long', { app: 'a'.repeat(46) }, 'a'.repeat(46), `${'a'.repeat(46)}@games`],
    ['dotted', { app: 'romm.example' }, 'romm.example', 'rommexample@games'],
    ['renamed', { app: 'romm', formerly: { app: 'rom.manager' } }, 'romm', 'rommanager@games'],
    ['moved', { app: 'romm', formerly: { namespace: 'media' } }, 'romm', 'romm@media'],
    [
      'second destination',
      { app: 'romm', plan: plans.cloud, restore: { from: repositories.b2 } },
      'romm-b2',
      'romm-b2@games',
    ],
    [
      'renamed, second destination',
      {
        app: 'romm',
        formerly: { app: 'roms', namespace: 'media' },
        plan: plans.cloud,
        restore: { from: repositories.b2 },
      },
      'romm-b2',
      'roms-b2@media',
    ],
  ])('%s', (_, props, source, identity) => {
    const objects = objectsOf((chart) => new VolsyncApp(chart, props), everything);
    expect(written(find(objects, 'ReplicationSource', source))).toBe(identity);
    expect(asked(find(objects, 'ReplicationDestination', `${props.app}-dst`))).toBe(identity);
  });
});

describe('in a repository that several clusters share', () => {
  const shared = { ...everything, name: 'attic', identity: 'namespace.cluster' } as const;
  const kopiaOf = (props: VolsyncAppProps, kind: string, name: string) =>
    find(
      objectsOf((chart) => new VolsyncApp(chart, props), shared),
      kind,
      name,
    ).spec.kopia;

  test.each<[string, VolsyncAppProps, string]>([
    ['an app', { app: 'romm' }, 'romm@games.attic'],
    ['an app that was moved', { app: 'romm', formerly: { namespace: 'media' } }, 'romm@media.attic'],
    ['an app that was renamed', { app: 'romm', formerly: { app: 'rom.manager' } }, 'rommanager@games.attic'],
  ])('%s is filed with the name of its cluster, and restored from there', (_, props, identity) => {
    const [username, hostname] = identity.split('@');
    const source = kopiaOf(props, 'ReplicationSource', 'romm');
    const restore = kopiaOf(props, 'ReplicationDestination', 'romm-dst');
    expect(source).toMatchObject({ username, hostname });
    expect(restore).toMatchObject({ username, hostname });
    expect(restore).not.toHaveProperty('sourceIdentity');
  });
});

describe("the maintainer of an app's own repository", () => {
  const maintenance = (props: Partial<VolsyncAppProps>) =>
    find(
      romm({
        destinations: [destination(repositories.b2, { schedule: props.schedule ?? daily, retention: { daily: 1 } })],
        ...props,
      }),
      'KopiaMaintenance',
      'romm-b2',
    ).spec;

  test('runs in the minute of the backup, or in one of its own where the backup has several', () => {
    expect(maintenance({ schedule: '17 1 * * *' }).trigger.schedule).toBe('17 4 * * *');
    expect(maintenance({ schedule: '5,35 * * * *' }).trigger.schedule).toMatch(/^\d+ 4 \* \* \*$/);
  });

  test('can start as root, where VolSync would not let it', () => {
    expect(maintenance({ mover: { uid: 0, gid: 0 } }).containerSecurityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: false,
    });
    expect(maintenance({})).not.toHaveProperty('containerSecurityContext');
  });
});

describe('the construct', () => {
  test('derives its id from the app, or takes one', () => {
    const chart = new Chart(new App(), 'test', { namespace: 'games' });
    expect(new VolsyncApp(chart, { app: '2048' }).node.path).toBe('test/volsync-2048');
    expect(new VolsyncApp(chart, 'mine', { app: 'romm' }).node.path).toBe('test/mine');
  });

  test('needs props', () => {
    const chart = new Chart(new App(), 'test', { namespace: 'games' });
    // @ts-expect-error an id alone says nothing about what to back up
    expect(() => new VolsyncApp(chart, 'romm')).toThrow(
      '"romm": the props are missing; write (scope, props) or (scope, id, props)',
    );
    // @ts-expect-error every app has a name
    expect(() => new VolsyncApp(chart, { capacity: '5Gi' })).toThrow(
      '[test/volsync-undefined] app: undefined is not a name; write the name of the app',
    );
  });

  test("hands out its objects, and JSON patches in YAML's spelling reach the output", () => {
    const chart = new Chart(new App(), 'test', { namespace: 'games' });
    const app = new VolsyncApp(chart, { app: 'romm' });
    ApiObject.of(app).addJsonPatch(JsonPatch.replace('/spec/sourcePVC', 'other'));
    app.claim?.addJsonPatch(JsonPatch.add('/spec/volumeMode', 'Filesystem'));
    app.restore?.metadata.addAnnotation('note', 'kept');
    const objects = Testing.synth(chart);
    expect(find(objects, 'ReplicationSource', 'romm').spec.sourcePVC).toBe('other');
    expect(find(objects, 'PersistentVolumeClaim', 'romm').spec.volumeMode).toBe('Filesystem');
    expect(find(objects, 'ReplicationDestination', 'romm-dst').metadata.annotations).toEqual({ note: 'kept' });
    expect(Object.keys(app.sources)).toEqual(['nas']);
    expect(Object.keys(app.secrets)).toEqual(['nas']);
    expect(Object.keys(app.maintenance)).toEqual([]);
  });

  test('leaves the default cluster as documented', () => {
    expect(defaultCluster.plans.standard.destinations.map((each) => each.repository.name)).toEqual(['nas']);
  });
});

test('a schedule without a minute spreads apps, destinations and namespaces over the hour, and stays when others come', () => {
  const minutes = Array.from({ length: 120 }, (_, index) => {
    const objects = objectsOf((chart) => new VolsyncApp(chart, { app: `app-${index}`, plan: plans.cloud }), everything);
    return ['', '-b2'].map(
      (suffix) => find(objects, 'ReplicationSource', `app-${index}${suffix}`).spec.trigger.schedule,
    );
  });
  const used = new Set(minutes.flat().map((schedule) => schedule.split(' ')[0]));
  expect(used.size).toBeGreaterThan(50);
  expect(minutes[7]).toEqual(['11 * * * *', '4 0 * * *']);
});
