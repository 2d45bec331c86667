import { copyIn, ledgerOf, maintenance, object, restore, source, vaultSecret } from '../../../ledger/support';

function whyOf(...objects: readonly unknown[]) {
  return ledgerOf(...objects, vaultSecret()).notUnderstood.map(({ why }) => why);
}

test.each<[what: string, spec: object, why: string]>([
  ['no mover', { kopia: undefined }, 'it has no mover, and VolSync does nothing without exactly one'],
  ['two movers', { restic: {} }, 'it has kopia and restic, and VolSync does nothing without exactly one'],
  ['another mover', { kopia: undefined, rsyncTLS: {} }, 'it copies by rsyncTLS, of which nothing is known here'],
  ['no trigger', { trigger: {} }, 'it has no trigger, and VolSync backs up again and again without a pause'],
  [
    'a manual one',
    { trigger: { manual: 'x' } },
    'it runs when its manual trigger changes, so when it does cannot be told',
  ],
  [
    'both',
    { trigger: { manual: 'x', schedule: '@daily' } },
    'it runs when its manual trigger changes, which makes VolSync ignore its schedule, so when it does cannot be told',
  ],
  [
    'no cron text',
    { trigger: { schedule: '61 * * * *' } },
    'its schedule "61 * * * *" is not a cron text that can be told',
  ],
  ['no claim', { sourcePVC: undefined }, 'it names no claim that it backs up'],
])('a source with %s is listed with the reason', (_, spec, why) => {
  expect(whyOf(source({}, { ...spec }))).toEqual([why]);
});

test('a source that is not started by the clock is one all the same, and when it runs is not guessed', () => {
  const copy = copyIn(ledgerOf(source({}, { trigger: { manual: 'x', schedule: '@daily' } }), vaultSecret()));
  expect(copy).not.toHaveProperty('cron');
  expect(copy).not.toHaveProperty('rpoSeconds');
  expect(copy).not.toHaveProperty('restorePoints');
});

test('restores that do nothing, or by what is not known, are listed', () => {
  const bare = object('volsync.backube/v1alpha1', 'ReplicationDestination', 'bare', {});
  const rclone = object('volsync.backube/v1alpha1', 'ReplicationDestination', 'rclone', { rclone: {} });
  expect(whyOf(restore(), bare, rclone)).toEqual([
    'it has not exactly one mover, and VolSync restores nothing without',
    'it restores by rclone, of which nothing is known here',
  ]);
});

function maintainer(spec: object) {
  const ledger = ledgerOf(maintenance({ ...spec }), vaultSecret());
  const job = ledger.repositories[0]?.maintainers[0];
  return { cron: job?.cron, runs: job?.runs, why: ledger.notUnderstood.map(({ why }) => why) };
}

test.each<[what: string, spec: object, cron: string | undefined, runs: boolean]>([
  ['by its trigger', {}, '30 3 * * *', true],
  ['by the field of before', { trigger: {}, schedule: '1 1 * * *' }, '1 1 * * *', true],
  ['by what VolSync fills in', { trigger: {} }, '0 2 * * *', true],
  ['never, if it is not enabled', { enabled: false }, '30 3 * * *', false],
  ['never, if it is suspended', { suspend: true }, '30 3 * * *', false],
])('maintenance runs %s', (_, spec, cron, runs) => {
  expect(maintainer(spec)).toEqual({ cron, runs, why: [] });
});

test.each([{ trigger: { schedule: '@daily' } }, { trigger: { manual: 'now' } }])(
  'maintenance with %j never runs by itself',
  (spec) => {
    const why = ['it has no schedule that VolSync can read, so it never runs by itself'];
    expect(maintainer(spec)).toEqual({ cron: undefined, runs: false, why });
  },
);

test('maintenance that names no Secret is listed', () => {
  expect(whyOf(maintenance({ repository: {} }))).toEqual([
    'it names no Secret in spec.repository.repository, so nothing is maintained',
  ]);
});

test('a cache that outlives a run is a claim', () => {
  const keeps = (kopia: object) => copyIn(ledgerOf(source({ ...kopia }), vaultSecret())).keepsCache;
  expect(
    [{}, { cacheCapacity: '1Gi' }, { cacheStorageClassName: 'x' }, { cacheAccessModes: ['ReadWriteOnce'] }].map(keeps),
  ).toEqual([false, false, true, true]);
});

test('whoever runs the mover is said where it is', () => {
  const mover = (kopia: object) => copyIn(ledgerOf(source({ ...kopia }), vaultSecret())).mover;
  expect(mover({ moverSecurityContext: { runAsUser: 0, runAsGroup: 'x' } })).toEqual({ uid: 0 });
});

test('an alert on a metric of VolSync is one, any other is none', () => {
  const rule = (name: string, expr: string) =>
    object('monitoring.coreos.com/v1', 'PrometheusRule', name, {
      groups: [
        {
          rules: [
            { alert: name, expr },
            { record: 'x', expr },
          ],
        },
      ],
    });
  const { alerts } = ledgerOf(rule('overdue', 'volsync_volume_out_of_sync == 1'), rule('other', 'up == 0'));
  expect(alerts).toEqual([
    { object: { kind: 'PrometheusRule', name: 'overdue', namespace: 'games' }, names: ['overdue'] },
  ]);
});
