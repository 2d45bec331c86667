import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { apps } from '../../src/home/apps';
import { find, type KubeObject } from '../support/synth';

/** What is committed: the tests look at what Flux reads. */
const objectsOf = (namespace: string, chart: string): KubeObject[] =>
  parseAllDocuments(readFileSync(`dist/${namespace}/${chart}/${chart}.k8s.yaml`, 'utf8'), { version: '1.1' }).map(
    (each) => each.toJS(),
  );

interface Expected {
  readonly app: string;
  readonly namespace: string;
  readonly capacity: string;
  readonly schedule: string;
  readonly hourly: number;
  readonly offsiteSchedule: string;
  readonly maintenanceSchedule: string;
  readonly copyMethod?: string;
  readonly uid?: number;
}

/** Every object of an app of the home cluster, spelt out. */
function spelledOut({
  app,
  namespace,
  capacity,
  schedule,
  hourly,
  offsiteSchedule,
  maintenanceSchedule,
  copyMethod = 'Snapshot',
  uid = 568,
}: Expected) {
  const labels = { 'app.kubernetes.io/name': app };
  const once = { 'app.kubernetes.io/name': app, 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' };
  const securityContext = {
    fsGroup: uid,
    runAsGroup: uid,
    runAsNonRoot: true,
    runAsUser: uid,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const cache = {
    cacheAccessModes: ['ReadWriteOnce'],
    cacheCapacity: '8Gi',
    metadataCacheSizeLimitMB: 4294,
    contentCacheSizeLimitMB: 2147,
    cacheStorageClassName: 'openebs-hostpath',
  };
  const volume = { accessModes: ['ReadWriteOnce'], storageClassName: 'ceph-block' };
  const snapshots = { volumeSnapshotClassName: 'csi-ceph-block' };
  const copy = { ...volume, ...(copyMethod === 'Snapshot' && snapshots) };
  const mover = (repository: string) => ({
    moverSecurityContext: securityContext,
    moverPodLabels: { 'cdk8s-volsync-kopia/repository': repository },
  });
  const secretStoreRef = { kind: 'ClusterSecretStore', name: 'onepassword-connect' };
  const prefixed = (prefix: string) => [
    { regexp: { source: '[^a-zA-Z0-9_]', target: '-' } },
    { regexp: { source: '^(.*)$', target: `${prefix}$1` } },
  ];
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: app,
        namespace,
        labels: once,
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        dataSourceRef: { apiGroup: 'volsync.backube', kind: 'ReplicationDestination', name: `${app}-dst` },
        resources: { requests: { storage: capacity } },
        storageClassName: 'ceph-block',
      },
    },
    {
      apiVersion: 'volsync.backube/v1alpha1',
      kind: 'ReplicationDestination',
      metadata: { name: `${app}-dst`, namespace, labels: once },
      spec: {
        trigger: { manual: 'restore-once' },
        kopia: {
          ...cache,
          ...volume,
          ...snapshots,
          ...mover('nas'),
          repository: `${app}-volsync-secret`,
          copyMethod: 'Snapshot',
          capacity,
          cleanupCachePVC: true,
          cleanupTempPVC: true,
          enableFileDeletion: true,
          sourceIdentity: { sourceName: app },
        },
      },
    },
    {
      apiVersion: 'volsync.backube/v1alpha1',
      kind: 'ReplicationSource',
      metadata: { name: app, namespace, labels },
      spec: {
        sourcePVC: app,
        trigger: { schedule },
        kopia: {
          ...cache,
          ...copy,
          ...mover('nas'),
          repository: `${app}-volsync-secret`,
          copyMethod,
          compression: 'zstd-fastest',
          parallelism: 2,
          retain: { hourly, daily: 7, weekly: 4, monthly: 3, yearly: 0, latest: 4 },
          actions: { beforeSnapshot: expect.stringContaining('.storage.type == "filesystem"') },
        },
      },
    },
    {
      apiVersion: 'volsync.backube/v1alpha1',
      kind: 'ReplicationSource',
      metadata: { name: `${app}-b2`, namespace, labels },
      spec: {
        sourcePVC: app,
        trigger: { schedule: offsiteSchedule },
        kopia: {
          ...cache,
          ...copy,
          ...mover('b2'),
          repository: `${app}-volsync-b2-secret`,
          copyMethod,
          compression: 'zstd-fastest',
          parallelism: 2,
          retain: { hourly: 0, daily: 14, weekly: 4, monthly: 3, yearly: 0, latest: 3 },
          actions: { beforeSnapshot: expect.stringContaining('.storage.type == "s3"') },
        },
      },
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: `${app}-volsync`, namespace, labels },
      spec: {
        refreshInterval: '12h',
        secretStoreRef,
        dataFrom: [{ extract: { key: 'kopia' } }],
        target: {
          name: `${app}-volsync-secret`,
          template: { data: { KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}', KOPIA_REPOSITORY: 'filesystem:///repository' } },
        },
      },
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: `${app}-volsync-b2`, namespace, labels },
      spec: {
        refreshInterval: '12h',
        secretStoreRef,
        dataFrom: [
          { extract: { key: 'kopia' }, rewrite: prefixed('secret_') },
          { extract: { key: 'backblaze' }, rewrite: prefixed('credentials_') },
        ],
        target: {
          name: `${app}-volsync-b2-secret`,
          template: {
            data: {
              AWS_ACCESS_KEY_ID: '{{ .credentials_VOLSYNC_KOPIA_B2_ACCESS_KEY }}',
              AWS_REGION: 'us-east-005',
              AWS_SECRET_ACCESS_KEY: '{{ .credentials_VOLSYNC_KOPIA_B2_SECRET_ACCESS_KEY }}',
              KOPIA_PASSWORD: '{{ .secret_KOPIA_PASSWORD }}',
              KOPIA_REPOSITORY: `s3://{{ .credentials_VOLSYNC_KOPIA_B2_BUCKET }}/${app}/`,
              KOPIA_S3_ENDPOINT: 's3.us-east-005.backblazeb2.com',
            },
          },
        },
      },
    },
    {
      apiVersion: 'volsync.backube/v1alpha1',
      kind: 'KopiaMaintenance',
      metadata: { name: `${app}-b2`, namespace, labels },
      spec: {
        ...cache,
        activeDeadlineSeconds: 21600,
        failedJobsHistoryLimit: 2,
        moverPodLabels: { 'cdk8s-volsync-kopia/repository': 'b2' },
        podSecurityContext: securityContext,
        repository: { repository: `${app}-volsync-b2-secret` },
        resources: { limits: { memory: '2Gi' }, requests: { cpu: '10m', memory: '256Mi' } },
        successfulJobsHistoryLimit: 1,
        trigger: { schedule: maintenanceSchedule },
      },
    },
  ];
}

test.each<[string, Expected]>([
  [
    'standard: romm',
    {
      app: 'romm',
      namespace: 'games',
      capacity: '15Gi',
      schedule: '34 */6 * * *',
      hourly: 4,
      offsiteSchedule: '5 0 * * *',
      maintenanceSchedule: '5 4 * * *',
    },
  ],
  [
    'critical: n8n',
    {
      app: 'n8n',
      namespace: 'home-automation',
      capacity: '5Gi',
      schedule: '5 * * * *',
      hourly: 24,
      offsiteSchedule: '2 0 * * *',
      maintenanceSchedule: '2 4 * * *',
    },
  ],
  [
    'critical, cloned: mariadb',
    {
      app: 'mariadb',
      namespace: 'database',
      capacity: '8Gi',
      schedule: '10 * * * *',
      hourly: 24,
      offsiteSchedule: '4 0 * * *',
      maintenanceSchedule: '4 4 * * *',
      copyMethod: 'Clone',
    },
  ],
  [
    'another uid: influxdb',
    {
      app: 'influxdb',
      namespace: 'vitals',
      capacity: '20Gi',
      schedule: '9 */6 * * *',
      hourly: 4,
      offsiteSchedule: '24 0 * * *',
      maintenanceSchedule: '24 4 * * *',
      uid: 1000,
    },
  ],
])('%s, every object in full', (_, expected) => {
  expect(objectsOf(expected.namespace, expected.app)).toEqual(spelledOut(expected));
});

test('all 52 apps are protected, each with the same seven objects under its own names', () => {
  expect(apps).toHaveLength(52);
  for (const { namespace, app } of apps) {
    const names = objectsOf(namespace, app).map(
      (each) => `${each.kind} ${each.metadata.namespace}/${each.metadata.name}`,
    );
    expect(names).toEqual([
      `PersistentVolumeClaim ${namespace}/${app}`,
      `ReplicationDestination ${namespace}/${app}-dst`,
      `ReplicationSource ${namespace}/${app}`,
      `ReplicationSource ${namespace}/${app}-b2`,
      `ExternalSecret ${namespace}/${app}-volsync`,
      `ExternalSecret ${namespace}/${app}-volsync-b2`,
      `KopiaMaintenance ${namespace}/${app}-b2`,
    ]);
  }
});

test('the repository on the NAS is mounted by policy and maintained every six hours at minute 30', () => {
  const maintenance = objectsOf('storage', 'kopia-maintenance');
  expect(find(maintenance, 'KopiaMaintenance', 'nas').spec).toMatchObject({
    trigger: { schedule: '30 */6 * * *' },
    podSecurityContext: { runAsUser: 568 },
    repository: { repository: 'nas-maintenance-secret' },
  });
  const policies = objectsOf('storage', 'volsync-nfs');
  expect(policies.map((each) => `${each.apiVersion} ${each.kind}`)).toEqual([
    'admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicy',
    'admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicyBinding',
  ]);
});

const flux = (name: string) => parse(readFileSync(`dist/flux/${name}.yaml`, 'utf8')).spec;

test('the platform stands in charts of its own, and what needs VolSync waits for it', () => {
  const kinds = (chart: string) => objectsOf('storage', chart).map((each) => `${each.kind} ${each.metadata.name}`);
  expect(kinds('volsync')).toEqual(['OCIRepository volsync', 'HelmRelease volsync', 'ServiceMonitor volsync-metrics']);
  expect(kinds('kopia')).toEqual([
    'ExternalSecret kopia',
    'ExternalSecret kopia-login',
    'NetworkPolicy kopia',
    'OCIRepository kopia',
    'HelmRelease kopia',
  ]);
  expect(kinds('kopia-maintenance')).toEqual(['ExternalSecret nas-maintenance', 'KopiaMaintenance nas']);
  expect(kinds('cloud-sync')).toEqual(['ExternalSecret cloud-sync-r2', 'CronJob cloud-sync-r2']);
  expect(kinds('kopia-verify')).toEqual([
    'ExternalSecret kopia-verify-nas',
    'CronJob kopia-verify-nas',
    'ConfigMap kopia-verify-nas-script',
    'ExternalSecret kopia-verify-r2',
    'CronJob kopia-verify-r2',
    'ConfigMap kopia-verify-r2-script',
    'ExternalSecret kopia-verify-b2',
    'CronJob kopia-verify-b2',
    'ConfigMap kopia-verify-b2-script',
  ]);
  expect(kinds('kopia-scaler')).toEqual(['ScaledObject kopia-nfs-scaler']);
  expect(kinds('backup-alerts')).toEqual(['PrometheusRule volsync']);

  expect(flux('storage-volsync').healthChecks).toEqual([
    { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', name: 'volsync', namespace: 'storage' },
  ]);
  expect(flux('storage-kopia-maintenance').dependsOn).toEqual([
    { name: 'storage-volsync' },
    { name: 'storage-volsync-nfs' },
  ]);
  expect(flux('storage-kopia-scaler').dependsOn).toEqual([{ name: 'storage-kopia' }]);
  for (const name of [...apps.map(({ namespace, app }) => `${namespace}-${app}`)]) {
    expect(flux(name).dependsOn).toEqual([{ name: 'storage-volsync' }]);
  }
  // Nothing waits for a policy: if the API server refuses it, backups must still come and go.
  expect(flux('storage-volsync-nfs').dependsOn).toBeUndefined();
  expect(flux('storage-kopia').postBuild).toEqual({ substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets' }] });
});

test('Flux is red where maintenance, the copy or a verification cannot run, and holds up no app for it', () => {
  const checked = (name: string) =>
    (flux(name).healthChecks ?? []).map(({ kind, name: of }: { kind: string; name: string }) => `${kind} ${of}`);
  expect(checked('storage-kopia-maintenance')).toEqual(['ExternalSecret nas-maintenance', 'KopiaMaintenance nas']);
  expect(checked('storage-cloud-sync')).toEqual(['ExternalSecret cloud-sync-r2']);
  expect(checked('storage-kopia-verify')).toEqual([
    'ExternalSecret kopia-verify-nas',
    'ExternalSecret kopia-verify-r2',
    'ExternalSecret kopia-verify-b2',
  ]);
  expect(checked('storage-kopia')).toEqual(['HelmRelease kopia']);
  const ofApps = apps.map(({ namespace, app }) => `${namespace}-${app}`);
  const parts = ['volsync-nfs', 'volsync-jitter', 'kopia-scaler', 'backup-alerts'].map((each) => `storage-${each}`);
  expect([...ofApps, ...parts].filter((each) => checked(each).length > 0)).toEqual([]);
  const awaited = ofApps.flatMap((each) => flux(each).dependsOn.map(({ name }: { name: string }) => name));
  expect([...new Set(awaited)]).toEqual(['storage-volsync']);
});
