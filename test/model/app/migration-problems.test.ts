import {
  CloudSyncCronJob,
  daily,
  destination,
  KopiaMaintenance,
  type ResticBackups,
  VolsyncApp,
  type VolsyncAppProps,
} from '../../../src';
import { backups, movingCluster, verified } from '../../support/restic';
import { errorsOf } from '../../support/synth';

/** What is wrong with one app, without what stands before each line. */
function wrong(
  migration: VolsyncAppProps['migration'],
  from: ResticBackups | undefined = backups,
  folder?: string,
): string[] {
  const cluster = movingCluster(from, folder);
  return errorsOf((app) => new VolsyncApp(app.chart('media', 'sonarr'), { app: 'sonarr', migration }), cluster).map(
    (line) => line.replace('[media/sonarr/volsync-sonarr] ', ''),
  );
}

test.each<[string, VolsyncAppProps['migration'], ...string[]]>([
  [
    'no phase at all',
    {},
    'migration.phase: undefined is not how far a move can be; write "restic", "parallel", "kopia", "clean", or migration: false (rule T1)',
  ],
  [
    'a phase that there is not',
    { phase: 'done' as never },
    'migration.phase: "done" is not how far a move can be; write "restic", "parallel", "kopia", "clean", or migration: false (rule T1)',
  ],
  [
    'an end without a proof',
    { phase: 'clean' },
    `migration.verified: nobody says that what Restic has in "local" and "remote" was restored from Kopia, and from now on it is the only backup; restore the app from Kopia, compare, and write verified: { local: { on: '2026-01-31', from: 'nas' }, remote: { on: '2026-01-31', from: 'nas' } } with the day, or go back to phase: "kopia" (rule T1)`,
  ],
  [
    'an end with a proof of one of two',
    { phase: 'clean', verified: { local: { on: '2026-02-01', from: 'nas' } } },
    `migration.verified: nobody says that what Restic has in "remote" was restored from Kopia, and from now on it is the only backup; restore the app from Kopia, compare, and write verified: { remote: { on: '2026-01-31', from: 'nas' } } with the day, or go back to phase: "kopia" (rule T1)`,
  ],
  [
    'a proof of what Restic does not have',
    { phase: 'kopia', verified: { cloud: { on: '2026-02-01', from: 'nas' } } },
    'migration.verified.cloud: is no destination that Restic has for this app; write one of local, remote (rule T1)',
  ],
  [
    'a proof on no day, from nowhere',
    { phase: 'kopia', verified: { local: { on: '2026-02-30', from: 'attic' } } },
    'migration.verified.local.on: "2026-02-30" is not a day; write that of the restore as "2026-01-31" (rule T1)',
    'migration.verified.local.from: "attic" is not a repository of the cluster; name the one that was restored from: nas, b2 (rule T1)',
  ],
  [
    'a word in the place of a proof',
    { phase: 'kopia', verified: { local: 'yes' as never } },
    `migration.verified.local: "yes" is not a set of fields; write { on: '2026-01-31', from: 'nas' } (rule T1)`,
  ],
  [
    'a field that nobody reads',
    { phase: 'kopia', verify: {} } as never,
    'migration.verify: nothing reads this field; write one of phase, from, verified',
  ],
])('%s is refused', (_, migration, ...lines) => {
  expect(wrong(migration)).toEqual(lines);
});

test('an app that says its phase and nothing of Restic, as its cluster says nothing, is refused', () => {
  const { migration: _, ...cluster } = movingCluster();
  const lines = (migration: VolsyncAppProps['migration']) =>
    errorsOf((app) => new VolsyncApp(app.chart('media', 'sonarr'), { app: 'sonarr', migration }), cluster);
  expect(lines({ phase: 'restic' })).toEqual([
    '[media/sonarr/volsync-sonarr] migration.from: undefined says nothing of how Restic backs the app up, so nothing of that would be in the output, and Flux would delete it; write { destinations: [resticDestination(…)] } here or in the cluster, or migration: false for an app that Restic never backed up (rule T1)',
  ]);
  expect([lines({ phase: 'restic', from: backups }), lines(false)]).toEqual([[], []]);
});

test('a proof is of a repository that the app is backed up into, or of a copy of one', () => {
  const copied = movingCluster();
  const { nas, b2 } = copied.repositories;
  const to = destination(nas, { schedule: daily, retention: { daily: 7 } });
  const lines = (from: string, sync = false) =>
    errorsOf((app) => {
      const proof = { on: '2026-02-01', from };
      const migration = { phase: 'clean', verified: { local: proof, remote: proof } } as const;
      new VolsyncApp(app.chart('media', 'sonarr'), { app: 'sonarr', destinations: [to], migration });
      if (sync) {
        new CloudSyncCronJob(app.chart('storage', 'sync'), { from: nas, to: b2 });
      }
    }, copied);
  const line = (name: string) =>
    `[media/sonarr/volsync-sonarr] migration.verified.${name}.from: "b2" is no repository that the app is backed up into, nor a copy of one, so nothing that Restic has in "${name}" can have been restored from there; restore it from one of nas, and name that (rule T1)`;
  expect(lines('b2')).toEqual([line('local'), line('remote')]);
  expect(lines('nas')).toEqual([]);
  // A copy cannot be one per app, which is reported; of the proof nothing is.
  expect(lines('b2', true).filter((each) => each.includes('verified'))).toEqual([]);
});

test('the repair of an end without a proof passes', () => {
  const [line = ''] = wrong({ phase: 'clean' });
  const [, literal = ''] = /verified: (\{.*\}) with the day/.exec(line) ?? [];
  const proof = JSON.parse(literal.replace(/(\w+):/g, '"$1":').replaceAll("'", '"'));
  expect(Object.keys(proof)).toEqual(['local', 'remote']);
  expect(wrong({ phase: 'clean', verified: proof })).toEqual([]);
});

test.each([
  ['at the same place', '/mnt/tank/volsync/sonarr'],
  ['around Restic', '/mnt/tank/volsync'],
  ['around its folder, far above', '/mnt'],
  ['inside of Restic', '/mnt/tank/volsync/sonarr/kopia'],
])('a repository of Kopia %s is refused as soon as Kopia writes it', (_, folder) => {
  const line =
    'migration.from.destinations.local.repository: "local" of Restic is at nfs://192.0.2.2/mnt/tank/volsync/sonarr/, and "nas" of Kopia there too, or one is inside the other: neither knows the other\'s files, and may delete them; give "nas" a folder or a prefix with nothing of Restic in or around it, such as sharedPrefix(\'kopia/\') in a bucket (rule M1)';
  expect(wrong({ phase: 'restic' }, backups, folder)).toEqual([]);
  expect(wrong({ phase: 'parallel' }, backups, folder)).toEqual([line]);
  expect(wrong({ phase: 'kopia' }, backups, folder)).toEqual([line]);
  // What Restic has is there still.
  expect(wrong({ phase: 'clean', verified }, backups, folder)).toEqual([line]);
});

test('a maintainer of such a repository is refused as well', () => {
  const cluster = movingCluster(backups, '/mnt/tank/volsync');
  const nas = { ...cluster.repositories.nas, maintainedElsewhere: false };
  const other = { ...cluster, repositories: { ...cluster.repositories, nas } } as typeof cluster;
  const errors = errorsOf((app) => {
    new VolsyncApp(app.chart('media', 'sonarr'), { app: 'sonarr', migration: { phase: 'restic' } });
    new KopiaMaintenance(app.chart('storage', 'kopia'), { repository: nas });
  }, other);
  expect(errors.filter((line) => line.includes('"local" of Restic is at'))).toHaveLength(1);
});
