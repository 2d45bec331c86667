import { GitOpsApp, type Migration, VolsyncApp, type VolsyncAppProps } from '../../../../src';
import { renderTree } from '../../../../src/gitops/render';
import { backups, bareNames, movingCluster, verified } from '../../../support/restic';

describe('what is printed', () => {
  const notesIn = (migration: Migration, from = backups, props: Partial<VolsyncAppProps> = {}) => {
    const moving = movingCluster(from);
    const app = new GitOpsApp({ cluster: moving });
    new VolsyncApp(app.chart('media', 'sonarr'), { app: 'sonarr', migration, ...props });
    const { notes, warnings } = renderTree(app, moving);
    expect(warnings).toEqual([]);
    return notes.map((each) => each.replace('next: [media/sonarr/volsync-sonarr] ', ''));
  };

  test('is the next step of each phase, with its real names, and no warning', () => {
    expect(notesIn({ phase: 'restic' })[0]).toBe(
      "backed up by Restic alone (sonarr-local and sonarr-remote); once these have run under the new operator, write phase: 'parallel', which adds sonarr and sonarr-b2 and changes nothing of Restic",
    );
    expect(notesIn({ phase: 'parallel' })[0]).toBe(
      "restored from Restic, backed up by both; once each of these shows a LAST SYNC, kubectl -n media get replicationsource sonarr sonarr-b2, restore it from Kopia into another claim, compare, and write phase: 'kopia'",
    );
    expect(notesIn({ phase: 'kopia' })[0]).toBe(
      `once Flux has applied this, kubectl -n media delete replicationdestination sonarr-dst, which Flux then makes anew; wait for "Snapshot restore completed" in kubectl -n media get replicationdestination sonarr-dst -o jsonpath='{.status.latestMoverStatus.logs}', and do not let the claim sonarr be made anew before; once it was restored and compared, write phase: 'clean' and verified: { local: { on: '<day>', from: 'nas' }, remote: { on: '<day>', from: 'nas' } }; until then Restic backs up (sonarr-local and sonarr-remote)`,
    );
    expect(notesIn({ phase: 'clean', verified })).toEqual([
      'backed up by Kopia alone; keep what Restic has for 30 days from now on, then these may go: nfs://192.0.2.2/mnt/tank/volsync/sonarr/ and <REPOSITORY_TEMPLATE>/sonarr, and vault item volsync where nothing else reads them; remove migration from the app after that, not before',
    ]);
  });

  test('has the restore made anew once more where Restic had the names of Kopia', () => {
    const [line] = notesIn({ phase: 'clean', verified }, { ...backups, names: bareNames });
    expect(line).toMatch(
      /^backed up by Kopia alone; once Flux has applied this, kubectl -n media delete replicationdestination sonarr-dst again, because its Secret is called sonarr-volsync-secret now; keep what Restic has/,
    );
  });

  test('says what Restic kept that Kopia will not', () => {
    const line = `Restic keeps 24 restore points, the oldest 23 days old, in "local" (hourly: 24, daily: 14 at "0 9 * * *"); Kopia will keep 14 restore points, the oldest 13 days old, in "b2" (daily: 14 at "<minute> 0 * * *"), because to it hours, days, weeks, months and years are limits by age as well; change that retention if it is too little`;
    for (const phase of ['restic', 'parallel', 'kopia'] as const) {
      expect(
        notesIn({ phase })
          .slice(1)
          .map((each) => each.replace(/"\d+ 0/, '"<minute> 0')),
      ).toEqual([line]);
    }
    expect(notesIn({ phase: 'parallel' }, backups, { retention: { daily: 30 } })).toHaveLength(1);
  });

  test('asks for no new restore where the claim has none, and names the new one where the old was called otherwise', () => {
    expect(notesIn({ phase: 'kopia' }, backups, { restore: false })[0]).toMatch(/^once it was restored and compared/);
    const named = { ...backups, names: { restore: (app: string) => `${app}-bootstrap` } };
    expect(notesIn({ phase: 'kopia' }, named)[0]).toMatch(
      /^Flux makes sonarr-dst; wait for "Snapshot restore completed"/,
    );
  });
});
