import {
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  type KopiaMaintenanceCronJobProps,
  VolsyncApp,
} from '../../../../src';
import { copyCluster, keysOf, podOf } from '../../../support/copies';
import { byField } from '../../../support/secret-sources';
import { errorsOf, find, objectsOf } from '../../../support/synth';
import { kopiaPods, placement } from '../../../support/whole-placement';

const cluster = copyCluster();
const { nas, copy, apps } = cluster.repositories;

test('minimal props: ownership is claimed before the full run, as the maintainer that VolSync would be', () => {
  const objects = objectsOf((chart) => new KopiaMaintenanceCronJob(chart, { repository: nas }), cluster);
  const connection = keysOf(find(objects, 'ExternalSecret', 'kopia-maintenance-nas'))['repository.config'] ?? '';
  expect(JSON.parse(connection)).toMatchObject({ username: 'maintenance', hostname: 'volsync', readonly: false });
  const cronJob = find(objects, 'CronJob', 'kopia-maintenance-nas');
  expect(cronJob.spec.schedule).toMatch(/^\d+ \*\/6 \* \* \*$/);
  const pod = podOf(cronJob);
  expect(pod.initContainers).toHaveLength(1);
  expect(pod.initContainers[0]).toMatchObject({
    name: 'claim',
    args: ['maintenance', 'set', '--owner=me', '--enable-quick=true'],
  });
  expect(pod.containers).toHaveLength(1);
  expect(pod.containers[0]).toMatchObject({ name: 'maintenance', args: ['maintenance', 'run', '--full'] });
  const { name, args, ...rest } = pod.containers[0];
  expect(pod.initContainers[0]).toMatchObject(rest);
});

test('the NAS can be written, and Kopia finds room for its lock beside the connection', () => {
  const objects = objectsOf((chart) => new KopiaMaintenanceCronJob(chart, { repository: nas }), cluster);
  const pod = podOf(find(objects, 'CronJob', 'kopia-maintenance-nas'));
  expect(pod.volumes[0]).toEqual({
    name: 'repository',
    nfs: { server: 'nas.internal', path: '/backups', readOnly: false },
  });
  expect(pod.containers[0].volumeMounts).toEqual([
    { name: 'repository', mountPath: '/repository', readOnly: false },
    { name: 'kopia', mountPath: '/kopia' },
    { name: 'files', mountPath: '/kopia/repository.config', subPath: 'repository.config', readOnly: true },
    { name: 'home', mountPath: '/tmp' },
  ]);
});

test('all props reach the output', () => {
  const props: Required<KopiaMaintenanceCronJobProps> = {
    repository: copy,
    name: 'keep-copy',
    schedule: '@daily',
    mover: { uid: 1000, gid: 1000 },
    image: { repository: 'example.org/kopia', tag: '0.22.3' },
    secrets: byField,
    cache: '1Gi',
    resources: { requests: { cpu: '1' } },
    ...kopiaPods,
    timeZone: 'America/New_York',
    activeDeadlineSeconds: 3600,
    startingDeadlineSeconds: 60,
    backoffLimit: 3,
    ttlSecondsAfterFinished: 60,
    successfulJobsHistoryLimit: 2,
    failedJobsHistoryLimit: 5,
  };
  const objects = objectsOf((chart) => new KopiaMaintenanceCronJob(chart, 'mine', props), cluster);
  const cronJob = find(objects, 'CronJob', 'keep-copy');
  expect(cronJob.spec).toMatchObject({
    schedule: '0 0 * * *',
    timeZone: 'America/New_York',
    startingDeadlineSeconds: 60,
    successfulJobsHistoryLimit: 2,
    failedJobsHistoryLimit: 5,
    jobTemplate: { spec: { activeDeadlineSeconds: 3600, backoffLimit: 3, ttlSecondsAfterFinished: 60 } },
  });
  const pod = podOf(cronJob);
  expect(pod.securityContext.runAsUser).toBe(1000);
  expect(pod).toMatchObject(placement);
  expect(cronJob.spec.jobTemplate.spec.template.metadata).toMatchObject({
    labels: { 'example.org/net': 'storage' },
    annotations: { 'example.org/mesh': 'no' },
  });
  expect(pod.volumes).toContainEqual({ name: 'kopia', emptyDir: { sizeLimit: '1Gi' } });
  for (const container of [...pod.initContainers, ...pod.containers]) {
    expect(container).toMatchObject({ image: 'example.org/kopia:0.22.3', resources: { requests: { cpu: '1' } } });
  }
  expect(keysOf(find(objects, 'ExternalSecret', 'keep-copy'))).toHaveProperty('AWS_SECRET_ACCESS_KEY');
});

test('it is the maintainer that a repository in use must have', () => {
  const found = errorsOf((app) => {
    new KopiaMaintenanceCronJob(app.chart('storage', 'maintenance'), { repository: nas });
    new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
  }, cluster);
  expect(found).toEqual([]);
});

test('a maintainer of each kind is one too many', () => {
  const found = errorsOf((app) => {
    new KopiaMaintenance(app.chart('storage', 'one'), { repository: nas });
    new KopiaMaintenanceCronJob(app.chart('storage', 'two'), { repository: nas });
  }, cluster);
  expect(found).toEqual([
    `[storage/two/maintenance-cron-job-nas] repository: "nas" is maintained by [storage/one/maintenance-nas] already, and two maintainers of one repository destroy each other's blobs; remove one (rule M1)`,
  ]);
});

test.each<[title: string, props: object, ...lines: string[]]>([
  [
    'a maintainer of what the apps maintain',
    { repository: apps },
    'repository: "apps" is a repository per app, each with a maintainer of its own from VolsyncApp; remove this one (rule M1)',
  ],
  [
    'another uid on the NAS',
    { mover: { uid: 33 } },
    'mover.uid: 33 cannot read what the movers of "nas" wrote as 568, mode 0600; use 568, or declare squashesUsers: true if the export maps all users to one (rule M2)',
  ],
  [
    'a name that leaves no room for the Job',
    { name: 'a'.repeat(53) },
    `name: "${'a'.repeat(53)}" has 53 characters; at most 52 fit; shorten it (rule I2)`,
  ],
  [
    'a schedule that is none',
    { schedule: 'daily' },
    'schedule: "daily" does not have five fields with one blank between; write "minute hour day month weekday" (rule C1)',
  ],
])('%s is refused', (_, props, ...lines) => {
  const found = errorsOf(
    (app) => new KopiaMaintenanceCronJob(app.chart('storage', 'x'), 'it', { repository: nas, ...props }),
    cluster,
  );
  expect(found).toEqual(lines.map((line) => `[storage/x/it] ${line}`));
});

test('no repository stops at the line that says so', () => {
  expect(() => objectsOf((chart) => new KopiaMaintenanceCronJob(chart, {} as never), cluster)).toThrow(
    "[test/maintenance-cron-job-undefined] repository: undefined is not a repository; use one of the cluster's, cluster.repositories.<name>",
  );
});
