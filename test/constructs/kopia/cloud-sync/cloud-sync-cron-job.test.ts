import {
  acceptWarning,
  CloudSyncCronJob,
  type CloudSyncCronJobProps,
  daily,
  every,
  GitOpsApp,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  VolsyncApp,
} from '../../../../src';
import { copyCluster, keysOf, podOf } from '../../../support/copies';
import { byField } from '../../../support/secret-sources';
import { errorsOf, find, objectsOf, warningsOf } from '../../../support/synth';
import { kopiaPods, placement } from '../../../support/whole-placement';

const cluster = copyCluster();
const { nas, copy, apps } = cluster.repositories;
const labels = { 'app.kubernetes.io/name': 'cloud-sync-copy' };
const secretKey = (name: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: 'cloud-sync-copy-secret', key: name } },
});

test('minimal props: the CronJob, and the Secret with all that Kopia reads', () => {
  const objects = objectsOf((chart) => new CloudSyncCronJob(chart, { from: nas, to: copy }), cluster);
  const [secret, cronJob, ...others] = objects;
  expect(others).toEqual([]);
  expect(cronJob).toEqual({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'cloud-sync-copy', namespace: 'games', labels },
    spec: {
      schedule: '59 3 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 2,
      jobTemplate: {
        metadata: { labels },
        spec: {
          activeDeadlineSeconds: 21600,
          backoffLimit: 1,
          ttlSecondsAfterFinished: 1209600,
          template: {
            metadata: { labels: { ...labels, 'cdk8s-volsync-kopia/repository': 'nas' } },
            spec: {
              restartPolicy: 'Never',
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              securityContext: {
                runAsUser: 568,
                runAsGroup: 568,
                runAsNonRoot: true,
                fsGroup: 568,
                seccompProfile: { type: 'RuntimeDefault' },
              },
              containers: [
                {
                  name: 'sync',
                  image: expect.stringMatching(/^ghcr\.io\/home-operations\/kopia:/),
                  command: ['kopia'],
                  args: [
                    'repository',
                    'sync-to',
                    '--must-exist',
                    '--parallel=4',
                    '--no-progress',
                    'from-config',
                    '--file=/kopia/destination.config',
                  ],
                  env: [
                    { name: 'KOPIA_CONFIG_PATH', value: '/kopia/repository.config' },
                    { name: 'KOPIA_CACHE_DIRECTORY', value: '/kopia/cache' },
                    { name: 'KOPIA_LOG_DIR', value: '/kopia/logs' },
                    { name: 'KOPIA_CHECK_FOR_UPDATES', value: 'false' },
                    { name: 'KOPIA_PERSIST_CREDENTIALS_ON_CONNECT', value: 'false' },
                    { name: 'HOME', value: '/tmp' },
                    { name: 'USER', value: 'kopia' },
                    secretKey('KOPIA_PASSWORD'),
                    secretKey('AWS_ACCESS_KEY_ID'),
                    secretKey('AWS_SECRET_ACCESS_KEY'),
                  ],
                  resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } },
                  securityContext: {
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ['ALL'] },
                  },
                  volumeMounts: [
                    { name: 'repository', mountPath: '/repository', readOnly: true },
                    { name: 'kopia', mountPath: '/kopia' },
                    {
                      name: 'files',
                      mountPath: '/kopia/repository.config',
                      subPath: 'repository.config',
                      readOnly: true,
                    },
                    {
                      name: 'files',
                      mountPath: '/kopia/destination.config',
                      subPath: 'destination.config',
                      readOnly: true,
                    },
                    { name: 'home', mountPath: '/tmp' },
                  ],
                },
              ],
              volumes: [
                { name: 'repository', nfs: { server: 'nas.internal', path: '/backups', readOnly: true } },
                {
                  name: 'files',
                  secret: {
                    secretName: 'cloud-sync-copy-secret',
                    items: ['repository.config', 'destination.config'].map((key) => ({ key, path: key })),
                  },
                },
                { name: 'kopia', emptyDir: { sizeLimit: '8Gi' } },
                { name: 'home', emptyDir: {} },
              ],
            },
          },
        },
      },
    },
  });
  expect(secret?.metadata).toEqual({ name: 'cloud-sync-copy', namespace: 'games' });
  expect(secret?.spec.target.name).toBe('cloud-sync-copy-secret');
  const { 'repository.config': connection = '', 'destination.config': place, ...rest } = keysOf(secret as never);
  expect(rest).toEqual({
    KOPIA_PASSWORD: '{{ .secret_KOPIA_PASSWORD }}',
    AWS_ACCESS_KEY_ID: '{{ .credentials_AWS_ACCESS_KEY_ID }}',
    AWS_SECRET_ACCESS_KEY: '{{ .credentials_AWS_SECRET_ACCESS_KEY }}',
  });
  expect(JSON.parse(connection)).toEqual({
    storage: { type: 'filesystem', config: { path: '/repository' } },
    caching: {
      cacheDirectory: '/kopia/cache',
      maxCacheSize: 2 * 2 ** 30,
      contentCacheSizeLimitBytes: 2 * 2 ** 30,
      maxMetadataCacheSize: 4 * 2 ** 30,
      metadataCacheSizeLimitBytes: 4 * 2 ** 30,
    },
    hostname: 'games',
    username: 'cloud-sync-copy',
    readonly: true,
    enableActions: false,
  });
  expect(place).toBe(`{
  "storage": {
    "type": "s3",
    "config": {
      "bucket": {{ .credentials_BUCKET | toJson }},
      "endpoint": "s3.example.org",
      "prefix": "nas/",
      "region": "auto"
    }
  }
}`);
});

const all: Required<CloudSyncCronJobProps> = {
  from: nas,
  to: copy,
  name: 'off-site',
  schedule: daily.hour(5).at(30),
  mode: 'mirror',
  firstSeeding: false,
  parallel: 8,
  mover: { uid: 568, gid: 100 },
  image: { repository: 'example.org/kopia', tag: '0.22.3' },
  secrets: byField,
  cache: '4Gi',
  resources: { limits: { memory: '1Gi' } },
  ...kopiaPods,
  timeZone: 'Europe/Berlin',
  activeDeadlineSeconds: 7200,
  startingDeadlineSeconds: 600,
  backoffLimit: 0,
  ttlSecondsAfterFinished: 3600,
  successfulJobsHistoryLimit: 3,
  failedJobsHistoryLimit: 4,
};

test('all props reach the output', () => {
  const objects = objectsOf((chart) => new CloudSyncCronJob(chart, 'mine', all), cluster);
  const cronJob = find(objects, 'CronJob', 'off-site');
  const { jobTemplate, ...spec } = cronJob.spec;
  expect(spec).toEqual({
    schedule: '30 5 * * *',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 600,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 4,
  });
  expect(jobTemplate.spec).toMatchObject({
    activeDeadlineSeconds: 7200,
    backoffLimit: 0,
    ttlSecondsAfterFinished: 3600,
  });
  const pod = podOf(cronJob);
  expect(pod.securityContext).toMatchObject({ runAsUser: 568, runAsGroup: 100, fsGroup: 100 });
  expect(pod).toMatchObject(placement);
  expect(cronJob.spec.jobTemplate.spec.template.metadata).toMatchObject({
    labels: { 'example.org/net': 'storage' },
    annotations: { 'example.org/mesh': 'no' },
  });
  expect(pod.volumes).toContainEqual({ name: 'kopia', emptyDir: { sizeLimit: '4Gi' } });
  expect(pod.containers[0]).toMatchObject({
    image: 'example.org/kopia:0.22.3',
    resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '1Gi' } },
    args: [
      'repository',
      'sync-to',
      '--must-exist',
      '--delete',
      '--parallel=8',
      '--no-progress',
      'from-config',
      '--file=/kopia/destination.config',
    ],
  });
  const connection = keysOf(find(objects, 'ExternalSecret', 'off-site'))['repository.config'] ?? '';
  expect(JSON.parse(connection)).toMatchObject({ username: 'off-site', caching: { maxCacheSize: 2 ** 30 } });
});

test('only a first seeding may begin a copy', () => {
  const props = { from: nas, to: copy, firstSeeding: true };
  const objects = objectsOf((chart) => new CloudSyncCronJob(chart, props), cluster);
  expect(podOf(find(objects, 'CronJob', 'cloud-sync-copy')).containers[0].args).not.toContain('--must-exist');
});

test('fields of any name, plain HTTP and the root of the bucket', () => {
  const odd = copyCluster(
    {},
    {
      endpoint: [{ field: 'end-point' }, ':9000'],
      tls: false,
      region: undefined,
      prefix: { layout: 'shared', prefix: '' },
    },
  );
  const props = { from: odd.repositories.nas, to: odd.repositories.copy };
  const objects = objectsOf((chart) => new CloudSyncCronJob(chart, props), odd);
  const place = keysOf(find(objects, 'ExternalSecret', 'cloud-sync-copy'))['destination.config'] ?? '';
  expect(place).toBe(`{
  "storage": {
    "type": "s3",
    "config": {
      "bucket": {{ .credentials_BUCKET | toJson }},
      "endpoint": {{ printf "%s:9000" .credentials_end_U002d_point | toJson }},
      "doNotUseTLS": true
    }
  }
}`);
});

test('a mirror at the root of a bucket is a warning', () => {
  const root = copyCluster({}, { prefix: { layout: 'shared', prefix: '' } });
  const { nas: from, copy: to } = root.repositories;
  const chart = new GitOpsApp({ cluster: root }).chart('storage', 'sync');
  expect(warningsOf(new CloudSyncCronJob(chart, 'a', { from, to, mode: 'mirror' }))).toEqual([
    '[storage/sync/a] mode: "mirror" deletes every object at the root of the bucket that the original does not have; give the copy a prefix of its own, sharedPrefix(\'kopia/\') (rule D1)',
  ]);
  expect(warningsOf(new CloudSyncCronJob(chart, 'b', { from, to }))).toEqual([]);
});

type When = CloudSyncCronJobProps['schedule'];

/** The warnings of a sync beside a maintainer that is made later: VolSync's, or a CronJob in a zone of its own. */
function besideMaintenance(sync: When, maintenance: When, timeZone?: string): string[] {
  const app = new GitOpsApp({ cluster });
  const made = new CloudSyncCronJob(app.chart('storage', 'sync'), 'sync', { from: nas, to: copy, schedule: sync });
  const chart = app.chart('storage', 'upkeep');
  const props = { repository: nas, schedule: maintenance };
  timeZone === undefined
    ? new KopiaMaintenance(chart, 'nas', props)
    : new KopiaMaintenanceCronJob(chart, 'nas', { ...props, timeZone });
  return warningsOf(made);
}

test('a sync that crosses the maintenance of its original is a warning, with the schedule that would do', () => {
  expect(besideMaintenance('0 6 * * *', '30 */6 * * *')).toEqual([
    '[storage/sync/sync] schedule: "0 6 * * *" in Etc/UTC starts 30 minutes before or after [storage/upkeep/nas] starts to maintain "nas", "30 */6 * * *" in Etc/UTC, and a copy wants 60 minutes between them; write "30 5 * * *" (rule M3)',
  ]);
  expect(besideMaintenance('30 5 * * *', '30 */6 * * *')).toEqual([]);
  expect(besideMaintenance('31 5 * * *', '30 */6 * * *')).toHaveLength(1);
  expect(besideMaintenance('30 7 * * *', '30 */6 * * *')).toEqual([]);
  expect(besideMaintenance('29 7 * * *', '30 */6 * * *')).toHaveLength(1);
});

test('the default schedules keep clear of each other, whatever minutes they get', () => {
  for (const minute of [0, 29, 59]) {
    expect(besideMaintenance(daily.hour(3).at(minute), every(6).hours.at(59 - minute))).toEqual([]);
  }
  expect(besideMaintenance(undefined, undefined)).toEqual([]);
});

test('the zones of both count, in summer and in winter', () => {
  expect(besideMaintenance('0 3 * * *', '0 4 * * *', 'Europe/Berlin')).toEqual([
    '[storage/sync/sync] schedule: "0 3 * * *" in Etc/UTC starts when [storage/upkeep/nas] starts to maintain "nas", "0 4 * * *" in Europe/Berlin, and a copy wants 60 minutes between them; write "0 4 * * *" (rule M3)',
  ]);
  expect(besideMaintenance('0 3 * * *', '0 5 * * *', 'Europe/Berlin')).toHaveLength(1);
  expect(besideMaintenance('0 3 * * *', '0 3 * * *', 'Europe/Berlin')).toEqual([]);
});

test('where no time of day keeps clear, something has to run less often', () => {
  expect(besideMaintenance('1 3 * * *', '0 * * * *')).toEqual([
    '[storage/sync/sync] schedule: "1 3 * * *" in Etc/UTC starts 1 minute before or after [storage/upkeep/nas] starts to maintain "nas", "0 * * * *" in Etc/UTC, and a copy wants 60 minutes between them; no time of day is as far, so maintain "nas" less often, such as every(6).hours (rule M3)',
  ]);
  expect(besideMaintenance('30 * * * *', '0 4 * * *')).toEqual([
    '[storage/sync/sync] schedule: "30 * * * *" in Etc/UTC starts 30 minutes before or after [storage/upkeep/nas] starts to maintain "nas", "0 4 * * *" in Etc/UTC, and a copy wants 60 minutes between them; copy less often, such as daily (rule M3)',
  ]);
});

test('the warning is accepted by its rule, and maintenance of another repository is none of the sync', () => {
  const app = new GitOpsApp({ cluster });
  const chart = app.chart('storage', 'sync');
  const sync = new CloudSyncCronJob(chart, { from: nas, to: copy, schedule: '0 6 * * *' });
  new KopiaMaintenance(app.chart('storage', 'copy'), { repository: copy, schedule: '0 6 * * *' });
  expect(warningsOf(sync)).toEqual([]);
  new KopiaMaintenance(app.chart('storage', 'nas'), { repository: nas, schedule: '0 6 * * *' });
  acceptWarning(chart, 'M1', 'not the rule');
  expect(warningsOf(sync)).toHaveLength(1);
  acceptWarning(chart, 'M3', 'the export is on an SSD and nothing else is awake at that time');
  expect(warningsOf(sync)).toEqual([]);
});

test.each<[title: string, props: object, ...lines: string[]]>([
  [
    'an original that is a repository per app',
    { from: apps },
    'from: "apps" is a repository per app, and the original is one that all share; give it sharedPrefix(\'…\') (rule M1)',
    'to: the password of "copy" is field "KOPIA_PASSWORD" of item "kopia", but a copy opens with that of "apps", field "KOPIA_PASSWORD" of item "other"; name the same (rule S1)',
  ],
  [
    'a copy on NFS',
    { to: nas },
    'to: "nas" is on a volume, and two volumes of one house are one place; name a repository that is reached by network (rule S1)',
  ],
  [
    'a copy that is a repository per app',
    { to: apps },
    'to: the password of "apps" is field "KOPIA_PASSWORD" of item "other", but a copy opens with that of "nas", field "KOPIA_PASSWORD" of item "kopia"; name the same (rule S1)',
    'to: "apps" is a repository per app, and a copy is one that all share; give it sharedPrefix(\'…\') (rule M1)',
  ],
  [
    'a repository of another cluster',
    { to: copyCluster().repositories.copy },
    'to: "copy" is not a repository of cluster "copies"; use one of its own: nas, copy, apps (rule I2)',
  ],
  [
    'a name that leaves no room for the Job',
    { name: 'a'.repeat(53) },
    `name: "${'a'.repeat(53)}" has 53 characters; at most 52 fit; shorten it (rule I2)`,
  ],
  [
    'a schedule that is none',
    { schedule: '0 25 * * *' },
    'schedule: "0 25 * * *" has hour 25; hour goes from 0 to 23 (rule C1)',
  ],
  ['another mode', { mode: 'move' }, 'mode: "move" is not a mode; write "add" or "mirror" (rule D1)'],
  [
    'a first seeding that deletes',
    { mode: 'mirror', firstSeeding: true },
    'firstSeeding: with mode: "mirror" the first sync would empty whatever place it is pointed at; seed with mode: "add" (rule D1)',
  ],
  ['no workers', { parallel: 0 }, 'parallel: 0 is not a number of blobs; write a whole number, 1 or more'],
  [
    'another uid on the NAS',
    { mover: { uid: 1000 } },
    'mover.uid: 1000 cannot read what the movers of "nas" wrote as 568, mode 0600; use 568, or declare squashesUsers: true if the export maps all users to one (rule M2)',
  ],
])('%s is refused', (_, props, ...lines) => {
  const found = errorsOf(
    (app) => new CloudSyncCronJob(app.chart('storage', 'x'), 'sync', { from: nas, to: copy, ...props }),
    cluster,
  );
  expect(found).toEqual(lines.map((line) => `[storage/x/sync] ${line}`));
});

test('two syncs to one place, and a backup into a copy, are refused', () => {
  const found = errorsOf((app) => {
    new CloudSyncCronJob(app.chart('storage', 'one'), { from: nas, to: copy, name: 'one' });
    new CloudSyncCronJob(app.chart('storage', 'two'), { from: nas, to: copy, name: 'two' });
    new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', plan: cluster.plans.away });
  }, cluster);
  expect(found).toEqual([
    `[storage/two/cloud-sync-copy] to: "copy" is the copy that [storage/one/cloud-sync-copy] makes of "nas" already, and two syncs undo each other's work; give this one a place of its own (rule M1)`,
    '[games/romm/volsync-romm] repository: "copy" is the copy that [storage/one/cloud-sync-copy] makes of "nas", and what is backed up into it is not in the original; back up into "nas" alone, or give the copy a place of its own (rule M1)',
  ]);
});

test.each(['from', 'to'] as const)('no repository as %s stops at the line that says so', (field) => {
  const props = { from: nas, to: copy, [field]: undefined };
  expect(() => objectsOf((chart) => new CloudSyncCronJob(chart, 'x', props as never), cluster)).toThrow(
    new TypeError(
      `[test/x] ${field}: undefined is not a repository; use one of the cluster's, cluster.repositories.<name>`,
    ),
  );
});
