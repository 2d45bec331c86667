import {
  CloudSyncCronJob,
  type CloudSyncCronJobProps,
  type Cluster,
  cloudflareR2,
  defineCluster,
  destination,
  existingSecret,
  externalSecrets,
  type GitOpsApp,
  hourly,
  plan,
  s3Repository,
  sharedPrefix,
} from '../../../src';
import { keysOf, podOf } from '../../support/copies';
import { platform } from '../../support/platform-cluster';
import { byField } from '../../support/secret-sources';
import { errorsOf, find, objectsOf } from '../../support/synth';

const { shared, depot, nas, box, far, copy, door } = platform.repositories;

type Variable = { readonly name: string; readonly valueFrom?: { readonly secretKeyRef: { readonly name: string } } };
type Container = { readonly name: string; readonly args: readonly string[]; readonly env: readonly Variable[] };

const byHand = existingSecret(({ repository }) => `opens-${repository}`);

const secret = { item: 'kopia' };
const credentials = { item: 'bucket' };

/** Two buckets of which nothing is in a vault but what opens them. */
const buckets = defineCluster({
  name: 'buckets',
  kubernetes: '1.36',
  secrets: byHand,
  storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
  mover: { uid: 568, gid: 568 },
  repositories: {
    minio: s3Repository({
      endpoint: 'minio.storage.svc:9000',
      region: 'home',
      bucket: 'backups',
      credentials,
      secret,
      prefix: sharedPrefix('kopia'),
      tls: false,
    }),
    r2: cloudflareR2({ account: 'abc', jurisdiction: 'eu', bucket: 'copies', credentials, secret }),
  },
  primary: 'minio',
  plans: ({ minio }) => ({ standard: plan(destination(minio, { schedule: hourly, retention: { daily: 7 } })) }),
  defaultPlan: 'standard',
});

function made(props: Partial<CloudSyncCronJobProps>, cluster: Cluster = platform) {
  const objects = objectsOf(
    (chart) => new CloudSyncCronJob(chart, { from: depot, to: copy, name: 'sync', ...props }),
    cluster,
  );
  const { initContainers = [], containers, volumes } = podOf(find(objects, 'CronJob', 'sync'));
  return { objects, volumes, containers: [...initContainers, ...containers] as Container[] };
}

/** From which Secret a container takes each of its variables. */
const secretsOf = ({ env }: Container) =>
  Object.fromEntries(env.flatMap(({ name, valueFrom }) => (valueFrom ? [[name, valueFrom.secretKeyRef.name]] : [])));
const config = (file = '') => JSON.parse(file.replace(/\{\{ [^}]*?(\.[a-zA-Z_]\w*) \| toJson \}\}/g, '"<$1>"')).storage;

test('with a vault, the keys of the original stand in the file that connects to it, those of the copy in the environment', () => {
  const { objects, containers, volumes } = made({});
  expect(containers.map(({ name }) => name)).toEqual(['sync']);
  expect(secretsOf(containers[0] as Container)).toEqual({
    KOPIA_PASSWORD: 'sync-secret',
    AWS_ACCESS_KEY_ID: 'sync-keys-secret',
    AWS_SECRET_ACCESS_KEY: 'sync-keys-secret',
  });
  const source = keysOf(find(objects, 'ExternalSecret', 'sync'));
  const place = keysOf(find(objects, 'ExternalSecret', 'sync-keys'));
  expect(Object.keys(source)).toEqual(['KOPIA_PASSWORD', 'repository.config']);
  expect(config(source['repository.config'])).toEqual({
    type: 's3',
    config: {
      bucket: '<.credentials_BUCKET>',
      endpoint: '<.credentials_HOST>',
      accessKeyID: '<.credentials_access_U002d_key>',
      secretAccessKey: '<.credentials_secret_U002d_key>',
    },
  });
  expect(Object.keys(place)).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'destination.config']);
  expect(JSON.stringify(config(place['destination.config']))).not.toMatch(/key/i);
  expect(volumes.map(({ name }: { name: string }) => name)).toEqual([
    'connection',
    'place',
    'kopia',
    'home',
    'authority-0',
  ]);
});

test('with Secrets that exist, Kopia takes the keys of the original into its own file, before the others are there', () => {
  const { objects, containers, volumes } = made(
    { from: buckets.repositories.minio, to: buckets.repositories.r2 },
    buckets,
  );
  expect(objects.map(({ kind }) => kind).sort()).toEqual(['ConfigMap', 'CronJob']);
  const [connect, sync] = containers as [Container, Container];
  expect([connect.name, sync.name]).toEqual(['connect', 'sync']);
  expect(connect.args).toEqual([
    'repository',
    'connect',
    's3',
    '--bucket=backups',
    '--endpoint=minio.storage.svc:9000',
    '--prefix=kopia/',
    '--region=home',
    '--disable-tls',
    '--readonly',
    '--override-username=sync',
    '--override-hostname=games',
    '--cache-directory=/kopia/cache',
    '--content-cache-size-mb=2147',
    '--content-cache-size-limit-mb=2147',
    '--metadata-cache-size-mb=4294',
    '--metadata-cache-size-limit-mb=4294',
  ]);
  expect(secretsOf(connect)).toEqual({
    KOPIA_PASSWORD: 'opens-minio',
    AWS_ACCESS_KEY_ID: 'opens-minio',
    AWS_SECRET_ACCESS_KEY: 'opens-minio',
  });
  expect(secretsOf(sync)).toEqual({
    KOPIA_PASSWORD: 'opens-minio',
    AWS_ACCESS_KEY_ID: 'opens-r2',
    AWS_SECRET_ACCESS_KEY: 'opens-r2',
  });
  expect(sync.args).toContain('--must-exist');
  expect(volumes.map(({ name }: { name: string }) => name)).toEqual(['files', 'kopia', 'home']);
});

test('an original on an SFTP server is opened by its file, whatever is in the environment', () => {
  const { objects, containers } = made({ from: box });
  expect(containers.map(({ name }) => name)).toEqual(['sync']);
  const { config: place } = config(keysOf(find(objects, 'ExternalSecret', 'sync'))['repository.config']);
  expect(place).toMatchObject({ host: 'box.internal', keyData: '<.credentials_private_U0020_key>' });
});

test('an original on a volume has one Secret, as before', () => {
  const { objects } = made({ from: nas });
  expect(objects.filter(({ kind }) => kind === 'ExternalSecret').map(({ metadata }) => metadata.name)).toEqual([
    'sync',
  ]);
});

describe('what cannot be copied', () => {
  const errors = (props: Partial<CloudSyncCronJobProps>) =>
    errorsOf(
      (app: GitOpsApp) => new CloudSyncCronJob(app.chart('storage', 'x'), 'y', { from: depot, to: copy, ...props }),
      platform,
    );

  test('a repository to itself', () => {
    expect(errors({ from: copy, to: copy })).toEqual([
      '[storage/x/y] to: "copy" is where "copy" is, and a repository is no copy of itself; name another place (rule M1)',
    ]);
  });

  test('an original on an SFTP server that a Secret by hand opens, unless its Secret comes from a vault', () => {
    expect(errors({ from: box, to: shared, secrets: byHand })).toEqual([
      '[storage/x/y] from: "box" is opened by files, and of a Secret that exists no file can be made for a second place; write secrets: externalSecrets({ store: { kind, name } }) in this repository (rule S1)',
    ]);
    const vault = externalSecrets({ store: { kind: 'ClusterSecretStore', name: 'vault' } });
    expect(errors({ from: box, to: shared, secrets: vault })).toEqual([]);
  });

  test('nothing else: every pair of places, on a volume or not, is fine', () => {
    for (const from of [nas, shared, depot, box, door]) {
      for (const to of [copy, far]) {
        expect(errors({ from, to }).filter((line) => !line.includes('password of'))).toEqual([]);
      }
    }
  });
});

test('where every field is asked for by itself, none is asked of the item of the other place', () => {
  const { objects } = made({ secrets: byField });
  const asked = (name: string) =>
    find(objects, 'ExternalSecret', name).spec.data.map(
      ({ remoteRef }: { readonly remoteRef: { readonly key: string; readonly property: string } }) =>
        `${remoteRef.key} ${remoteRef.property}`,
    );
  expect(asked('sync').sort()).toEqual([
    'depot BUCKET',
    'depot HOST',
    'depot access-key',
    'depot secret-key',
    'kopia KOPIA_PASSWORD',
  ]);
  expect([...new Set(asked('sync-keys').map((each: string) => each.split(' ')[0]))]).toEqual(['bucket']);
  expect(asked('sync-keys')).not.toContain('bucket HOST');
});
