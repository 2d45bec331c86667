import {
  daily,
  defineCluster,
  destination,
  type GitOpsApp,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  plan,
  prefixPerApp,
  s3Repository,
  sharedPrefix,
  VolsyncApp,
} from '../../../src';
import { kindOf } from '../../../src/model/repository/repository';
import { everything } from '../../support/clusters';
import { platform } from '../../support/platform-cluster';
import { errorsOf, find, objectsOf } from '../../support/synth';

const { garage, shared, nas, box, share } = everything.repositories;
const retention = { daily: 7 };

test.each([
  ['a bucket behind an authority of its own', garage, { configMapName: 'garage-ca', key: 'ca.crt' }],
  ['a bucket without TLS', shared, undefined],
  ['NFS', nas, undefined],
  ['an SFTP server', box, undefined],
  ['a claim', share, undefined],
])('sources and restores are told whom to trust, for %s', (_, repository, customCA) => {
  const objects = objectsOf(
    (chart) =>
      new VolsyncApp(chart, { app: 'romm', destinations: [destination(repository, { schedule: daily, retention })] }),
    everything,
  );
  const source = repository.name === everything.primary ? 'romm' : `romm-${repository.name}`;
  expect(find(objects, 'ReplicationSource', source).spec.kopia.customCA).toEqual(customCA);
  expect(find(objects, 'ReplicationDestination', 'romm-dst').spec.kopia.customCA).toEqual(customCA);
});

test("VolSync's own maintenance is refused where it would trust nobody, and the construct that is named is not (M1)", () => {
  const { depot } = platform.repositories;
  const upkeep = (app: GitOpsApp) => app.chart('storage', 'x');
  expect(errorsOf((app) => new KopiaMaintenance(upkeep(app), { repository: depot }), platform)).toEqual([
    '[storage/x/maintenance-depot] repository: "depot" is trusted by customCa, which VolSync\'s maintenance does not tell Kopia of; use new KopiaMaintenanceCronJob(chart, { repository }) (rule M1)',
  ]);
  expect(errorsOf((app) => new KopiaMaintenanceCronJob(upkeep(app), { repository: depot }), platform)).toEqual([]);
});

test('a repository without a maintainer is told of the one that can maintain it', () => {
  const { depot } = platform.repositories;
  const to = destination(depot, { schedule: daily, retention });
  const romm = (app: GitOpsApp) => new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', destinations: [to] });
  expect(errorsOf(romm, platform)).toEqual([
    '[games/romm/volsync-romm] repository: "depot" has no maintainer, so it only ever grows; add new KopiaMaintenanceCronJob(chart, { repository }), or declare maintainedElsewhere: true (rule M1)',
  ]);
});

describe('a repository per app behind an authority of its own', () => {
  const declared = (options: object) =>
    defineCluster({
      name: 'home',
      kubernetes: '1.36',
      secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
      storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
      mover: { uid: 568, gid: 568 },
      repositories: {
        minio: s3Repository({
          endpoint: 'minio.storage.svc:9000',
          bucket: 'backups',
          credentials: { item: 'minio' },
          secret: { item: 'kopia' },
          customCa: { secretName: 'minio-ca' },
          ...options,
        }),
      },
      primary: 'minio',
      plans: ({ minio }) => ({ standard: plan(destination(minio, { schedule: daily, retention })) }),
      defaultPlan: 'standard',
    });

  test('is refused, because VolSync would maintain it (M1)', () => {
    expect(() => declared({ prefix: prefixPerApp })).toThrow(
      new Error(
        "The cluster is not declared right:\n  [cluster home] repositories.minio.prefix: every app has a repository of its own, which VolSync maintains, but this one is trusted by customCa, which VolSync's maintenance does not tell Kopia of; give all apps one, sharedPrefix('kopia/'), and maintain it by new KopiaMaintenanceCronJob(chart, { repository }) (rule M1)",
      ),
    );
  });

  test('is none where all share one, as the message says, or where somebody else maintains it', () => {
    const { minio } = declared({ prefix: sharedPrefix('kopia/') }).repositories;
    expect(kindOf(minio).customCa(minio)).toEqual({ secretName: 'minio-ca', key: 'ca.crt' });
    expect(declared({ prefix: prefixPerApp, maintainedElsewhere: true }).name).toBe('home');
  });
});
