import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { BackupAlerts, ResticBackup, VolsyncApp } from '../../../src';
import { everything } from '../../support/clusters';
import { backups } from '../../support/restic';
import { errorsOf } from '../../support/synth';

const errors = (build: (chart: Chart) => void) => errorsOf((app) => build(app.chart('games', 'romm')), everything);

describe('C2: an object of VolSync has one mover', () => {
  const second = JsonPatch.add('/spec/restic', { repository: 'romm-restic-secret' });

  test.each([
    ['sources', 'ReplicationSource', '/Resource'],
    ['restore', 'ReplicationDestination', '/restore'],
  ] as const)('one that is patched into it is refused: %s', (_, kind, id) => {
    const found = errors((chart) => {
      const app = new VolsyncApp(chart, { app: 'romm' });
      (kind === 'ReplicationSource' ? app.sources.nas : app.restore)?.addJsonPatch(second);
      new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'romm-restic-secret' } });
    });
    expect(found).toEqual([
      `[games/romm/volsync-romm${id}] spec: this ${kind} has the movers kopia and restic, and does nothing with more than one; give each an object of its own, of another name (rule C2)`,
    ]);
  });

  test('an object for each passes', () => {
    expect(
      errors((chart) => {
        new VolsyncApp(chart, { app: 'romm' });
        new ResticBackup(chart, { ...backups, app: 'sonarr' });
      }),
    ).toEqual([]);
  });
});

describe('F3: an alert on VolSync is raised once', () => {
  const old = (chart: Chart, alert: string, expr: string) =>
    new ApiObject(chart, 'old', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'old' },
      spec: { groups: [{ name: 'old', rules: [{ alert, expr }] }] },
    });
  const beside = (alert: string, expr: string) =>
    errors((chart) => {
      new VolsyncApp(chart, { app: 'romm' });
      new BackupAlerts(chart);
      old(chart, alert, expr);
    });

  test('one that an old rule has as well is refused', () => {
    expect(beside('VolSyncVolumeOutOfSync', 'volsync_volume_out_of_sync == 1')).toEqual([
      '[games/romm/old] spec.groups: alert "VolSyncVolumeOutOfSync" is in [games/romm/backup-alerts/Resource] too, so it would be raised twice; remove one of them (rule F3)',
    ]);
  });

  test.each([
    ['of another name', 'VolSyncSlow', 'volsync_sync_duration_seconds > 3600'],
    ['of one name on something else', 'VolSyncVolumeOutOfSync', 'up == 0'],
  ])('one %s passes', (_, alert, expr) => {
    expect(beside(alert, expr)).toEqual([]);
  });

  test('several rules of one alert in one object pass, as ours are one for each interval', () => {
    expect(
      errors((chart) => {
        new VolsyncApp(chart, { app: 'romm' });
        new VolsyncApp(chart, { app: 'plex', schedule: '0 3 * * *' });
        new BackupAlerts(chart);
      }),
    ).toEqual([]);
  });
});
