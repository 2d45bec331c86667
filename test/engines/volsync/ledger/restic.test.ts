import { copyIn, ledgerOf, object, protectionIn, vaultSecret } from '../../../ledger/support';

const volumes = [{ mountPath: 'repository', volumeSource: { nfs: { server: 'nas.internal', path: '/restic' } } }];

function backup(restic: object = {}) {
  return object('volsync.backube/v1alpha1', 'ReplicationSource', 'romm', {
    sourcePVC: 'romm',
    trigger: { schedule: '0 9 * * *' },
    restic: { repository: 'romm-secret', retain: { daily: 14 }, moverVolumes: volumes, ...restic },
  });
}

function secret(url: string) {
  return vaultSecret({ RESTIC_REPOSITORY: url, RESTIC_PASSWORD: '{{ .RESTIC_PASSWORD }}' });
}

test('a repository on the NAS, an app of its own, pruned by its mover', () => {
  const ledger = ledgerOf(backup(), secret('/mnt/repository/romm'));
  expect(copyIn(ledger)).toMatchObject({
    engine: 'VolSync with Restic',
    repository: 'nfs://nas.internal/restic/romm/',
    identity: 'volsync:/data',
    retention: { hourly: 0, daily: 14, weekly: 0, monthly: 0, yearly: 0, latest: 0 },
    restorePoints: { count: 14, oldestDays: 13 },
  });
  expect(ledger.repositories[0]?.maintainsItself).toBe(true);
});

test.each<[retain: object | undefined, retention: object | undefined]>([
  [undefined, { latest: 1 }],
  [
    { last: '3', daily: 2 },
    { latest: 3, daily: 2 },
  ],
  [{ last: 'three' }, undefined],
  [{ within: '3d', daily: 2 }, undefined],
])('%j is what it keeps', (retain, retention) => {
  const none = { hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0, latest: 0 };
  const copy = copyIn(ledgerOf(backup({ retain }), secret('/mnt/repository/romm')));
  expect(copy.retention).toEqual(retention && { ...none, ...retention });
  expect(copy.restorePoints === undefined).toBe(retention === undefined);
});

test.each<[url: string, key: string]>([
  ['s3:https://s3.amazonaws.com/backups/restic/romm', '["s3.amazonaws.com","backups","restic/romm/"]'],
  ['s3:s3.amazonaws.com/backups', '["s3.amazonaws.com","backups",""]'],
  ['rest:https://user:word@rest.example.com/romm', 'rest:https://rest.example.com/romm'],
  ['b2:bucket:romm', 'b2:bucket:romm'],
  ['{{ .REPOSITORY }}/romm', 'unknown:["kopia","REPOSITORY"]/romm'],
  ['/elsewhere/romm', 'unknown:/elsewhere/romm'],
  ['ftp:nothing', 'unknown:restic'],
])('%s is a place', (url, key) => {
  expect(copyIn(ledgerOf(backup(), secret(url))).repository).toBe(key);
});

test('a restore of it looks into the same repository', () => {
  const restore = object('volsync.backube/v1alpha1', 'ReplicationDestination', 'romm-dst', {
    restic: { repository: 'romm-secret', destinationPVC: 'romm', moverVolumes: volumes },
  });
  expect(protectionIn(ledgerOf(backup(), restore, secret('/mnt/repository/romm'))).restore?.finds).toBe('yes');
});
