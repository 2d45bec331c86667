import { parseAllDocuments } from 'yaml';
import {
  CloudSyncCronJob,
  defineCluster,
  destination,
  field,
  GitOpsApp,
  hourly,
  KopiaMaintenanceCronJob,
  KopiaVerify,
  nfsRepository,
  plan,
  prefixPerNamespacedApp,
  s3Repository,
  sharedPrefix,
  VolsyncApp,
} from '../../../../src';
import { renderTree } from '../../../../src/gitops/render';
import { repositoryLocation } from '../../../../src/model/repository/repository';
import { ledgerOf, object, source, vaultSecret } from '../../../ledger/support';

const secret = { item: 'kopia' };

const home = defineCluster({
  name: 'home',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
  storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
  mover: { uid: 568, gid: 568 },
  repositories: {
    nas: nfsRepository({ server: 'nas.internal', path: '/backups', access: 'mover-volumes', secret }),
    offsite: s3Repository({
      endpoint: [field('ACCOUNT'), '.r2.cloudflarestorage.com'],
      bucket: field('BUCKET'),
      credentials: { item: 'cloud' },
      secret,
      prefix: sharedPrefix('nas/'),
    }),
  },
  primary: 'nas',
  plans: ({ nas }) => ({ standard: plan(destination(nas, { schedule: hourly, retention: { hourly: 24 } })) }),
  defaultPlan: 'standard',
});

test('maintenance, verification and copy of our own are of the repository that the apps use', () => {
  const { nas, offsite } = home.repositories;
  const app = new GitOpsApp({ cluster: home });
  new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
  const chart = app.chart('storage', 'kopia');
  new KopiaMaintenanceCronJob(chart, { repository: nas });
  new KopiaVerify(chart, { repository: nas });
  new CloudSyncCronJob(chart, { from: nas, to: offsite });
  const files = [...renderTree(app, home).files.values()];
  const ledger = ledgerOf(...files.flatMap((text) => parseAllDocuments(text).map((each) => each.toJS() as unknown)));
  expect(ledger.notUnderstood).toEqual([]);
  expect(ledger.repositories).toMatchObject([
    {
      key: repositoryLocation(nas),
      claims: ['games/romm'],
      maintainers: [{ object: { kind: 'CronJob', name: 'kopia-maintenance-nas' }, runs: true }],
      verifications: [{ object: { kind: 'CronJob', name: 'kopia-verify-nas' }, runs: true }],
      copies: [
        { object: { kind: 'CronJob', name: 'cloud-sync-offsite' }, to: repositoryLocation(offsite), runs: true },
      ],
    },
    {
      key: repositoryLocation(offsite),
      location: 's3://<cloud: ACCOUNT>.r2.cloudflarestorage.com/<cloud: BUCKET>/nas/',
      offSite: 'yes',
      claims: [],
    },
  ]);
  expect(ledger.protected[0]?.copies).toEqual({
    copies: 3,
    media: 3,
    offSite: 'yes',
    immutable: 'unknown',
    verified: 'yes',
  });
});

test('of a verification of repositories of apps each is verified', () => {
  const lockers = s3Repository({
    endpoint: 'e',
    bucket: field('BUCKET'),
    credentials: { item: 'cloud' },
    secret,
    prefix: prefixPerNamespacedApp,
  });
  const cluster = defineCluster({
    name: 'home',
    kubernetes: '1.36',
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: { lockers },
    primary: 'lockers',
    plans: (of) => ({ standard: plan(destination(of.lockers, { schedule: hourly, retention: { hourly: 24 } })) }),
    defaultPlan: 'standard',
  });
  const repository = cluster.repositories.lockers;
  const app = new GitOpsApp({ cluster });
  const destinations = [destination(repository, { schedule: hourly, retention: { daily: 7 } })];
  for (const name of ['romm', 'plex']) new VolsyncApp(app.chart('games', name), { app: name, destinations });
  new KopiaVerify(app.chart('storage', 'kopia'), { repository });
  const files = [...renderTree(app, cluster).files.values()];
  const ledger = ledgerOf(...files.flatMap((text) => parseAllDocuments(text).map((each) => each.toJS() as unknown)));
  expect(ledger.repositories.map(({ location, verifications }) => [location, verifications.length]).sort()).toEqual([
    ['s3://e/<cloud: BUCKET>/games/plex/', 1],
    ['s3://e/<cloud: BUCKET>/games/romm/', 1],
  ]);
});

/** A CronJob as people write one: a shell, a connection in a ConfigMap. */
function cronJob(command: string, storage: object, spec: object = {}) {
  const config = { ...object('v1', 'ConfigMap', 'connection', {}), data: { config: JSON.stringify({ storage }) } };
  const container = {
    command: ['sh', '-c', command],
    env: [{ name: 'KOPIA_CONFIG_PATH', value: '/config/config' }],
    volumeMounts: [
      { name: 'config', mountPath: '/config' },
      { name: 'nas', mountPath: '/nas' },
    ],
  };
  const volumes = [
    { name: 'config', configMap: { name: 'connection' } },
    { name: 'nas', nfs: { server: 'nas.internal', path: '/mnt/backups' } },
  ];
  const pod = { containers: [container], volumes };
  const jobTemplate = { spec: { template: { spec: pod } } };
  return [object('batch/v1', 'CronJob', 'kopia', { schedule: '0 5 * * *', jobTemplate, ...spec }), config];
}

const onNas = { type: 'filesystem', config: { path: '/nas' } };

function repositoriesOf(command: string, storage: object = onNas, spec: object = {}) {
  return ledgerOf(source(), vaultSecret(), ...cronJob(command, storage, spec)).repositories;
}

test('a command in a shell is one, and a CronJob that is suspended does nothing', () => {
  const [nas, ...others] = repositoriesOf('set -e; kopia --log-level=info maintenance run --full');
  expect(others).toEqual([]);
  expect(nas?.maintainers).toEqual([
    { object: { kind: 'CronJob', name: 'kopia', namespace: 'games' }, cron: '0 5 * * *', runs: true },
  ]);
  const [held] = repositoriesOf('kopia maintenance run', onNas, { suspend: true });
  expect(held?.maintainers.map(({ runs }) => runs)).toEqual([false]);
});

test.each([
  'kopia maintenance info',
  'kopia snapshot list',
  'echo kopia; restic maintenance run',
  'mykopia maintenance run',
])('%s is no work on a repository', (command) => {
  expect(repositoriesOf(command)).toMatchObject([{ maintainers: [], verifications: [], copies: [] }]);
});

test.each<[what: string, command: string, storage: object, to: string]>([
  [
    'a bucket by flags',
    'kopia repository sync-to s3 --bucket=b --endpoint=s3.amazonaws.com --prefix=p/',
    onNas,
    '["s3.amazonaws.com","b","p/"]',
  ],
  [
    'a folder by flags',
    'kopia repository sync-to filesystem --path=/nas/copy',
    onNas,
    'nfs://nas.internal/mnt/backups/copy/',
  ],
  ['variables', 'kopia repository sync-to s3 --bucket="$BUCKET"', onNas, 'unknown:sync-to s3'],
  ['what flags do not say', 'kopia repository sync-to gdrive', onNas, 'unknown:a connection that is not here'],
  [
    'a file that is not here',
    'kopia repository sync-to from-config --file=/other/x',
    onNas,
    'unknown:a connection that is not here',
  ],
  [
    'the very connection',
    'kopia repository sync-to from-config --file=/config/config',
    onNas,
    'nfs://nas.internal/mnt/backups/',
  ],
])('a copy goes where its command says: %s', (_, command, storage, to) => {
  expect(repositoriesOf(command, storage)[0]?.copies.map((each) => each.to)).toEqual([to]);
});

test.each<[storage: object, key: string]>([
  [{ type: 's3', config: { bucket: 'b', endpoint: 'e:9000', prefix: 'p/' } }, '["e:9000","b","p/"]'],
  [{ type: 'sftp', config: { host: 'Box', port: 2222, username: 'k', path: '/b' } }, 'sftp://k@box:2222/b/'],
  [{ type: 'azureBlob', config: { container: 'c', storageAccount: 'a' } }, 'azure:a/c'],
  [{ type: 'b2', config: { bucket: 'b', prefix: 'p' } }, 'b2:b/p'],
  [{ type: 'tape', config: {} }, 'unknown:kopia tape'],
  [{ type: 'filesystem', config: { path: '/elsewhere' } }, 'unknown:a connection that is not here'],
])('%j is a place', (storage, key) => {
  expect(repositoriesOf('kopia maintenance run', storage).map((each) => each.key)).toContain(key);
});

test('alerts on what Kopia does by schedule are known by their names', () => {
  const groups = [{ rules: [{ alert: 'CloudSyncFailed' }, { alert: 'CloudSyncFailed' }, { alert: 'Other' }] }];
  const { alerts } = ledgerOf(object('monitoring.coreos.com/v1', 'PrometheusRule', 'volsync', { groups }));
  expect(alerts).toEqual([
    { object: { kind: 'PrometheusRule', name: 'volsync', namespace: 'games' }, names: ['CloudSyncFailed'] },
  ]);
});
