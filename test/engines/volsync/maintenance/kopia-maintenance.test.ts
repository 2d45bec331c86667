import {
  daily,
  type GitOpsApp,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  type KopiaMaintenanceProps,
} from '../../../../src';
import { everything } from '../../../support/clusters';
import { nasCluster } from '../../../support/nas';
import { platform } from '../../../support/platform-cluster';
import { byField } from '../../../support/secret-sources';
import { errorsOf, find, objectsOf } from '../../../support/synth';
import { placement } from '../../../support/whole-placement';

const securityContext = (uid: number) => ({
  runAsUser: uid,
  runAsGroup: uid,
  runAsNonRoot: true,
  fsGroup: uid,
  seccompProfile: { type: 'RuntimeDefault' },
});

test('minimal props: the maintainer and the Secret that opens the repository', () => {
  const cluster = nasCluster({ access: 'mover-volumes' });
  const objects = objectsOf((chart) => new KopiaMaintenance(chart, { repository: cluster.repositories.nas }), cluster);
  expect(objects).toEqual([
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'nas-maintenance', namespace: 'games' },
      spec: {
        refreshInterval: '12h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: {
          name: 'nas-maintenance-secret',
          template: {
            data: { KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}', KOPIA_REPOSITORY: 'filesystem:///mnt/repository' },
          },
        },
        dataFrom: [{ extract: { key: 'kopia' } }],
      },
    },
    {
      apiVersion: 'volsync.backube/v1alpha1',
      kind: 'KopiaMaintenance',
      metadata: { name: 'nas', namespace: 'games' },
      spec: {
        repository: { repository: 'nas-maintenance-secret' },
        trigger: { schedule: '52 */6 * * *' },
        activeDeadlineSeconds: 21600,
        cacheCapacity: '16Gi',
        metadataCacheSizeLimitMB: 8589,
        contentCacheSizeLimitMB: 4294,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 2,
        resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } },
        podSecurityContext: securityContext(568),
        moverPodLabels: { 'cdk8s-volsync-kopia/repository': 'nas' },
        moverVolumes: [
          { mountPath: 'repository', volumeSource: { nfs: { server: 'nas.internal', path: '/backups' } } },
        ],
      },
    },
  ]);
});

const { repositories } = everything;
const shared = { ...repositories.shared, maintainedElsewhere: false };
const cluster = { ...everything, repositories: { ...repositories, shared } };

test('all props reach the output', () => {
  const props: Required<KopiaMaintenanceProps> = {
    repository: shared,
    name: 'shared-2026',
    schedule: daily.hour(5).at(30),
    mover: { uid: 1000, gid: 1000 },
    cache: { capacity: '20Gi', storageClassName: 'local' },
    secrets: byField,
    resources: { limits: { memory: '4Gi' } },
    placement,
    podLabels: { 'example.org/net': 'storage' },
    labels: { 'app.kubernetes.io/name': 'volsync-maintenance' },
    annotations: { 'example.org/owner': 'me' },
    secretName: 'volsync-maintenance-secret',
    activeDeadlineSeconds: 600,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
  };
  const objects = objectsOf((chart) => new KopiaMaintenance(chart, 'mine', props), cluster);
  const carried = {
    labels: { 'app.kubernetes.io/name': 'volsync-maintenance' },
    annotations: { 'example.org/owner': 'me' },
  };
  expect(objects.map(({ metadata }) => metadata)).toEqual([
    { name: 'volsync-maintenance', namespace: 'games', ...carried },
    { name: 'shared-2026', namespace: 'games', ...carried },
  ]);
  expect(find(objects, 'ExternalSecret', 'volsync-maintenance').spec.target.name).toBe('volsync-maintenance-secret');
  expect(find(objects, 'KopiaMaintenance', 'shared-2026').spec).toEqual({
    repository: { repository: 'volsync-maintenance-secret' },
    trigger: { schedule: '30 5 * * *' },
    activeDeadlineSeconds: 600,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
    resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '4Gi' } },
    podSecurityContext: securityContext(1000),
    ...placement,
    moverPodLabels: { 'example.org/net': 'storage', 'cdk8s-volsync-kopia/repository': 'shared' },
    cacheCapacity: '20Gi',
    metadataCacheSizeLimitMB: 10737,
    contentCacheSizeLimitMB: 5368,
    cacheStorageClassName: 'local',
    cacheAccessModes: ['ReadWriteOnce'],
  });
});

test('the Secret that a maintainer reads keeps its name, whatever that is', () => {
  const secretOf = (props: Partial<KopiaMaintenanceProps>) => {
    const objects = objectsOf((chart) => new KopiaMaintenance(chart, { repository: shared, ...props }), cluster);
    const [external, maintenance] = objects;
    return [external?.metadata.name, external?.spec.target.name, maintenance?.spec.repository.repository];
  };
  expect(secretOf({})).toEqual(['shared-maintenance', 'shared-maintenance-secret', 'shared-maintenance-secret']);
  expect(secretOf({ secretName: 'kopia' })).toEqual(['kopia', 'kopia', 'kopia']);
  expect(secretOf({ secretName: 'the-secret-of-kopia' })).toEqual(Array(3).fill('the-secret-of-kopia'));
});

test('a macro is spelt out, because VolSync reads none here', () => {
  const props = { repository: shared, schedule: '@daily' };
  const objects = objectsOf((chart) => new KopiaMaintenance(chart, props), cluster);
  expect(find(objects, 'KopiaMaintenance', 'shared').spec.trigger).toEqual({ schedule: '0 0 * * *' });
});

test('it mounts the claim of a repository at the path that the Secret names', () => {
  const { share } = platform.repositories;
  const objects = objectsOf((chart) => new KopiaMaintenance(chart, { repository: share }), platform);
  expect(find(objects, 'KopiaMaintenance', 'share').spec.moverVolumes).toEqual([
    { mountPath: 'repository', volumeSource: { persistentVolumeClaim: { claimName: 'backups' } } },
  ]);
  expect(find(objects, 'ExternalSecret', 'share-maintenance').spec.target.template.data).toEqual({
    KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}',
    KOPIA_REPOSITORY: 'filesystem:///mnt/repository',
  });
});

test('it opens an SFTP server by password', () => {
  const { door } = platform.repositories;
  const objects = objectsOf((chart) => new KopiaMaintenance(chart, { repository: door }), platform);
  expect(find(objects, 'KopiaMaintenance', 'door').spec.moverVolumes).toBeUndefined();
  expect(find(objects, 'ExternalSecret', 'door-maintenance').spec.target.template.data).toMatchObject({
    SFTP_PASSWORD: '{{ .credentials_PASSWORD }}',
    SFTP_KNOWN_HOSTS_DATA: '{{ .credentials_KNOWN_HOSTS }}',
  });
});

test('M1: it is refused where a private key opens the repository, and the construct that it names is not', () => {
  const { box } = platform.repositories;
  const upkeep = (app: GitOpsApp) => app.chart('storage', 'x');
  expect(errorsOf((app) => new KopiaMaintenance(upkeep(app), { repository: box }), platform)).toEqual([
    '[storage/x/maintenance-box] repository: "box" is opened by a private key, which VolSync\'s maintenance gives to Kopia as text where it wants a file; use new KopiaMaintenanceCronJob(chart, { repository }) (rule M1)',
  ]);
  expect(errorsOf((app) => new KopiaMaintenanceCronJob(upkeep(app), { repository: box }), platform)).toEqual([]);
});
