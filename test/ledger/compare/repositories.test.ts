import { maintenance, object } from '../support';
import { app, atticMaintenance, atticSource, changesOf } from './support';

const NAS = 'nfs://nas.internal/mnt/backups/';

/** A CronJob that does something with the repository on the NAS. */
function cronJob(name: string, args: readonly string[], spec: object = {}) {
  const container = {
    command: ['kopia', ...args],
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
  const jobTemplate = { spec: { template: { spec: { containers: [container], volumes } } } };
  return object('batch/v1', 'CronJob', name, { schedule: '0 5 * * *', jobTemplate, ...spec });
}

const storage = { type: 'filesystem', config: { path: '/nas' } };
const connection = { ...object('v1', 'ConfigMap', 'connection', {}), data: { config: JSON.stringify({ storage }) } };
const having = (...jobs: readonly unknown[]) => app({ others: [connection, ...jobs] });
const copy = (spec: object = {}) =>
  cronJob('copy', ['repository', 'sync-to', 's3', '--bucket=b', '--endpoint=s3.amazonaws.com'], spec);
const verify = (spec: object = {}) => cronJob('verify', ['snapshot', 'verify'], spec);

test('a maintainer that goes, is switched off, and comes', () => {
  const text = `Repository ${NAS} is no longer maintained by KopiaMaintenance games/nas nor by anybody else, so it only ever grows.`;
  const lost = [['maintainer-lost', text, 'Declare its maintainer again.']];
  expect(changesOf(app(), app({ maintainers: [] }))).toEqual(lost);
  expect(changesOf(app(), app({ maintainers: [maintenance({ enabled: false })] }))).toEqual(lost);
  expect(changesOf(app({ maintainers: [] }), app())).toEqual([
    ['maintainer-gained', `Repository ${NAS} is maintained by KopiaMaintenance games/nas.`, ''],
  ]);
});

test('a maintainer that takes the place of another', () => {
  expect(changesOf(app(), app({ maintainers: [maintenance({}, 'other')] }))).toEqual([]);
  expect(changesOf(app({ maintainers: [] }), app({ maintainers: [] }))).toEqual([]);
});

test('a second maintainer', () => {
  const two = app({ maintainers: [maintenance(), maintenance({}, 'other')] });
  expect(changesOf(app(), two)).toEqual([
    [
      'maintainer-doubled',
      `Repository ${NAS} is maintained by KopiaMaintenance games/nas and KopiaMaintenance games/other, and each destroys what the others still need.`,
      'Keep one of them.',
    ],
  ]);
  expect(changesOf(two, two)).toEqual([]);
});

test('a maintainer that is told of another Secret under its old name', () => {
  const renamed = { repository: { repository: 'volsync-maintenance-secret' } };
  expect(
    changesOf(app(), app({ maintainers: [maintenance(renamed)] })).filter(([code]) => code === 'maintainer-held'),
  ).toEqual([
    [
      'maintainer-held',
      'KopiaMaintenance games/nas goes on reading the Secret "romm-secret", and not "volsync-maintenance-secret": once that is gone, it cannot open its repository.',
      'Keep the name of the Secret, or give the maintainer another name.',
    ],
  ]);
  const codes = changesOf(app(), app({ maintainers: [maintenance(renamed, 'other')] })).map(([code]) => code);
  expect(codes).not.toContain('maintainer-held');
});

test('a repository that is new and that nobody maintains', () => {
  const sources = [...app().slice(2, 3), atticSource()];
  expect(changesOf(app(), app({ sources }))).toContainEqual([
    'maintainer-missing',
    'Repository nfs://attic.internal/mnt/backups/ is new, and nobody maintains it, so it only ever grows.',
    'Declare a maintainer.',
  ]);
  const codes = changesOf(app(), app({ sources, maintainers: [maintenance(), atticMaintenance] })).map(
    ([code]) => code,
  );
  expect(codes).toEqual(['destination-gained']);
});

test('a copy that goes, is suspended, and comes', () => {
  const lost = [
    ['copy-lost', `Repository ${NAS} is no longer copied to s3://s3.amazonaws.com/b/.`, 'Declare the copy again.'],
  ];
  expect(changesOf(having(copy()), having())).toEqual(lost);
  expect(changesOf(having(copy()), having(copy({ suspend: true })))).toEqual(lost);
  expect(changesOf(having(), having(copy()))).toEqual([
    ['copy-gained', `Repository ${NAS} is copied to s3://s3.amazonaws.com/b/.`, ''],
  ]);
  expect(changesOf(having(copy()), having(copy({ schedule: '7 7 * * *' })))).toEqual([]);
});

test('a verification that goes, is suspended, and comes', () => {
  const text = `Repository ${NAS} is no longer verified by CronJob games/verify nor by anybody else.`;
  const lost = [['verification-lost', text, 'Declare its verification again.']];
  expect(changesOf(having(verify()), having())).toEqual(lost);
  expect(changesOf(having(verify()), having(verify({ suspend: true })))).toEqual(lost);
  expect(changesOf(having(), having(verify()))).toEqual([
    ['verification-gained', `Repository ${NAS} is verified by CronJob games/verify.`, ''],
  ]);
  expect(changesOf(having(verify()), having(cronJob('other', ['content', 'verify'])))).toEqual([]);
});
