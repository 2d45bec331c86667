import {
  BackupAlerts,
  CloudSyncCronJob,
  GitOpsApp,
  InitializeRepository,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  KopiaServer,
  KopiaVerify,
  NfsInjectionPolicy,
} from '../../src';
import { copyCluster } from '../support/copies';
import { nasCluster } from '../support/nas';
import { appWarningsOf, errorsOf } from '../support/synth';

const cluster = copyCluster();
const { nas, copy } = cluster.repositories;
const wrong = { tpyo: 1 } as object;
const injected = nasCluster();

test.each<[string, (app: GitOpsApp) => void, typeof cluster | typeof injected, string]>([
  [
    'CloudSyncCronJob',
    (app) => new CloudSyncCronJob(app.chart('s', 'x'), { from: nas, to: copy, ...wrong }),
    cluster,
    'firstSeeding',
  ],
  [
    'KopiaVerify',
    (app) => new KopiaVerify(app.chart('s', 'x'), { repository: nas, ...wrong }),
    cluster,
    'filesPercent',
  ],
  [
    'KopiaServer',
    (app) => new KopiaServer(app.chart('s', 'x'), { repository: nas, ...wrong }),
    cluster,
    'networkPolicy',
  ],
  [
    'InitializeRepository',
    (app) => new InitializeRepository(app.chart('s', 'x'), { repository: nas, ...wrong }),
    cluster,
    'image',
  ],
  [
    'KopiaMaintenance',
    (app) => new KopiaMaintenance(app.chart('s', 'x'), { repository: nas, ...wrong }),
    cluster,
    'cache',
  ],
  [
    'KopiaMaintenanceCronJob',
    (app) => new KopiaMaintenanceCronJob(app.chart('s', 'x'), { repository: nas, ...wrong }),
    cluster,
    'timeZone',
  ],
  [
    'NfsInjectionPolicy',
    (app) => new NfsInjectionPolicy(app.chart('s', 'x'), { repository: injected.repositories.nas, ...wrong }),
    injected,
    'repository',
  ],
  ['BackupAlerts', (app) => new BackupAlerts(app.chart('s', 'x'), wrong), cluster, 'severity'],
])('%s refuses a field that nothing reads', (_, build, of, known) => {
  const found = errorsOf(build, of as typeof cluster);
  expect(found).toContainEqual(
    expect.stringMatching(
      new RegExp(`^\\[s/x/[^\\]]+\\] tpyo: nothing reads this field; write one of .*\\b${known}\\b`),
    ),
  );
});

test('M1: a server that may write is refused on a copy, and one that only reads is not', () => {
  const build = (readOnly: boolean) => (app: GitOpsApp) => {
    new CloudSyncCronJob(app.chart('s', 'sync'), { from: nas, to: copy });
    new KopiaServer(app.chart('s', 'kopia'), { repository: copy, readOnly });
  };
  expect(errorsOf(build(false), cluster)).toEqual([
    '[s/kopia/kopia-server-copy] readOnly: "copy" is the copy that [s/sync/cloud-sync-copy] makes of "nas", and whoever changes a copy loses it at the next sync, or breaks it; remove readOnly: false (rule M1)',
  ]);
  expect(errorsOf(build(true), cluster)).toEqual([]);
});

test('M1: a repository is created once', () => {
  const found = errorsOf((app) => {
    new InitializeRepository(app.chart('s', 'one'), { repository: nas });
    new InitializeRepository(app.chart('t', 'two'), { repository: nas });
  }, cluster);
  expect(found).toEqual([
    '[t/two/initialize-nas] repository: "nas" is created by [s/one/initialize-nas] already, and this Job would fail for ever; remove one of them (rule M1)',
  ]);
});

test('a first seeding that is left in is a warning', () => {
  const warnings = (firstSeeding: boolean) => {
    const app = new GitOpsApp({ cluster });
    new CloudSyncCronJob(app.chart('s', 'sync'), { from: nas, to: copy, firstSeeding });
    return appWarningsOf(app, cluster);
  };
  expect(warnings(false)).toEqual([]);
  expect(warnings(true)).toEqual([
    '[s/sync/cloud-sync-copy] firstSeeding: true, and so a wrong place would get a copy of its own; remove it once the first sync has ended well (rule M1)',
  ]);
});

test('switches in quotes do not decide who gets in', () => {
  const options = { readOnly: 'true', metrics: 'false' } as object;
  const found = errorsOf((app) => new KopiaServer(app.chart('s', 'x'), { repository: nas, ...options }), cluster);
  expect(found).toEqual([
    '[s/x/kopia-server-nas] readOnly: "true" is neither true nor false; write true or false, without quotes (rule D1)',
    '[s/x/kopia-server-nas] metrics: "false" is neither true nor false; write true or false, without quotes (rule D1)',
  ]);
});
