import {
  CloudSyncCronJob,
  destination,
  every,
  KopiaMaintenance,
  KopiaVerify,
  type KopiaVerifyProps,
  VolsyncApp,
  type VolsyncAppProps,
} from '../../../../src';
import { SCRIPT } from '../../../../src/constructs/kopia/verify/script';
import { copyCluster, keysOf, podOf } from '../../../support/copies';
import { byField } from '../../../support/secret-sources';
import { errorsOf, find, objectsOf } from '../../../support/synth';
import { kopiaPods, placement } from '../../../support/whole-placement';

interface ConfigMap {
  readonly metadata: { readonly annotations?: object };
  readonly data: Readonly<Record<string, string>>;
}

const cluster = copyCluster();
const { nas, copy, apps } = cluster.repositories;

test('minimal props: a weekly look at everything on the NAS, opened and mounted read-only', () => {
  const objects = objectsOf((chart) => new KopiaVerify(chart, { repository: nas }), cluster);
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ExternalSecret kopia-verify-nas',
    'CronJob kopia-verify-nas',
    'ConfigMap kopia-verify-nas-script',
  ]);
  const secret = find(objects, 'ExternalSecret', 'kopia-verify-nas');
  const { 'repository.config': connection = '', ...rest } = keysOf(secret);
  expect(rest).toEqual({ KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}' });
  expect(JSON.parse(connection)).toMatchObject({
    storage: { type: 'filesystem', config: { path: '/repository' } },
    hostname: 'games',
    username: 'kopia-verify-nas',
    readonly: true,
  });
  const cronJob = find(objects, 'CronJob', 'kopia-verify-nas');
  expect(cronJob.spec.schedule).toMatch(/^\d+ 9 \* \* 0$/);
  const pod = podOf(cronJob);
  expect(pod.volumes[0]).toEqual({
    name: 'repository',
    nfs: { server: 'nas.internal', path: '/backups', readOnly: true },
  });
  expect(pod.initContainers).toBeUndefined();
  expect(pod.containers).toEqual([
    expect.objectContaining({
      name: 'verify',
      command: ['sh', '/kopia/verify.sh'],
      args: [
        'kopia',
        'snapshot',
        'verify',
        '--verify-files-percent=5',
        '--max-errors=100',
        '--parallel=8',
        '--file-parallelism=8',
        '--no-progress',
      ],
    }),
  ]);
  const [{ volumeMounts }] = pod.containers;
  expect(volumeMounts[0]).toEqual({ name: 'repository', mountPath: '/repository', readOnly: true });
  expect(volumeMounts).toContainEqual({
    name: 'script',
    mountPath: '/kopia/verify.sh',
    subPath: 'verify.sh',
    readOnly: true,
  });
  const { metadata, data } = find(objects, 'ConfigMap', 'kopia-verify-nas-script') as unknown as ConfigMap;
  expect(metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' });
  expect(data).toEqual({ 'verify.sh': SCRIPT, declared: 'repository\n' });
});

test('all props reach the output, here for a copy: nothing is mounted, and the keys come from the environment', () => {
  const props: Required<KopiaVerifyProps> = {
    repository: copy,
    name: 'verify-off-site',
    schedule: '30 10 1 * *',
    filesPercent: 0.5,
    grace: '2h',
    maxErrors: 1,
    parallel: 2,
    mover: { uid: 1000, gid: 1000 },
    image: { repository: 'example.org/kopia', tag: '0.22.3' },
    secrets: byField,
    cache: '20Gi',
    resources: { limits: { memory: '4Gi' } },
    ...kopiaPods,
    timeZone: 'UTC',
    activeDeadlineSeconds: 60,
    startingDeadlineSeconds: 10,
    backoffLimit: 2,
    ttlSecondsAfterFinished: 0,
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 0,
  };
  const objects = objectsOf((chart) => new KopiaVerify(chart, 'mine', props), cluster);
  const cronJob = find(objects, 'CronJob', 'verify-off-site');
  const { jobTemplate, ...spec } = cronJob.spec;
  expect(spec).toEqual({
    schedule: '30 10 1 * *',
    timeZone: 'UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 10,
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 0,
  });
  expect(jobTemplate.spec).toMatchObject({ activeDeadlineSeconds: 60, backoffLimit: 2, ttlSecondsAfterFinished: 0 });
  const pod = podOf(cronJob);
  expect(pod.securityContext.runAsUser).toBe(1000);
  expect(pod).toMatchObject(placement);
  expect(cronJob.spec.jobTemplate.spec.template.metadata).toMatchObject({
    labels: { 'example.org/net': 'storage' },
    annotations: { 'example.org/mesh': 'no' },
  });
  expect(pod.volumes.map(({ name }: { name: string }) => name)).toEqual(['files', 'script', 'kopia', 'home']);
  expect(pod.containers[0]).toMatchObject({
    image: 'example.org/kopia:0.22.3',
    resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '4Gi' } },
    args: expect.arrayContaining(['--verify-files-percent=0.5', '--max-errors=1', '--parallel=2']),
  });
  const keys = keysOf(find(objects, 'ExternalSecret', 'verify-off-site'));
  expect(Object.keys(keys).sort()).toEqual([
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'KOPIA_PASSWORD',
    'repository.config',
  ]);
  const connection = keys['repository.config']?.replace('{{ .credentials_BUCKET | toJson }}', '"the bucket"') ?? '';
  expect(JSON.parse(connection)).toMatchObject({
    storage: { type: 's3', config: { bucket: 'the bucket', prefix: 'nas/' } },
    caching: { maxCacheSize: 5 * 2 ** 30, maxMetadataCacheSize: 10 * 2 ** 30 },
    readonly: true,
  });
});

/** The declarations of a KopiaVerify among apps that come before it and after it. */
function declaredBy(props: KopiaVerifyProps, apps: readonly VolsyncAppProps[], sync?: string): string {
  const objects = objectsOf((chart) => {
    const [first, ...rest] = apps;
    if (first) new VolsyncApp(chart, first);
    new KopiaVerify(chart, props);
    for (const each of rest) new VolsyncApp(chart, each);
    new KopiaMaintenance(chart, { repository: nas });
    if (sync) new CloudSyncCronJob(chart, { from: nas, to: copy, schedule: sync });
  }, cluster);
  const { name } = props.repository;
  return (find(objects, 'ConfigMap', `kopia-verify-${name}-script`) as unknown as ConfigMap).data.declared ?? '';
}

const hour = 3600;
const identity = (hours: number, userName: string) =>
  `identity ${hours * hour} ${JSON.stringify({ host: 'games', userName, path: '/data' })}\n`;
const away = [destination(apps, { schedule: every(6).hours, retention: { daily: 7 } })];

test('what is declared anywhere in the tree is looked for, each as old as its schedule and a day allow', () => {
  const plex = { app: 'plex', schedule: '0 4 * * 0' };
  expect(declaredBy({ repository: nas }, [{ app: 'romm' }, plex])).toBe(
    `repository\n${identity(8 * 24, 'plex')}${identity(25, 'romm')}`,
  );
  expect(declaredBy({ repository: nas, grace: '30m' }, [{ app: 'romm' }])).toBe(`repository\n${identity(1.5, 'romm')}`);
});

test('what is backed up elsewhere is not', () => {
  expect(declaredBy({ repository: nas }, [{ app: 'romm' }, { app: 'plex', destinations: away }])).toBe(
    `repository\n${identity(25, 'romm')}`,
  );
});

test('a copy is held against its original, and may lag behind it by one sync', () => {
  expect(declaredBy({ repository: copy }, [{ app: 'romm' }], '0 3 * * *')).toBe(`repository\n${identity(49, 'romm')}`);
});

test('repositories of apps are looked through one after the other, each by the connection of all with its names put in', () => {
  const plex = { app: 'plex', destinations: away };
  expect(declaredBy({ repository: apps }, [{ app: 'romm', destinations: away }, { app: 'other' }, plex])).toBe(
    `repository games plex\n${identity(30, 'plex-apps')}repository games romm\n${identity(30, 'romm-apps')}`,
  );
  const objects = objectsOf((chart) => {
    new VolsyncApp(chart, plex);
    new KopiaVerify(chart, { repository: apps });
  }, cluster);
  const { 'repository.config': connection = '', ...rest } = keysOf(
    find(objects, 'ExternalSecret', 'kopia-verify-apps'),
  );
  expect(Object.keys(rest).sort()).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'KOPIA_PASSWORD']);
  expect(connection).toContain('"prefix": "@app@/"');
});

test.each<[title: string, props: object, ...lines: string[]]>([
  [
    'repositories of apps that there are not',
    { repository: apps },
    'repository: "apps" is a repository per app, and nothing in this tree backs up into it, so there is none to look through; add new VolsyncApp(chart, { app }) with it among its destinations, or remove this',
  ],
  [
    'no patience',
    { grace: '0h' },
    'grace: "0h" is not a duration; write days, hours and minutes such as "1h" or "1h30m"',
  ],
  [
    'more than everything',
    { filesPercent: 101 },
    'filesPercent: 101 is not a percentage; write a number from 0 to 100',
  ],
  ['half an error', { maxErrors: 0.5 }, 'maxErrors: 0.5 is not a number of errors; write a whole number, 1 or more'],
  ['no workers', { parallel: 0 }, 'parallel: 0 is not a number of workers; write a whole number, 1 or more'],
  [
    'another uid on the NAS',
    { mover: { uid: 33 } },
    'mover.uid: 33 cannot read what the movers of "nas" wrote as 568, mode 0600; use 568, or declare squashesUsers: true if the export maps all users to one (rule M2)',
  ],
  [
    'a name in capitals',
    { name: 'Verify' },
    'name: "Verify" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    'a schedule with a name of a day',
    { schedule: '0 9 * * SUN' },
    'schedule: "0 9 * * SUN" has day of week "SUN", which VolSync does not read; write *, */n, n, a-b or n,m (rule C1)',
  ],
])('%s are refused', (_, props, ...lines) => {
  const found = errorsOf(
    (app) => new KopiaVerify(app.chart('storage', 'x'), 'verify', { repository: nas, ...props }),
    cluster,
  );
  expect(found).toEqual(lines.map((line) => `[storage/x/verify] ${line}`));
});

test('a copy may be looked through', () => {
  expect(errorsOf((app) => new KopiaVerify(app.chart('storage', 'x'), { repository: copy }), cluster)).toEqual([]);
});

test('no repository stops at the line that says so', () => {
  expect(() => objectsOf((chart) => new KopiaVerify(chart, 'x', {} as never), cluster)).toThrow(
    "[test/x] repository: undefined is not a repository; use one of the cluster's, cluster.repositories.<name>",
  );
});
