import { mapMarkdown } from '../../../src/ledger/show/map-markdown';
import { claim, ledgerOf, maintenance, object, restore, source, vaultSecret } from '../support';

const objects = [claim(), restore(), source(), vaultSecret(), maintenance()];

test('a page says of every claim where it is backed up, when, what there is to restore, and what is missing', () => {
  const cache = object('v1', 'PersistentVolumeClaim', 'cache', {
    storageClassName: 'block',
    resources: { requests: { storage: '1Gi' } },
  });
  const unclear = object('volsync.backube/v1alpha1', 'ReplicationSource', 'odd', { rclone: {} });
  expect(mapMarkdown(ledgerOf(...objects, cache, unclear))).toBe(`# What is protected

1 claim with 1 destination. 1 claim without. Restore points are those that there are at any time, at least.

## Claims

| claim | size | backed up into | when | restore points | oldest | copies | filled from | gaps |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| games/romm | 5Gi | nfs://nas.internal/mnt/backups/ | 0 4 \\* \\* \\* | 7 | 6 days | 2 on 2 | romm@games:/data in nfs://nas.internal/mnt/backups/ | 2 copies of 3, nothing off-site, not verified |

## Not protected

| claim | size | class |
| --- | --- | --- |
| games/cache | 1Gi | block |

## Repositories

| repository | off-site | claims | maintained | verified | copied to |
| --- | --- | --- | --- | --- | --- |
| nfs://nas.internal/mnt/backups/ | no | 1 | KopiaMaintenance games/nas, 30 3 \\* \\* \\* | by nobody |  |

## Not understood

| object | why |
| --- | --- |
| ReplicationSource games/odd | it copies by rclone, of which nothing is known here |
`);
});

test('the page is the same in whatever order the objects come', () => {
  expect(mapMarkdown(ledgerOf(...[...objects].reverse()))).toBe(mapMarkdown(ledgerOf(...objects)));
});

test('a page of nothing says that nothing was there, and one of no backups that there are none', () => {
  expect(mapMarkdown(ledgerOf())).toBe(
    '# What is protected\n\nThere are no objects here, so nothing is said about anything.\n',
  );
  expect(mapMarkdown(ledgerOf(object('v1', 'ConfigMap', 'x', {})))).toContain('0 claims with 0 destinations.');
});

const row = (...all: readonly unknown[]) =>
  mapMarkdown(ledgerOf(...all))
    .split('\n')
    .find((line) => line.startsWith('| games/romm')) ?? '';

test.each<[gap: string, objects: readonly unknown[]]>([
  ['restore finds nothing', [claim(), restore({ sourceIdentity: { sourceName: 'x' } }), source(), vaultSecret()]],
  ['restore unknown', [claim(), source(), vaultSecret()]],
  ['no restore', [source(), vaultSecret()]],
  ['held', [claim(), restore(), source({}, { paused: true }), vaultSecret(), maintenance()]],
  ['not maintained', [claim(), restore(), source(), vaultSecret()]],
  ['maintained twice', [...objects, maintenance({}, 'other')]],
  ['runs at no known time', [claim(), restore(), source({}, { trigger: { manual: 'x' } }), vaultSecret()]],
])('a gap is named: %s', (gap, all) => {
  expect(row(...all)).toContain(gap);
  expect(row(...objects)).not.toContain(gap);
});
