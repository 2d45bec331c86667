import { CloudSyncCronJob, InitializeRepository, type InitializeRepositoryProps } from '../../../../src';
import { storageToken, vaultParts } from '../../../../src/constructs/kopia/connection';
import { copyCluster, keysOf, podOf } from '../../../support/copies';
import { byField } from '../../../support/secret-sources';
import { errorsOf, type KubeObject, objectsOf } from '../../../support/synth';
import { kopiaPods, placement } from '../../../support/whole-placement';

const cluster = copyCluster();
const { nas, copy, apps } = cluster.repositories;

function made(props: InitializeRepositoryProps, of = cluster): { job: KubeObject; secret: KubeObject } {
  const [secret, job] = objectsOf((chart) => new InitializeRepository(chart, props), of) as [KubeObject, KubeObject];
  return { job, secret };
}

test('minimal props, on NFS: one try, made once, owned by the maintainer', () => {
  const { job, secret } = made({ repository: nas });
  const { name } = job.metadata;
  expect(name).toMatch(/^initialize-nas-[0-9a-f]{8}$/);
  expect(job).toMatchObject({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      namespace: 'games',
      labels: { 'app.kubernetes.io/name': name, 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' },
    },
  });
  const { template, ...spec } = job.spec;
  // Nothing removes the Job when it has ended: Flux would make it anew.
  expect(spec).toEqual({ activeDeadlineSeconds: 3600, backoffLimit: 0 });
  const pod = podOf(job);
  expect(pod.containers[0].args).toEqual([
    'repository',
    'create',
    'filesystem',
    '--path=/repository',
    '--override-username=maintenance',
    '--override-hostname=volsync',
  ]);
  expect(pod.volumes).toEqual([
    { name: 'repository', nfs: { server: 'nas.internal', path: '/backups', readOnly: false } },
    { name: 'kopia', emptyDir: { sizeLimit: '8Gi' } },
    { name: 'home', emptyDir: {} },
  ]);
  expect(keysOf(secret)).toEqual({ KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}' });
});

test('in a bucket its place is a token that the Secret makes of the vault', () => {
  const { job, secret } = made({ repository: copy });
  expect(podOf(job).containers[0].args).toEqual([
    'repository',
    'create',
    'from-config',
    '--token-file=/kopia/storage.token',
    '--override-username=maintenance',
    '--override-hostname=volsync',
  ]);
  const { 'storage.token': token, ...rest } = keysOf(secret);
  expect(Object.keys(rest).sort()).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'KOPIA_PASSWORD']);
  const json =
    '{"version":"1","storage":{"type":"s3","config":{"bucket":%s,"endpoint":"s3.example.org","prefix":"nas/","region":"auto"}}}';
  expect(token).toBe(
    `{{ printf ${JSON.stringify(json)} (.credentials_BUCKET | toJson) | b64enc | replace "+" "-" | replace "/" "_" | trimAll "=" }}`,
  );
});

test('fields of any name reach the token', () => {
  const odd = copyCluster({}, { endpoint: [{ field: 'end-point' }, ':9000'] });
  const token = keysOf(made({ repository: odd.repositories.copy }, odd).secret)['storage.token'];
  expect(token).toContain('\\"bucket\\":%s,\\"endpoint\\":%s,');
  expect(token).toContain(
    ' (.credentials_BUCKET | toJson) (printf "%s:9000" .credentials_end_U002d_point | toJson) | b64enc',
  );
});

test('percent signs, which no place has yet, reach the token', () => {
  const odd = { ...copy, endpoint: [{ field: 'HOST' }, '%s'] };
  const token = storageToken(odd, vaultParts({ password: '', credential: (name) => `{{ .${name} }}` }));
  expect(token).toContain('\\"bucket\\":%s,\\"endpoint\\":%s,');
  expect(token).toContain(' (.BUCKET | toJson) (printf "%s%%s" .HOST | toJson) | b64enc');
});

test('all props reach the output', () => {
  const props: Required<InitializeRepositoryProps> = {
    repository: copy,
    mover: { uid: 1000, gid: 1000 },
    image: { repository: 'example.org/kopia', tag: '0.22.3' },
    secrets: byField,
    resources: { limits: { memory: '1Gi' } },
    ...kopiaPods,
  };
  const [, job] = objectsOf((chart) => new InitializeRepository(chart, 'mine', props), cluster);
  const pod = podOf(job as KubeObject);
  expect(pod.securityContext.runAsUser).toBe(1000);
  expect(pod).toMatchObject(placement);
  expect((job as KubeObject).spec.template.metadata).toMatchObject({
    labels: { 'example.org/net': 'storage' },
    annotations: { 'example.org/mesh': 'no' },
  });
  expect(pod.containers[0]).toMatchObject({
    image: 'example.org/kopia:0.22.3',
    resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '1Gi' } },
  });
});

test('the name changes with the place of the repository, and with nothing else', () => {
  const name = (change: object) => {
    const changed = copyCluster(change);
    return made({ repository: changed.repositories.nas }, changed).job.metadata.name;
  };
  const image = { repository: 'example.org/kopia', tag: '9' };
  expect(made({ repository: nas, image, mover: { gid: 100 } }).job.metadata.name).toBe(name({}));
  expect(name({ secret: { item: 'other' }, maintenance: '0 5 * * *', squashesUsers: true })).toBe(name({}));
  expect(name({ path: '/backups/' })).toBe(name({}));
  expect(name({ path: '/backups2' })).not.toBe(name({}));
});

test.each<[title: string, props: object, ...lines: string[]]>([
  [
    'repositories of apps, which movers create',
    { repository: apps },
    'repository: "apps" is a repository per app, and this creates one that all share; give it sharedPrefix(\'…\') (rule M1)',
  ],
  [
    'another uid on the NAS',
    { mover: { uid: 33 } },
    'mover.uid: 33 cannot read what the movers of "nas" wrote as 568, mode 0600; use 568, or declare squashesUsers: true if the export maps all users to one (rule M2)',
  ],
])('%s are refused', (_, props, ...lines) => {
  const found = errorsOf(
    (app) => new InitializeRepository(app.chart('storage', 'x'), 'it', { repository: nas, ...props }),
    cluster,
  );
  expect(found).toEqual(lines.map((line) => `[storage/x/it] ${line}`));
});

test('a repository in the place of a copy is refused', () => {
  const found = errorsOf((app) => {
    new CloudSyncCronJob(app.chart('storage', 'sync'), { from: nas, to: copy });
    new InitializeRepository(app.chart('storage', 'x'), { repository: copy });
  }, cluster);
  expect(found).toEqual([
    '[storage/x/initialize-copy] repository: "copy" is the copy that [storage/sync/cloud-sync-copy] makes of "nas", and a new repository there would keep every sync out; remove this one, and begin the copy with firstSeeding: true (rule M1)',
  ]);
});

test('no repository stops at the line that says so', () => {
  expect(() => objectsOf((chart) => new InitializeRepository(chart, 'x', {} as never), cluster)).toThrow(
    "[test/x] repository: undefined is not a repository; use one of the cluster's, cluster.repositories.<name>",
  );
});
