import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../../src/ledger/audit/audit';
import { auditOf, foundIn, streamOf, textsOf } from '../ledger/audit/support';

/** Rendered clusters of other people's: they are read where they are, and no copy of them is kept. */
const folder = process.env.CLUSTERS_DIR;
if (folder === undefined) {
  throw new Error('CLUSTERS_DIR is not set: point it at a folder of rendered clusters, one YAML stream for each');
}

const audits = new Map<string, Audit>(
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name.slice(0, 1), auditOf(...streamOf(readFileSync(join(folder, name), 'utf8')))]),
);

function of(cluster: number): Audit {
  const audit = audits.get(String(cluster));
  if (audit === undefined) {
    throw new Error(`${cluster} is not there`);
  }
  return audit;
}

/** How many objects a code is found on, those that a finding names together counted one by one. */
function count(cluster: number, code: string, text = ''): number {
  return of(cluster)
    .findings.filter((each) => each.code === code && each.text.includes(text))
    .reduce((sum, { others = [] }) => sum + 1 + others.length, 0);
}

test('all nine are there, and each claim is one that is backed up or one that is not', () => {
  const statuses = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((each) => {
    const { claims } = of(each);
    return [
      claims.filter(({ status }) => status === 'protected').length,
      claims.filter(({ status }) => status === 'unprotected').length,
      claims.length,
    ];
  });
  // PersistentVolumeClaims with a restore, and those without, as they were counted when the clusters were rendered; of
  // the seventh one without a restore is backed up.
  expect(statuses).toEqual([
    [46, 0, 46],
    [37, 2, 39],
    [27, 2, 29],
    [30, 0, 30],
    [22, 2, 24],
    [22, 4, 26],
    [28, 11, 39],
    [22, 9, 31],
    [33, 7, 40],
  ]);
});

test('nothing that is right is found to be a loss', () => {
  const losses = [...audits.values()].flatMap((audit) => audit.findings.filter(({ severity }) => severity === 'loss'));
  expect(new Set(losses.map(({ code }) => code))).toEqual(new Set(['claim-unprotected']));
});

test('1: two rules of one name, and apps that depend on nothing', () => {
  expect(foundIn(of(1), 'object-doubled')).toEqual(['object-doubled PrometheusRule volsync/volsync']);
  const [order] = of(1).findings.filter(({ code }) => code === 'order-open');
  const open = [order?.object, ...(order?.others ?? [])].map((each) => each?.name);
  const lone = [
    'atuin',
    'bookstack',
    'freshrss',
    'homelab-github-notifier',
    'lldap',
    'sharry',
    'vaultwarden',
    'vikunja',
  ];
  expect(open).toEqual(expect.arrayContaining(lone));
});

test('2: movers that run as root and say another user, copies of shared claims for one node, minutes that two share', () => {
  expect(count(2, 'setting-without-effect', 'It says runAsUser 568, and runs as root')).toBe(111);
  expect(foundIn(of(2), 'copy-modes-differ')).toEqual([
    'copy-modes-differ ReplicationSource automation/zigbee2mqtt',
    'copy-modes-differ ReplicationSource media/qbittorrent',
  ]);
  const together = textsOf(of(2), 'starts-together');
  expect(together.some((text) => text.endsWith('2 at 26 * * * *, 2 at 36 * * * *, 2 at 42 * * * *.'))).toBe(true);
  expect(together.some((text) => text.endsWith('2 at 44 1 * * *.'))).toBe(true);
});

test('3, 4, 6: several users write one repository, and one namespace of 6 lacks a right', () => {
  for (const [cluster, ...users] of [
    [3, 'uid 4000 (22 movers)', 'uid 1000 (5 movers)', 'uid 5050 (ReplicationSource default/pgadmin)'],
    [4, 'uid 2000 (26 movers)', 'uid 0 (2 movers)'],
    [6, 'uid 2000 (ReplicationSource security/kanidm)', 'uid 1000 (KopiaMaintenance system/daily)'],
  ] as const) {
    const [text = ''] = textsOf(of(cluster), 'repository-users-differ');
    expect(users.filter((each) => !text.includes(each))).toEqual([]);
  }
  expect(foundIn(of(6), 'rights-uneven')).toEqual(['rights-uneven ReplicationSource security/kanidm']);
});

test('3 to 9: every source of a tier starts in the same minute, and both tiers of 9 copy one claim at once', () => {
  const most = [3, 4, 5, 6, 7, 8, 9].map((each) =>
    Math.max(...textsOf(of(each), 'starts-together').map((text) => Number(/: (\d+) at/.exec(text)?.[1] ?? 0))),
  );
  expect(most).toEqual([27, 30, 22, 22, 27, 22, 66]);
  expect(count(9, 'starts-together', 'Both backups of this claim')).toBe(66);
});

test('6: scalers that never scale, and a cache as large as its claim', () => {
  expect(count(6, 'scaler-idle')).toBe(12);
  expect(textsOf(of(6), 'cache-large')).toContain(
    'Its cache of 50Gi is as large as its claim of 50Gi, and Kopia fills a small part of that.',
  );
});

test('7: names that mislead, no way to restore, caches of two classes', () => {
  expect(foundIn(of(7), 'name-misleads', 'restore-missing')).toEqual([
    'restore-missing PersistentVolumeClaim self-hosted/immich-photos',
    'name-misleads ReplicationSource self-hosted/immich-photos-s3',
    'name-misleads ReplicationSource self-hosted/immich-photos-s3',
  ]);
  expect(count(7, 'cache-class-differs')).toBe(54);
});

test('8: restores that Flux changes, and caches that are too small', () => {
  expect(count(8, 'restore-not-kept')).toBe(22);
  expect(textsOf(of(8), 'cache-small')).toContain(
    'Its cache of 100Mi holds no index of a grown repository, and the mover ends where it is full.',
  );
});

test('9: restores as nobody in particular, and hours that are days', () => {
  expect(count(9, 'mover-not-restorer')).toBe(33);
  expect(count(9, 'retention-differs', 'retain.hourly: Restic keeps the last of 24 periods')).toBe(33);
});

test('10: an image without a version, and apps that wait for no operator', () => {
  expect([3, 4].map((each) => count(each, 'image-unpinned'))).toEqual([1, 1]);
  expect([2, 3, 5, 7].map((each) => count(each, 'order-open'))).toEqual([37, 27, 22, 28]);
});

test('settings that nothing reads', () => {
  const without = (cluster: number) =>
    foundIn(of(cluster), 'setting-without-effect').filter((each) => each.includes(' Kustomization '));
  expect(without(1)).toEqual([
    'setting-without-effect Kustomization default/smtp-relay',
    'setting-without-effect Kustomization observability/apprise',
  ]);
  expect([...new Set(without(2))]).toEqual([
    'setting-without-effect Kustomization database/pgadmin',
    'setting-without-effect Kustomization media/plex',
  ]);
  expect(without(5)).toEqual([
    'setting-without-effect Kustomization downloads/subsyncarr',
    'setting-without-effect Kustomization selfhosted/resticprofile',
  ]);
  expect([...new Set(without(6))]).toEqual(['setting-without-effect Kustomization self-hosted/freshrss']);
  expect(without(7)).toEqual(['setting-without-effect Kustomization media/flaresolverr']);
  expect([3, 4, 8, 9].flatMap(without)).toEqual([]);
  const unread = (cluster: number, text: string) => count(cluster, 'setting-unread', text);
  expect([1, 2, 6].map((each) => unread(each, 'KOPIA_FS_PATH'))).toEqual([47, 38, 23]);
  expect(unread(7, 'compression.compressorName')).toBe(54);
  expect(unread(7, 'With copyMethod Direct')).toBe(1);
  expect(unread(9, 'With copyMethod Clone')).toBe(66);
});
