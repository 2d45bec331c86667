import { object, vaultSecret } from '../support';
import { app, changesOf } from './support';

const READ =
  'ReplicationDestination games/romm-dst, ReplicationSource games/romm and KopiaMaintenance games/nas read it';

test('a key that is still read goes', () => {
  const before = app({ secrets: [vaultSecret({ AWS_REGION: 'x' })] });
  expect(changesOf(before, app())).toEqual([
    [
      'secret-key-lost',
      `Secret games/romm-secret no longer has the key AWS_REGION, and ${READ}.`,
      'Give it the key AWS_REGION again.',
    ],
  ]);
  expect(changesOf(app(), before)).toEqual([]);
});

test('a key is not missed where the Secret may have any', () => {
  const whole = vaultSecret({}, 'romm-secret', { target: { name: 'romm-secret' } });
  const codes = changesOf(app(), app({ secrets: [whole] })).map(([code]) => code);
  expect(codes).not.toContain('secret-key-lost');
});

test('a Secret that nothing makes any more', () => {
  expect(changesOf(app(), app({ secrets: [] }))).toContainEqual([
    'secret-lost',
    `Secret games/romm-secret is no longer made by ExternalSecret games/romm-secret-vault, and ${READ}.`,
    'Declare it again, or see that it is made by hand.',
  ]);
});

test('an alert that goes, and one that comes', () => {
  const groups = [{ rules: [{ alert: 'Overdue', expr: 'volsync_volume_out_of_sync == 1' }] }];
  const watched = app({ others: [object('monitoring.coreos.com/v1', 'PrometheusRule', 'volsync', { groups })] });
  expect(changesOf(watched, app())).toEqual([
    [
      'alert-lost',
      'Alert Overdue is gone, so nobody is told when backups fail in the way that it watches for.',
      'Declare it again.',
    ],
  ]);
  expect(changesOf(app(), watched)).toEqual([['alert-gained', 'Alert Overdue watches backups.', '']]);
  expect(changesOf(watched, watched)).toEqual([]);
});
