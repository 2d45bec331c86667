import type { Chart } from 'cdk8s';
import {
  CloudSyncCronJob,
  existingSecret,
  externalSecrets,
  field,
  fluxVar,
  InitializeRepository,
  KopiaMaintenanceCronJob,
  KopiaServer,
  type KopiaServerProps,
  KopiaVerify,
  type Repository,
} from '../../../src';
import { keysOf, podOf } from '../../support/copies';
import { sops } from '../../support/sops-cluster';
import { errorsOf, find, type KubeObject, objectsOf } from '../../support/synth';

const { nas, share, minio, box, door, far, copy, cloud } = sops.repositories;
const made = (build: (chart: Chart) => void) => objectsOf(build, sops);
const kinds = (objects: readonly KubeObject[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

/** What a pod takes from Secrets: `<variable>: <Secret>/<key>`. */
function secretsIn(object: KubeObject): string[] {
  const [{ env }] = podOf(object).containers;
  type Variable = { name: string; valueFrom?: { secretKeyRef: { name: string; key: string } } };
  return (env as Variable[]).flatMap(({ name, valueFrom }) =>
    valueFrom ? [`${name}: ${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}`] : [],
  );
}

/** Where its files are from, and where they are; its script, which is the same for all, aside. */
function filesIn(object: KubeObject): unknown[] {
  const { volumes, containers } = podOf(object);
  const named = ({ name }: { name: string }) => name !== 'script';
  const sources = volumes
    .filter((each: { secret?: object; configMap?: object }) => each.secret ?? each.configMap)
    .filter(named);
  const mounts = containers[0].volumeMounts.filter(({ subPath }: { subPath?: string }) => subPath).filter(named);
  return [...sources, ...mounts.map(({ name, mountPath }: Record<string, string>) => `${name} at ${mountPath}`)];
}

const dataOf = (objects: readonly KubeObject[], name: string): Record<string, string> =>
  (find(objects, 'ConfigMap', name) as unknown as { data: Record<string, string> }).data;

test('on a volume: the password comes from the Secret, the connection from a ConfigMap', () => {
  const objects = made((chart) => new KopiaVerify(chart, { repository: nas }));
  expect(kinds(objects)).toEqual([
    'ConfigMap kopia-verify-nas',
    'CronJob kopia-verify-nas',
    'ConfigMap kopia-verify-nas-script',
  ]);
  const cronJob = find(objects, 'CronJob', 'kopia-verify-nas');
  expect(secretsIn(cronJob)).toEqual(['KOPIA_PASSWORD: kopia-nas/KOPIA_PASSWORD']);
  expect(filesIn(cronJob)).toEqual([
    {
      name: 'files',
      configMap: { name: 'kopia-verify-nas', items: [{ key: 'repository.config', path: 'repository.config' }] },
    },
    'files at /kopia/repository.config',
  ]);
  const { storage, username, hostname } = JSON.parse(dataOf(objects, 'kopia-verify-nas')['repository.config'] ?? '');
  expect([storage, username, hostname]).toEqual([
    { type: 'filesystem', config: { path: '/repository' } },
    'kopia-verify-nas',
    'games',
  ]);
});

test('in a bucket: the keys come from the Secret as well, and the place is plain', () => {
  const objects = made((chart) => new KopiaMaintenanceCronJob(chart, { repository: minio }));
  expect(secretsIn(find(objects, 'CronJob', 'kopia-maintenance-minio'))).toEqual([
    'KOPIA_PASSWORD: kopia-minio/KOPIA_PASSWORD',
    'AWS_ACCESS_KEY_ID: kopia-minio/AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY: kopia-minio/AWS_SECRET_ACCESS_KEY',
  ]);
  const { storage } = JSON.parse(dataOf(objects, 'kopia-maintenance-minio')['repository.config'] ?? '');
  expect(storage).toEqual({
    type: 's3',
    config: { bucket: 'backups', endpoint: 'minio.storage.svc:9000', prefix: 'kopia/', doNotUseTLS: true },
  });
});

const onBox = (path: string) => ({
  type: 'sftp',
  config: {
    host: 'box.internal',
    port: 22,
    username: 'kopia',
    path,
    keyfile: '/kopia/SFTP_KEY_FILE',
    knownHostsData: box.type === 'sftp' ? box.knownHosts : undefined,
  },
});

test('on an SFTP server: the private key is a file of the Secret, which the connection names', () => {
  const objects = made((chart) => new KopiaVerify(chart, { repository: box }));
  const cronJob = find(objects, 'CronJob', 'kopia-verify-box');
  expect(secretsIn(cronJob)).toEqual(['KOPIA_PASSWORD: kopia-box/KOPIA_PASSWORD']);
  expect(filesIn(cronJob)).toEqual([
    {
      name: 'files',
      configMap: { name: 'kopia-verify-box', items: [{ key: 'repository.config', path: 'repository.config' }] },
    },
    { name: 'keys', secret: { secretName: 'kopia-box', items: [{ key: 'SFTP_KEY_FILE', path: 'SFTP_KEY_FILE' }] } },
    'files at /kopia/repository.config',
    'keys at /kopia/SFTP_KEY_FILE',
  ]);
  expect(JSON.parse(dataOf(objects, 'kopia-verify-box')['repository.config'] ?? '').storage).toEqual(onBox('/kopia'));
});

describe('a copy', () => {
  test('opens the original with the Secret of that, and its own place with its own', () => {
    const objects = made((chart) => new CloudSyncCronJob(chart, { from: nas, to: copy }));
    expect(kinds(objects)).toEqual(['ConfigMap cloud-sync-copy', 'CronJob cloud-sync-copy']);
    expect(secretsIn(find(objects, 'CronJob', 'cloud-sync-copy'))).toEqual([
      'KOPIA_PASSWORD: kopia-nas/KOPIA_PASSWORD',
      'AWS_ACCESS_KEY_ID: kopia-copy/AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY: kopia-copy/AWS_SECRET_ACCESS_KEY',
    ]);
    const data = dataOf(objects, 'cloud-sync-copy');
    expect(Object.keys(data)).toEqual(['destination.config', 'repository.config']);
    expect(JSON.parse(data['destination.config'] ?? '')).toEqual({
      storage: { type: 's3', config: { bucket: 'copies', endpoint: 's3.example.org', region: 'auto' } },
    });
  });

  test('on an SFTP server is opened by the key in its own Secret', () => {
    const objects = made((chart) => new CloudSyncCronJob(chart, { from: share, to: far }));
    const cronJob = find(objects, 'CronJob', 'cloud-sync-far');
    expect(secretsIn(cronJob)).toEqual(['KOPIA_PASSWORD: kopia-share/KOPIA_PASSWORD']);
    expect(filesIn(cronJob)).toContainEqual({
      name: 'keys',
      secret: { secretName: 'kopia-far', items: [{ key: 'SFTP_KEY_FILE', path: 'SFTP_KEY_FILE' }] },
    });
    const { storage } = JSON.parse(dataOf(objects, 'cloud-sync-far')['destination.config'] ?? '');
    expect(storage).toEqual(onBox('/copies'));
  });

  test('whose keys are in a vault, and the password is not, has a Secret made of the keys alone', () => {
    const objects = made((chart) => new CloudSyncCronJob(chart, { from: nas, to: cloud }));
    expect(kinds(objects)).toEqual(['ExternalSecret cloud-sync-cloud-keys', 'CronJob cloud-sync-cloud']);
    const secret = find(objects, 'ExternalSecret', 'cloud-sync-cloud-keys');
    expect(Object.keys(keysOf(secret))).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'destination.config',
      'repository.config',
    ]);
    expect(secret.spec.dataFrom.map(({ extract }: { extract: object }) => extract)).toEqual([{ key: 'cloudflare' }]);
    const cronJob = find(objects, 'CronJob', 'cloud-sync-cloud');
    expect(secretsIn(cronJob)).toEqual([
      'KOPIA_PASSWORD: kopia-nas/KOPIA_PASSWORD',
      'AWS_ACCESS_KEY_ID: cloud-sync-cloud-keys-secret/AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY: cloud-sync-cloud-keys-secret/AWS_SECRET_ACCESS_KEY',
    ]);
    expect(filesIn(cronJob)[0]).toMatchObject({ secret: { secretName: 'cloud-sync-cloud-keys-secret' } });
  });

  test('whose password is in a vault, and the keys are not, has a Secret made of the password alone', () => {
    const original = {
      ...nas,
      secret: { item: 'kopia', password: 'KOPIA_PASSWORD' },
      secrets: externalSecrets({ store: { kind: 'SecretStore', name: 'vault' } }),
    };
    const cluster = { ...sops, repositories: { ...sops.repositories, nas: original } };
    const objects = objectsOf((chart) => new CloudSyncCronJob(chart, { from: original, to: copy }), cluster);
    expect(kinds(objects)).toEqual([
      'ExternalSecret cloud-sync-copy',
      'ConfigMap cloud-sync-copy',
      'CronJob cloud-sync-copy',
    ]);
    expect(Object.keys(keysOf(find(objects, 'ExternalSecret', 'cloud-sync-copy')))).toEqual(['KOPIA_PASSWORD']);
    expect(secretsIn(find(objects, 'CronJob', 'cloud-sync-copy'))).toEqual([
      'KOPIA_PASSWORD: cloud-sync-copy-secret/KOPIA_PASSWORD',
      'AWS_ACCESS_KEY_ID: kopia-copy/AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY: kopia-copy/AWS_SECRET_ACCESS_KEY',
    ]);
  });
});

describe('a repository is created', () => {
  const create = (repository: Repository) => made((chart) => new InitializeRepository(chart, { repository }));
  const job = (objects: readonly KubeObject[]) => objects.find(({ kind }) => kind === 'Job') as KubeObject;

  test('on a volume with nothing but the password', () => {
    const objects = create(nas);
    expect(objects.map(({ kind }) => kind)).toEqual(['Job']);
    expect(secretsIn(job(objects))).toEqual(['KOPIA_PASSWORD: kopia-nas/KOPIA_PASSWORD']);
  });

  test('in a bucket by a token that Kopia reads, and anybody may', () => {
    const objects = create(minio);
    const { name } = job(objects).metadata;
    const token = dataOf(objects, name)['storage.token'] ?? '';
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(JSON.parse(Buffer.from(token, 'base64url').toString())).toEqual({
      version: '1',
      storage: {
        type: 's3',
        config: { bucket: 'backups', endpoint: 'minio.storage.svc:9000', prefix: 'kopia/', doNotUseTLS: true },
      },
    });
    expect(secretsIn(job(objects)).slice(1)).toEqual([
      'AWS_ACCESS_KEY_ID: kopia-minio/AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY: kopia-minio/AWS_SECRET_ACCESS_KEY',
    ]);
  });

  test('but not by a token with a Flux variable in it, which Flux could not see', () => {
    const odd = { ...minio, endpoint: `minio.${fluxVar('SECRET_DOMAIN')}` } as Repository;
    const cluster = { ...sops, repositories: { ...sops.repositories, minio: odd } } as typeof sops;
    const wrong = (props: object) =>
      errorsOf((app) => new InitializeRepository(app.chart('storage', 'x'), 'create', { repository: odd, ...props }), {
        ...cluster,
        flux: { ...cluster.flux, substituteFrom: [{ kind: 'Secret', name: 'cluster' }] },
      });
    expect(wrong({})).toEqual([
      '[storage/x/create] repository: "minio" is declared with a Flux variable, which Flux cannot see in the token that Kopia makes it of; write it out, or secrets: externalSecrets({ store: { kind, name } }) here (rule F1)',
    ]);
  });
});

describe('a server', () => {
  const serverOf = (props: Partial<KopiaServerProps>) =>
    made((chart) => new KopiaServer(chart, { repository: minio, ...props }));
  const valuesOf = (objects: readonly KubeObject[]) => find(objects, 'HelmRelease', 'kopia').spec.values;
  const from = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });

  test('takes all from one Secret that exists, and the connection from a ConfigMap', () => {
    const objects = serverOf({});
    expect(kinds(objects)).toEqual(['NetworkPolicy kopia', 'OCIRepository kopia', 'HelmRelease kopia']);
    const { controllers, configMaps, persistence } = valuesOf(objects);
    expect(controllers.kopia.annotations).toEqual({ 'secret.reloader.stakater.com/reload': 'kopia-minio' });
    expect(controllers.kopia.containers.app.env).toMatchObject({
      KOPIA_PASSWORD: from('kopia-minio', 'KOPIA_PASSWORD'),
      AWS_ACCESS_KEY_ID: from('kopia-minio', 'AWS_ACCESS_KEY_ID'),
      AWS_SECRET_ACCESS_KEY: from('kopia-minio', 'AWS_SECRET_ACCESS_KEY'),
      KOPIA_SERVER_USERNAME: 'kopia',
      KOPIA_SERVER_PASSWORD: from('kopia-minio', 'KOPIA_SERVER_PASSWORD'),
    });
    expect(JSON.parse(configMaps.kopia.data['repository.config']).storage.config.bucket).toBe('backups');
    expect(persistence.config).toEqual({
      type: 'configMap',
      identifier: 'kopia',
      globalMounts: [
        { path: '/kopia/repository.config', subPath: 'repository.config', readOnly: true },
        { path: '/kopia/ui-preferences.json', subPath: 'ui-preferences.json', readOnly: true },
      ],
    });
  });

  test('has a login of its own, whose keys are called as people call them', () => {
    const login = {
      secrets: existingSecret(({ namespace }) => `${namespace}-login`),
      username: field('user'),
      password: 'password',
      cookieKey: 'cookie.key',
    };
    const { controllers } = valuesOf(serverOf({ login }));
    expect(controllers.kopia.annotations).toEqual({ 'secret.reloader.stakater.com/reload': 'kopia-minio,games-login' });
    expect(controllers.kopia.containers.app.env).toMatchObject({
      KOPIA_SERVER_USERNAME: from('games-login', 'user'),
      KOPIA_SERVER_PASSWORD: from('games-login', 'password'),
      KOPIA_AUTH_COOKIE_SIGNING_KEY: from('games-login', 'cookie.key'),
    });
  });

  test('mounts a private key of an SFTP server', () => {
    const { persistence } = valuesOf(serverOf({ repository: box }));
    expect(persistence.keys).toEqual({
      type: 'secret',
      name: 'kopia-box',
      globalMounts: [{ path: '/kopia/SFTP_KEY_FILE', subPath: 'SFTP_KEY_FILE', readOnly: true }],
    });
  });

  test('without a login has but the Secret of the repository', () => {
    const { controllers } = valuesOf(
      serverOf({
        login: 'nobody-logs-in-and-whoever-reaches-the-gateway-reads-every-backup',
        repository: share,
        hostname: 'kopia.example.org',
        gateway: { name: 'internal', namespace: 'network' },
      }),
    );
    expect(Object.keys(controllers.kopia.containers.app.env)).not.toContain('KOPIA_SERVER_PASSWORD');
  });

  test.each<[login: object, ...lines: string[]]>([
    [
      { username: ['u-', field('USER')] },
      'login.username: ["u-",{"field":"USER"}] is put together of parts, which a Secret that exists cannot be; write the name, or field(\'KEY\') for a key of that Secret (rule S1)',
    ],
    [
      { password: 'the password', cookieKey: 'a/b', username: field('my name') },
      'login.password: "the password" is no key of a Secret; write letters, digits, "-", "_" and "." (rule S1)',
      'login.cookieKey: "a/b" is no key of a Secret; write letters, digits, "-", "_" and "." (rule S1)',
      'login.username: "my name" is no key of a Secret; write letters, digits, "-", "_" and "." (rule S1)',
    ],
    [
      { secrets: existingSecret(() => 'A b') },
      'login.secrets: existingSecret gives "A b" for { namespace: "storage", repository: "minio" }, which is not the name of a Secret; return one, such as "kopia-login-secret" (rule S3)',
    ],
    [
      { secrets: externalSecrets({ store: { kind: 'SecretStore', name: 'vault' } }) },
      'login.item: the login is made of an item of the vault, and nothing says which; write its name, or secrets: existingSecret(…) for a Secret that is there (rule S1)',
    ],
  ])('whose login %j is refused', (login, ...lines) => {
    const build = (props: object) =>
      errorsOf(
        (app) => new KopiaServer(app.chart('storage', 'x'), 'server', { repository: minio, login: props }),
        sops,
      );
    expect(build(login)).toEqual(lines.map((line) => `[storage/x/server] ${line}`));
    expect(build({ username: ['u-', 'user'], password: 'the.password', cookieKey: 'a_b' })).toEqual([]);
  });
});

test.each<[string, (chart: Chart, repository: Repository) => unknown, field: string]>([
  ['a verification', (chart, repository) => new KopiaVerify(chart, 'it', { repository }), 'repository'],
  ['a maintainer', (chart, repository) => new KopiaMaintenanceCronJob(chart, 'it', { repository }), 'repository'],
  ['a Job that creates it', (chart, repository) => new InitializeRepository(chart, 'it', { repository }), 'repository'],
  ['a server', (chart, repository) => new KopiaServer(chart, 'it', { repository }), 'repository'],
  ['a copy', (chart, to) => new CloudSyncCronJob(chart, 'it', { from: nas, to }), 'to'],
])('the password of an SFTP account reaches %s in no Secret that exists, and a key does', (_, build, prop) => {
  const lines = (of: Repository) => errorsOf((app) => build(app.chart('storage', 'x'), of), sops);
  expect(lines(door)).toEqual([
    `[storage/x/it] ${prop}: "door" is opened by a password that Kopia takes from its own file alone, and no Secret that exists has that file; declare it with credentials: { privateKey }, or write secrets: externalSecrets({ store: { kind, name } }) here (rule S1)`,
  ]);
  expect(lines(box)).toEqual([]);
});

test('a Secret that exists keeps nobody waiting: no health check is for it', () => {
  const objects = errorsOf((app) => new KopiaVerify(app.chart('storage', 'x'), { repository: nas }), sops);
  expect(objects).toEqual([]);
});
