import { claim, maintenance, object, restore, source, vaultSecret } from '../support';
import { alert, auditOf, deployment, foundIn, sound, textsOf } from './support';

const NAS = 'nfs://nas.internal/mnt/backups/';
const named = (of: Record<string, unknown>, name: string) => ({ ...of, metadata: { name, namespace: 'games' } });
const other = [
  claim(
    { dataSourceRef: { apiGroup: 'volsync.backube', kind: 'ReplicationDestination', name: 'b-dst' } },
    { name: 'b' },
  ),
  source({ repository: 'romm-secret' }, { sourcePVC: 'b', trigger: { schedule: '7 5 * * *' } }, 'b'),
  restore({ sourceIdentity: { sourceName: 'b' } }, 'b-dst'),
];

describe('restores', () => {
  const whole = (...changed: readonly unknown[]) => auditOf(source(), vaultSecret(), maintenance(), ...changed);

  test('one that asks for what is filed of its claim is right', () => {
    expect(foundIn(whole(claim(), restore(), ...other)).filter((each) => each.startsWith('restore'))).toEqual([]);
  });

  test('one that asks for an identity under which nothing is filed fills a claim with nothing', () => {
    expect(textsOf(whole(claim(), restore({ sourceIdentity: { sourceName: 'rom' } })), 'restore-empty')).toEqual([
      `ReplicationDestination games/romm-dst asks for rom@games:/data in ${NAS}, under which no backup here files anything: made anew, claim games/romm is empty, and the restore reports success.`,
    ]);
  });

  test('one that asks another repository does as well', () => {
    const elsewhere = [
      { mountPath: 'repository', volumeSource: { nfs: { server: 'nas.internal', path: '/mnt/other' } } },
    ];
    expect(foundIn(whole(claim(), restore({ moverVolumes: elsewhere })), 'restore-empty')).toHaveLength(1);
  });

  test('one that asks for what is filed of another claim brings the data of that', () => {
    expect(
      textsOf(whole(claim(), restore({ sourceIdentity: { sourceName: 'b' } }), ...other), 'restore-of-another'),
    ).toEqual([
      `ReplicationDestination games/romm-dst asks for b@games:/data in ${NAS}, which is what is filed of claim games/b: made anew, claim games/romm has the data of that.`,
    ]);
  });

  test('one that is not here is unknown', () => {
    expect(textsOf(whole(claim()), 'restore-unknown')).toEqual([
      'It is filled from ReplicationDestination games/romm-dst, which is not here, or says nothing that can be told: if it is not in the cluster either, the claim waits for it for ever.',
    ]);
  });

  test('none is missing', () => {
    expect(foundIn(whole(claim({ dataSourceRef: undefined })), 'restore-missing')).toEqual([
      'restore-missing PersistentVolumeClaim games/romm',
    ]);
    expect(foundIn(whole(), 'restore-missing')).toEqual(['restore-missing ReplicationSource games/romm']);
  });

  test('a second copy that nothing restores from is noted, the first is not', () => {
    const second = named(source({ repository: 'other' }), 'romm-b2');
    expect(foundIn(whole(claim(), restore(), second), 'destination-unrestored')).toEqual([
      'destination-unrestored ReplicationSource games/romm-b2',
    ]);
  });

  test('a claim that is filled and not backed up stays as old as that', () => {
    expect(foundIn(auditOf(claim(), restore()), 'restore-missing')).toEqual([
      'restore-missing PersistentVolumeClaim games/romm',
    ]);
    expect(
      foundIn(auditOf(claim({ dataSourceRef: { kind: 'VolumeSnapshot', name: 'x' } })), 'restore-missing'),
    ).toEqual([]);
  });
});

describe('restores of claims that somebody else makes', () => {
  const asks = { apiGroup: 'volsync.backube', kind: 'ReplicationDestination', name: 'romm-dst' };
  const set = (dataSourceRef?: object) =>
    object('apps/v1', 'StatefulSet', 'romm', {
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { dataSourceRef } }],
    });
  const release = (entry: object) =>
    object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'romm', {
      chart: { spec: { chart: 'app-template' } },
      values: { persistence: { data: { size: '5Gi', ...entry } } },
    });
  const backup = (sourcePVC: string) => [source({}, { sourcePVC }), vaultSecret(), maintenance()];
  const codes = ['restore-missing', 'restore-empty', 'restore-of-another', 'restore-unknown'];
  const found = (...all: readonly unknown[]) => foundIn(auditOf(...all), ...codes);

  test('a StatefulSet says in its template what they are filled from', () => {
    expect(found(set(asks), restore(), ...backup('data-romm-0'))).toEqual([]);
    expect(found(set(), restore(), ...backup('data-romm-0'))).toEqual(['restore-missing StatefulSet games/romm']);
    expect(found(set(asks), restore({ sourceIdentity: { sourceName: 'x' } }), ...backup('data-romm-0'))).toEqual([
      'restore-empty StatefulSet games/romm',
    ]);
    expect(found(set(asks), ...backup('data-romm-0'))).toEqual(['restore-unknown StatefulSet games/romm']);
  });

  test('values of app-template as well, under whichever name it is backed up', () => {
    for (const name of ['romm', 'romm-data']) {
      expect(found(release({ dataSourceRef: asks }), restore(), ...backup(name))).toEqual([]);
      expect(found(release({}), restore(), ...backup(name))).toEqual(['restore-missing HelmRelease games/romm']);
    }
  });

  test('what is accepted on whoever makes them counts', () => {
    const accepted = { 'cdk8s-volsync-kopia/accepted': 'restore-missing until 2027-01-31: by hand' };
    const made = { ...set(), metadata: { name: 'romm', namespace: 'games', annotations: accepted } };
    expect(found(made, ...backup('data-romm-0'))).toEqual([]);
  });
});

describe('histories', () => {
  const twin = (name: string, kopia: object = {}) =>
    source({ username: 'me', hostname: 'here', ...kopia }, { sourcePVC: name }, name);

  test('two claims that are filed as one are a loss', () => {
    const { findings } = auditOf(vaultSecret(), twin('a'), twin('b'));
    expect(findings.find(({ code }) => code === 'identity-shared')).toEqual({
      code: 'identity-shared',
      severity: 'loss',
      object: { kind: 'ReplicationSource', name: 'a', namespace: 'games' },
      others: [{ kind: 'ReplicationSource', name: 'b', namespace: 'games' }],
      text: `Claims games/a, games/b are filed as one, me@here:/data in ${NAS}: each restore may bring what is the other's, and each drops the other's snapshots.`,
      repair: 'Give each a name of its own, or a repository.',
    });
  });

  test('where only a vault knows the repository it is unknown', () => {
    const restic = (name: string) =>
      object('volsync.backube/v1alpha1', 'ReplicationSource', name, {
        sourcePVC: name,
        trigger: { schedule: '0 4 * * *' },
        restic: { repository: 'restic', retain: { daily: 7 } },
      });
    const secret = vaultSecret({ RESTIC_REPOSITORY: '{{ .WHERE }}', RESTIC_PASSWORD: '{{ .PASSWORD }}' }, 'restic');
    expect(foundIn(auditOf(secret, restic('a'), restic('b')), 'identity-shared', 'identity-unknown')).toEqual([
      'identity-unknown ReplicationSource games/a',
    ]);
  });

  test('two that differ are not', () => {
    expect(foundIn(auditOf(vaultSecret(), twin('a'), twin('b', { username: 'you' })), 'identity-shared')).toEqual([]);
  });

  test('a backup that is held, and one of which nothing says when it runs', () => {
    expect(foundIn(auditOf(source({}, { paused: true })), 'backups-held')).toHaveLength(1);
    expect(foundIn(auditOf(source({}, { trigger: { manual: 'now' } })), 'schedule-unknown')).toHaveLength(1);
  });
});

describe('repositories', () => {
  const base = [claim(), restore(), source(), vaultSecret()];

  test('nobody maintains it', () => {
    expect(textsOf(auditOf(...base), 'maintainer-missing')).toEqual([
      'Nobody maintains its repository, so it only ever grows.',
    ]);
    expect(textsOf(auditOf(...base, ...other), 'maintainer-missing')).toEqual([
      `Nobody maintains ${NAS}, so it only ever grows.`,
    ]);
    expect(foundIn(auditOf(...base, maintenance({ enabled: false })), 'maintainer-missing')).toHaveLength(1);
    expect(foundIn(auditOf(...base, maintenance()), 'maintainer-missing')).toEqual([]);
  });

  test('two maintain it', () => {
    expect(textsOf(auditOf(...base, maintenance(), maintenance({}, 'second')), 'maintainer-doubled')).toEqual([
      `KopiaMaintenance games/nas and KopiaMaintenance games/second maintain ${NAS}, and each destroys what the others still need.`,
    ]);
    expect(
      foundIn(auditOf(...base, maintenance(), maintenance({ suspend: true }, 'second')), 'maintainer-doubled'),
    ).toEqual([]);
  });

  test('one maintains a place into which nothing is backed up', () => {
    const elsewhere = [
      { mountPath: 'repository', volumeSource: { nfs: { server: 'nas.internal', path: '/mnt/old' } } },
    ];
    expect(
      foundIn(auditOf(...base, maintenance({ moverVolumes: elsewhere })), 'maintainer-idle', 'maintainer-missing'),
    ).toEqual(['maintainer-missing ReplicationSource games/romm', 'maintainer-idle KopiaMaintenance games/nas']);
  });

  test('nothing reads back what is in it, nothing is in another house', () => {
    const codes = ['repository-unverified', 'off-site-missing'];
    expect(foundIn(auditOf(...base, maintenance()), ...codes)).toEqual([
      'off-site-missing ReplicationSource games/romm',
      'repository-unverified ReplicationSource games/romm',
    ]);
    expect(foundIn(auditOf(...sound()), ...codes)).toEqual([]);
  });

  test('only the vault knows whether one is in another house', () => {
    const secret = vaultSecret({ KOPIA_REPOSITORY: 's3://bucket', KOPIA_S3_ENDPOINT: '{{ .ENDPOINT }}' });
    expect(
      foundIn(auditOf(source({ moverVolumes: undefined }), secret), 'off-site-unknown', 'off-site-missing'),
    ).toEqual(['off-site-unknown ReplicationSource games/romm']);
  });
});

test('a Secret that nothing here makes is named, and where no Secret is to be seen that is said', () => {
  expect(textsOf(auditOf(source(), vaultSecret({}, 'other')), 'secret-missing')).toEqual([
    'It reads Secret games/romm-secret, which no object here makes.',
  ]);
  expect(foundIn(auditOf(source()), 'secret-missing', 'secret-unknown')).toEqual([
    'secret-unknown ReplicationSource games/romm',
  ]);
  expect(foundIn(auditOf(source(), vaultSecret()), 'secret-missing', 'secret-unknown')).toEqual([]);
});

test('backups that start in one minute are one finding for each repository', () => {
  const at = (name: string, schedule: string) => source({}, { sourcePVC: name, trigger: { schedule } }, name);
  const all = ['a', 'b', 'c'].map((name) => at(name, '0 * * * *'));
  expect(
    textsOf(
      auditOf(vaultSecret(), ...all, at('d', '5 1 * * *'), at('e', '5 1 * * *'), at('f', '6 1 * * *')),
      'starts-together',
    ),
  ).toEqual([`Backups into ${NAS} start in the same minute as others: 3 at 0 * * * *, 2 at 5 1 * * *.`]);
  expect(foundIn(auditOf(vaultSecret(), at('a', '1 * * * *'), at('b', '2 * * * *')), 'starts-together')).toEqual([]);
});

test('two backups of one claim that start in one minute copy it at once', () => {
  expect(textsOf(auditOf(source(), source({ repository: 'x' }, {}, 'romm-b2')), 'starts-together')).toContain(
    'Both backups of this claim start in the same minute, and copy its volume at once.',
  );
});

test('an object that is here twice is found, and so is one that nobody understands', () => {
  expect(foundIn(auditOf(alert(), alert()), 'object-doubled')).toEqual(['object-doubled PrometheusRule games/backups']);
  const odd = object('volsync.backube/v1alpha1', 'ReplicationSource', 'odd', { rclone: {} });
  expect(textsOf(auditOf(odd), 'not-understood')).toEqual([
    'What it says of backups cannot be told: it copies by rclone, of which nothing is known here.',
  ]);
});

test('backups of which nobody is told when they fail', () => {
  expect(foundIn(auditOf(source()), 'alert-missing')).toEqual(['alert-missing ReplicationSource games/romm']);
  expect(foundIn(auditOf(source(), alert()), 'alert-missing')).toEqual([]);
});

test('a scaler that cannot scale', () => {
  const hpa = (spec: object) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'romm', { ...spec });
  const keda = (spec: object) => object('keda.sh/v1alpha1', 'ScaledObject', 'romm', { ...spec });
  const codes = (of: object) => foundIn(auditOf(of), 'scaler-idle').length;
  expect(
    [
      hpa({ minReplicas: 1, maxReplicas: 1 }),
      hpa({ maxReplicas: 1 }),
      keda({ minReplicaCount: 2, maxReplicaCount: 2 }),
    ].map(codes),
  ).toEqual([1, 1, 1]);
  expect([hpa({ minReplicas: 0, maxReplicas: 1 }), keda({ maxReplicaCount: 1 }), keda({})].map(codes)).toEqual([
    0, 0, 0,
  ]);
});

describe('as whom a claim is read and written', () => {
  const read = (context: object | undefined, ...others: readonly unknown[]) =>
    auditOf(source(context === undefined ? {} : { moverSecurityContext: context }), ...others);

  test('another user than its workload is a risk', () => {
    expect(textsOf(read({ runAsUser: 568, runAsGroup: 100 }, deployment(1000)), 'mover-not-writer')).toEqual([
      'It reads claim games/romm as uid 568 and gid 100, and Deployment games/romm writes it as uid 1000: what that keeps to itself is missing in every backup, and what is restored belongs to somebody else.',
    ]);
  });

  test('the same is none, and so is root by its namespace', () => {
    const root = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'games', annotations: { 'volsync.backube/privileged-movers': 'true' } },
    };
    expect(foundIn(read({ runAsUser: 568 }, deployment(568)), 'mover-not-writer', 'writer-unknown')).toEqual([]);
    expect(foundIn(read({ runAsUser: 568 }, deployment(1000), root), 'mover-not-writer', 'writer-unknown')).toEqual([]);
  });

  test('where nothing says it is unknown', () => {
    expect(foundIn(read({ runAsUser: 568 }), 'mover-not-writer', 'writer-unknown')).toEqual([
      'writer-unknown ReplicationSource games/romm',
    ]);
    expect(foundIn(read({ runAsUser: 568 }, deployment(null)), 'writer-unknown')).toHaveLength(1);
    expect(foundIn(read(undefined, deployment(568)), 'writer-unknown')).toHaveLength(1);
  });

  test('what a container says of itself wins, and one that only reads does not count', () => {
    const pod = (container: object, mount: object = {}) =>
      object('v1', 'Pod', 'romm', {
        securityContext: { runAsUser: 1 },
        containers: [{ ...container, volumeMounts: [{ name: 'data', ...mount }] }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'romm' } }],
      });
    const codes = (of: object) => foundIn(read({ runAsUser: 568 }, of), 'mover-not-writer', 'writer-unknown');
    expect(codes(pod({ securityContext: { runAsUser: 568 } }))).toEqual([]);
    expect(codes(pod({}))).toEqual(['mover-not-writer ReplicationSource games/romm']);
    expect(codes(pod({}, { readOnly: true }))).toEqual(['writer-unknown ReplicationSource games/romm']);
  });

  describe('by values of app-template', () => {
    const release = (values: object) =>
      object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'romm', {
        chart: { spec: { chart: 'app-template' } },
        values,
      });
    const app = (user: object, extra: object = {}) => ({
      persistence: { data: { existingClaim: 'romm', ...extra } },
      controllers: { main: { containers: { app: { ...user } } } },
    });
    const codes = (values: object) =>
      foundIn(read({ runAsUser: 568 }, release(values)), 'mover-not-writer', 'writer-unknown').map(
        (each) => each.split(' ')[0],
      );
    const as = (runAsUser: number) => ({ securityContext: { runAsUser } });

    test.each<[string, object, string[]]>([
      ['the pod of all', { ...app({}), defaultPodOptions: as(1000) }, ['mover-not-writer']],
      ['the pod of all, the same', { ...app({}), defaultPodOptions: as(568) }, []],
      ['a container', { ...app(as(568)), defaultPodOptions: as(1000) }, []],
      ['nobody', app({}), ['writer-unknown']],
      [
        'a mount that only reads',
        { ...app({}, { globalMounts: [{ path: '/a', readOnly: true }] }), defaultPodOptions: as(1) },
        ['writer-unknown'],
      ],
      [
        'a mount of another container',
        { ...app({}, { advancedMounts: { main: { other: [{ path: '/a' }] } } }), defaultPodOptions: as(1) },
        ['writer-unknown'],
      ],
      [
        'a mount of this container',
        { ...app({}, { advancedMounts: { main: { app: [{ path: '/a' }] } } }), defaultPodOptions: as(1) },
        ['mover-not-writer'],
      ],
    ])('%s', (_, values, expected) => {
      expect(codes(values)).toEqual(expected);
    });

    test('what a controller says of its pod takes the place of what is said of all', () => {
      const own = {
        persistence: { data: { existingClaim: 'romm' } },
        controllers: { main: { pod: as(568), containers: { app: {} } } },
        defaultPodOptions: as(1),
      };
      expect(codes(own)).toEqual([]);
      const empty = { ...own, controllers: { main: { pod: { securityContext: {} }, containers: { app: {} } } } };
      expect(codes(empty)).toEqual(['writer-unknown']);
      expect(codes({ ...empty, defaultPodOptionsStrategy: 'merge' })).toEqual(['mover-not-writer']);
    });
  });
});
