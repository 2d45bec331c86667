import { auditOf, foundIn, textsOf } from '../../../ledger/audit/support';
import { claim, maintenance, object, restore, source, vaultSecret } from '../../../ledger/support';

type Fields = Record<string, unknown>;

const retain = { hourly: 0, daily: 7, weekly: 0, monthly: 0, yearly: 0, latest: 0 };
const labels = (name: string) => ({
  'kustomize.toolkit.fluxcd.io/name': name,
  'kustomize.toolkit.fluxcd.io/namespace': 'games',
});
const owned = (of: Record<string, unknown>, owner: string, name = 'romm') => ({
  ...of,
  metadata: { name, namespace: 'games', labels: labels(owner) },
});
const kustomization = (name: string, spec: Fields = {}) =>
  object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', name, { ...spec });
const restic = (fields: Fields = {}, name = 'romm', schedule = '0 9 * * *') =>
  object('volsync.backube/v1alpha1', 'ReplicationSource', name, {
    sourcePVC: 'romm',
    trigger: { schedule },
    restic: { repository: 'restic', ...fields },
  });
const privileged = (value = 'true') => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'games', annotations: { 'volsync.backube/privileged-movers': value } },
});

describe('retention', () => {
  const of = (fields: Fields, schedule: string) => auditOf(source({ retain: fields }, { trigger: { schedule } }));

  test('a key that the schedule cannot fill', () => {
    expect(textsOf(of({ ...retain, hourly: 24 }, '0 4 * * *'), 'retention-unfilled')).toEqual([
      'retain.hourly: 24 are asked for, but of backups at "<minute> 4 * * *" Kopia keeps 2 for it at most, none that is more than 24 hours older than the newest; write latest: 24 in its place for the newest 24.',
    ]);
    expect(foundIn(of({ ...retain, hourly: 24 }, '0 * * * *'), 'retention-unfilled')).toEqual([]);
  });

  test('keys that are left out are Kopia’s own', () => {
    expect(textsOf(of({ daily: 7, hourly: 0 }, '0 4 * * *'), 'retention-inherited')).toEqual([
      "Its retention leaves out weekly, monthly, yearly, latest, for which Kopia's own counts are in force: weekly 4, monthly 24, yearly 3, latest 10.",
    ]);
    expect(foundIn(of(retain, '0 4 * * *'), 'retention-inherited')).toEqual([]);
  });

  test('a key of which the schedule fills a part', () => {
    expect(textsOf(of({ ...retain, hourly: 24 }, '0 */12 * * *'), 'retention-short')).toEqual([
      'Its schedule makes no more backups than a part of what its retention asks for: hourly keeps 3 of 24 at most.',
    ]);
    expect(foundIn(of({ ...retain, hourly: 24 }, '0 * * * *'), 'retention-short')).toEqual([]);
    expect(foundIn(of({ ...retain, hourly: 24, latest: 24 }, '0 */12 * * *'), 'retention-short')).toEqual([]);
  });

  test('all 0 keeps everything', () => {
    expect(foundIn(of({ ...retain, daily: 0 }, '0 4 * * *'), 'retention-endless')).toHaveLength(1);
    expect(foundIn(of(retain, '0 4 * * *'), 'retention-endless')).toEqual([]);
  });

  test('Restic counts what there is, where Kopia counts the clock', () => {
    expect(textsOf(auditOf(restic({ retain: { hourly: 24 } })), 'retention-differs')).toEqual([
      'retain.hourly: Restic keeps the last of 24 periods that have a backup, which is the last 24 backups here; Kopia, with the same keys, keeps 2.',
    ]);
    expect(foundIn(auditOf(restic({ retain: { daily: 14 } })), 'retention-differs')).toEqual([]);
    expect(textsOf(auditOf(restic()), 'retention-inherited')).toEqual([
      'It has no retention, and Restic then keeps the last backup alone.',
    ]);
  });
});

describe('Secrets', () => {
  test('keys that no mover reads', () => {
    expect(foundIn(auditOf(source(), vaultSecret({ KOPIA_FS_PATH: '/x' })), 'setting-unread')).toEqual([
      'setting-unread ExternalSecret games/romm-secret-vault',
    ]);
    expect(foundIn(auditOf(source(), vaultSecret()), 'setting-unread')).toEqual([]);
  });

  test('keys without which nothing runs', () => {
    const bare = (stringData: Fields) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'romm-secret', namespace: 'games' },
      stringData,
    });
    expect(
      textsOf(auditOf(source(), bare({ KOPIA_REPOSITORY: 'filesystem:///mnt/repository' })), 'secret-key-missing'),
    ).toEqual(['It has no key KOPIA_PASSWORD, without which nothing that reads it backs up or restores.']);
    expect(
      foundIn(auditOf(source(), bare({ KOPIA_REPOSITORY: 'x', KOPIA_PASSWORD: 'y' })), 'secret-key-missing'),
    ).toEqual([]);
  });
});

describe('settings that nothing reads', () => {
  test.each<[string, Fields, Fields | undefined]>([
    [
      'With copyMethod Direct nothing reads storageClassName.',
      { copyMethod: 'Direct', storageClassName: 'x' },
      undefined,
    ],
    [
      'With copyMethod Clone nothing reads volumeSnapshotClassName.',
      { copyMethod: 'Clone', volumeSnapshotClassName: 'x', storageClassName: 'y' },
      undefined,
    ],
    ['VolSync knows no kopia.pruneIntervalDays.', { pruneIntervalDays: 7 }, undefined],
    [
      'It has a manual trigger beside its schedule, and VolSync then ignores the schedule.',
      {},
      { schedule: '0 4 * * *', manual: 'x' },
    ],
  ])('%s', (text, kopia, trigger) => {
    expect(textsOf(auditOf(source(kopia, trigger === undefined ? {} : { trigger })), 'setting-unread')).toEqual([text]);
  });

  test('with Snapshot all of them are read', () => {
    const all = {
      copyMethod: 'Snapshot',
      storageClassName: 'x',
      volumeSnapshotClassName: 'y',
      accessModes: ['ReadWriteOnce'],
    };
    expect(foundIn(auditOf(source(all)), 'setting-unread')).toEqual([]);
  });

  test('a path of its own makes retention one of them', () => {
    expect(foundIn(auditOf(source({ sourcePathOverride: '/x' })), 'setting-without-effect')).toHaveLength(1);
  });

  test('most of a policy file', () => {
    const map = (data: Fields) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'policy', namespace: 'games' },
      data,
    });
    const of = (data: Fields) => auditOf(source({ policyConfig: { configMapName: 'policy' } }), map(data));
    const file = (value: unknown) => of({ 'global-policy.json': JSON.stringify(value) });
    expect(
      textsOf(
        file({ compression: { compressorName: 'zstd', compressor: 'zstd' }, files: { ignore: ['a'] } }),
        'setting-unread',
      ),
    ).toEqual(['Of its policy no mover reads compression.compressorName.']);
    expect(foundIn(file({ retention: { keepDaily: 7 } }), 'setting-unread')).toEqual([]);
    expect(textsOf(of({ 'global-policy.json': '{' }), 'setting-unread')).toEqual([
      'Of its policy no mover reads what is not JSON.',
    ]);
    expect(textsOf(of({ 'policy.json': '{}' }), 'setting-without-effect')).toEqual([
      'It has no file global-policy.json, which movers look for.',
    ]);
  });
});

describe('as whom movers run', () => {
  const whole = (backup: Fields, back: Fields, ...more: readonly unknown[]) =>
    auditOf(
      claim(),
      source({ moverSecurityContext: backup }),
      restore({ moverSecurityContext: back }),
      vaultSecret(),
      ...more,
    );

  test('a restore as somebody else than the backup', () => {
    expect(textsOf(whole({ runAsUser: 568 }, {}), 'mover-not-restorer')).toEqual([
      'It is told to write what it restores as nobody in particular, which is root, and backups of it to run as uid 568: what is restored belongs to somebody else than what was backed up.',
    ]);
    expect(foundIn(whole({ runAsUser: 568 }, { runAsUser: 568 }), 'mover-not-restorer')).toEqual([]);
  });

  test('several users of one repository in a folder', () => {
    const own = { runAsUser: 568 };
    expect(textsOf(whole(own, own, maintenance()), 'repository-users-differ')).toEqual([
      'Several users write nfs://nas.internal/mnt/backups/: uid 568 (ReplicationSource games/romm), uid 1000 (KopiaMaintenance games/nas). What one writes is not for the others to read, unless the server makes one user of all.',
    ]);
    expect(foundIn(whole(own, own, maintenance({ podSecurityContext: own })), 'repository-users-differ')).toEqual([]);
    expect(foundIn(whole(own, own, maintenance(), privileged()), 'repository-users-differ')).toHaveLength(1);
  });

  test('root by the namespace, whatever they say', () => {
    expect(textsOf(whole({ runAsUser: 568 }, { runAsUser: 568 }, privileged()), 'setting-without-effect')).toEqual(
      Array(2).fill(
        'It says runAsUser 568, and runs as root, because its namespace has volsync.backube/privileged-movers.',
      ),
    );
    expect(
      foundIn(whole({ runAsUser: 568 }, { runAsUser: 568 }, privileged('false')), 'setting-without-effect'),
    ).toEqual([]);
    expect(foundIn(whole({ runAsNonRoot: true }, {}, privileged()), 'mover-refused')).toEqual([
      'mover-refused ReplicationSource games/romm',
    ]);
  });

  test('some namespaces as root and others not', () => {
    const elsewhere = { ...source(), metadata: { name: 'x', namespace: 'media' } };
    expect(textsOf(whole({}, {}, privileged(), elsewhere), 'rights-uneven')).toEqual([
      'Movers of games run as root, and those of media do not: what the ones write into a repository the others may not read, and they themselves not every file of a claim.',
    ]);
    expect(foundIn(whole({}, {}, privileged()), 'rights-uneven')).toEqual([]);
  });
});

describe('caches and copies', () => {
  const of = (kopia: Fields, back: Fields = {}, spec: Fields = {}) =>
    auditOf(claim(spec), source(kopia), restore(back), vaultSecret());

  test.each<[string, Fields, Fields, Fields]>([
    ['cache-small', { cacheCapacity: '500Mi' }, {}, {}],
    ['cache-large', { cacheCapacity: '50Gi' }, {}, { resources: { requests: { storage: '50Gi' } } }],
    ['cache-class-differs', { cacheStorageClassName: 'a' }, { cacheStorageClassName: 'b' }, {}],
    ['copy-modes-differ', { accessModes: ['ReadWriteOnce'] }, {}, { accessModes: ['ReadWriteMany'] }],
  ])('%s', (code, kopia, back, spec) => {
    expect(foundIn(of(kopia, back, spec), code)).toEqual([`${code} ReplicationSource games/romm`]);
  });

  test('none of them', () => {
    const codes = ['cache-small', 'cache-large', 'cache-class-differs', 'copy-modes-differ'];
    const fine = of(
      { cacheCapacity: '1Gi', cacheStorageClassName: 'a', accessModes: ['ReadOnlyMany'] },
      { cacheStorageClassName: 'a' },
      { accessModes: ['ReadWriteMany'] },
    );
    expect(foundIn(fine, ...codes)).toEqual([]);
    expect(foundIn(of({ cacheCapacity: '5Gi' }), ...codes)).toEqual([]);
  });
});

describe('restores that are Flux’s', () => {
  test('one that Flux would change runs anew', () => {
    const all = (metadata: Fields) =>
      auditOf(claim(), source(), vaultSecret(), { ...owned(restore(), 'romm', 'romm-dst'), ...metadata });
    expect(foundIn(all({}), 'restore-not-kept')).toEqual(['restore-not-kept ReplicationDestination games/romm-dst']);
    const kept = {
      name: 'romm-dst',
      namespace: 'games',
      labels: { ...labels('romm'), 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' },
    };
    expect(foundIn(all({ metadata: kept }), 'restore-not-kept')).toEqual([]);
    expect(foundIn(auditOf(claim(), source(), vaultSecret(), restore()), 'restore-not-kept')).toEqual([]);
  });

  test('one that wipes a claim before it looks for a snapshot', () => {
    expect(
      foundIn(auditOf(restore({ enableFileDeletion: true, destinationPVC: 'romm' })), 'restore-wipes'),
    ).toHaveLength(1);
    expect(foundIn(auditOf(restore({ enableFileDeletion: true })), 'restore-wipes')).toEqual([]);
  });
});

describe('claims that cannot be filled', () => {
  const asking = (dataSourceRef: Fields, back: Fields = {}, spec: Fields = {}) =>
    textsOf(
      auditOf(
        claim({ dataSourceRef: { kind: 'ReplicationDestination', name: 'romm-dst', ...dataSourceRef }, ...spec }),
        source(),
        restore(back),
        vaultSecret(),
      ),
      'restore-refused',
    );
  const right = { apiGroup: 'volsync.backube' };

  test.each<[string, Fields, Fields]>([
    ['It asks for its restore in API group "", which has none: made anew, it waits for ever.', {}, {}],
    [
      'It asks for its restore in API group "volsync.backube/v1alpha1", which has none: made anew, it waits for ever.',
      { apiGroup: 'volsync.backube/v1alpha1' },
      {},
    ],
    [
      'It asks for a restore of namespace media, which Kubernetes does not allow: made anew, it waits for ever.',
      { ...right, namespace: 'media' },
      {},
    ],
    [
      'It is filled from a restore with copyMethod Direct, of which there is no snapshot: made anew, it waits for ever.',
      right,
      { copyMethod: 'Direct' },
    ],
    [
      'It is of 5Gi, and what it is filled from of 6Gi: no volume is made of a snapshot that is larger.',
      right,
      { capacity: '6Gi' },
    ],
  ])('%s', (text, ref, back) => {
    expect(asking(ref, back)).toEqual([text]);
  });

  test('of dataSource alone Kubernetes drops it, and beside dataSourceRef it is a copy', () => {
    const dataSource = { ...right, kind: 'ReplicationDestination', name: 'romm-dst' };
    const of = (spec: Fields) => textsOf(auditOf(claim({ dataSource, ...spec }), restore()), 'restore-refused');
    expect(of({ dataSourceRef: undefined })).toEqual([
      'It asks for its restore in dataSource alone, where Kubernetes drops it: made anew, it begins empty.',
    ]);
    expect(of({})).toEqual([]);
  });

  test('what is right is none of them', () => {
    expect(asking(right, { copyMethod: 'Snapshot', capacity: '5Gi' })).toEqual([]);
  });
});

test('a restore that no claim asks for', () => {
  const idle = (...all: readonly unknown[]) => foundIn(auditOf(restore(), ...all), 'restore-idle');
  expect(idle()).toEqual(['restore-idle ReplicationDestination games/romm-dst']);
  expect(idle(claim())).toEqual([]);
  expect(foundIn(auditOf(restore({ destinationPVC: 'romm' })), 'restore-idle')).toEqual([]);
});

test('what movers mount and nothing makes', () => {
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'here', namespace: 'games' }, data: {} };
  const of = (kopia: Fields) => textsOf(auditOf(source(kopia), vaultSecret(), map), 'reference-missing');
  expect(of({ policyConfig: { configMapName: 'gone' } })).toEqual([
    'It mounts ConfigMap gone, which no object here makes, and does not run without.',
  ]);
  expect(of({ customCA: { secretName: 'gone', key: 'ca.crt' } })).toHaveLength(1);
  expect(of({ moverVolumes: [{ mountPath: 'x', volumeSource: { secret: { secretName: 'gone' } } }] })).toHaveLength(1);
  expect(of({ policyConfig: { configMapName: 'here' }, customCA: { secretName: 'romm-secret', key: 'x' } })).toEqual(
    [],
  );
  const ca = { repository: 'romm-secret', customCA: { configMapName: 'gone', key: 'x' } };
  expect(textsOf(auditOf(maintenance({ repository: ca }), vaultSecret(), map), 'reference-missing')).toHaveLength(1);
});

describe('names', () => {
  const bucket = vaultSecret({ KOPIA_REPOSITORY: 's3://bucket', KOPIA_S3_ENDPOINT: 's3.example.org' }, 'odd-volsync');
  const apps = ['a', 'b', 'c', 'd', 'e'].flatMap((name) => [
    source({ repository: `${name}-volsync` }, { sourcePVC: name }, `${name}-nas`),
    vaultSecret({}, `${name}-volsync`),
  ]);

  test('a Secret that is called as those of another repository are', () => {
    const odd = source({ repository: 'odd-volsync', moverVolumes: undefined }, { sourcePVC: 'odd' }, 'odd');
    expect(textsOf(auditOf(...apps, bucket, odd), 'name-misleads')).toEqual([
      'Its Secret odd-volsync opens s3://s3.example.org/bucket/; 5 others that are called <app>-volsync open nfs://nas.internal/mnt/backups/.',
    ]);
  });

  test('a source that is called otherwise than all others into its repository', () => {
    const odd = source({ repository: 'a-volsync' }, { sourcePVC: 'f' }, 'f-photos');
    expect(textsOf(auditOf(...apps, odd), 'name-misleads')).toEqual([
      'It is not called <app>-nas, as 5 others into its repository are; its history is filed under its name.',
    ]);
    expect(foundIn(auditOf(...apps), 'name-misleads')).toEqual([]);
  });
});

describe('what Flux is told', () => {
  const operator = [
    {
      ...object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'volsync', {
        chart: { spec: { chart: 'volsync-perfectra1n' } },
      }),
      metadata: { name: 'volsync', namespace: 'games', labels: labels('operator') },
    },
    kustomization('operator'),
  ];

  test('an app that waits for no operator', () => {
    const app = owned(source(), 'app');
    const found = (...all: readonly unknown[]) => foundIn(auditOf(...operator, app, ...all), 'order-open');
    expect(found(kustomization('app'))).toEqual(['order-open Kustomization games/app']);
    expect(found(kustomization('app', { dependsOn: [{ name: 'operator' }] }))).toEqual([]);
    expect(
      found(
        kustomization('app', { dependsOn: [{ name: 'x' }] }),
        kustomization('x', { dependsOn: [{ name: 'operator', namespace: 'games' }] }),
      ),
    ).toEqual([]);
    expect(foundIn(auditOf(app, kustomization('app')), 'order-open')).toEqual([]);
  });

  describe('variables', () => {
    const app = owned(source({ moverSecurityContext: { runAsUser: 568 }, cacheCapacity: '5Gi' }), 'app');
    const told = (substitute: Fields, ...more: readonly unknown[]) =>
      textsOf(auditOf(app, kustomization('app', { postBuild: { substitute } }), ...more), 'setting-without-effect');

    test('an app that looks protected and is not', () => {
      expect(
        textsOf(
          auditOf(app, kustomization('lone', { postBuild: { substitute: { VOLSYNC_CAPACITY: '1Gi' } } })),
          'setting-without-effect',
        ),
      ).toEqual(['It sets VOLSYNC_CAPACITY, as apps that are backed up do, and nothing that it applies here is.']);
    });

    test('a value that nothing has', () => {
      expect(told({ VOLSYNC_CAPACITY: '77Gi' })).toEqual([
        'It sets VOLSYNC_CAPACITY, and nothing that it applies here has the value "77Gi".',
      ]);
      expect(told({ VOLSYNC_CACHE_CAPACITY: '5Gi', VOLSYNC_SCHEDULE: '0 4 * * *', OTHER: 'x' })).toEqual([]);
    });

    test('a user as whom nothing runs', () => {
      expect(told({ APP_UID: '1000' })).toEqual(['It sets APP_UID, and nothing that it applies here runs as 1000.']);
      expect(told({ APP_UID: '568' })).toEqual([]);
      const pod = owned(
        object('v1', 'Pod', 'x', { containers: [{ env: [{ name: 'PUID', value: '1000' }] }] }),
        'app',
        'x',
      );
      expect(told({ APP_UID: '1000' }, pod)).toEqual([]);
    });

    test('a cache that one of two has', () => {
      expect(told({ VOLSYNC_CACHE_CAPACITY: '5Gi' }, owned(restic({ cacheCapacity: '8Gi' }), 'app', 'second'))).toEqual(
        ['It sets VOLSYNC_CACHE_CAPACITY, and ReplicationSource games/second have another cache.'],
      );
    });

    test('of objects of which nobody says who applies them nothing is said', () => {
      expect(
        textsOf(
          auditOf(source(), kustomization('lone', { postBuild: { substitute: { VOLSYNC_CAPACITY: '1Gi' } } })),
          'setting-without-effect',
        ),
      ).toEqual([]);
    });
  });
});

test('an image that policies put before backups', () => {
  const policy = (image: string, condition = 'object.metadata.name.startsWith("volsync-src-")') =>
    object('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 'jitter', {
      matchConditions: [{ expression: condition }],
      mutations: [{ jsonPatch: { expression: `[JSONPatch{value: X{image: "${image}"}}]` } }],
    });
  const counts = ['busybox', 'busybox:latest', 'docker.io/library/busybox:latest', 'localhost:5000/busybox'].map(
    (image) => foundIn(auditOf(policy(image)), 'image-unpinned').length,
  );
  expect(counts).toEqual([1, 1, 1, 1]);
  const fine = ['busybox:1.38.0', 'busybox@sha256:abc', 'localhost:5000/busybox:1'].map(
    (image) => foundIn(auditOf(policy(image)), 'image-unpinned').length,
  );
  expect(fine).toEqual([0, 0, 0]);
  expect(foundIn(auditOf(policy('busybox', 'true')), 'image-unpinned')).toEqual([]);
});
