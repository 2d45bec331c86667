import { claim, object, source } from '../support';
import { auditOf, deployment, foundIn, sound, textsOf } from './support';

const statuses = (...objects: readonly unknown[]) =>
  auditOf(...objects).claims.map(({ claim: name, status }) => `${name}: ${status}`);

const set = (name: string, spec: object = {}) =>
  object('apps/v1', 'StatefulSet', name, { volumeClaimTemplates: [{ metadata: { name: 'data' } }], ...spec });

const release = (values: object, chart = 'app-template', name = 'romm') =>
  object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', name, { chart: { spec: { chart } }, values });

const backup = (of: string) => source({}, { sourcePVC: of });

test('a claim that nothing backs up is a loss', () => {
  const { findings } = auditOf(...sound(), claim({ dataSourceRef: undefined }, { name: 'cache' }));
  expect(findings).toEqual([
    {
      code: 'claim-unprotected',
      severity: 'loss',
      object: { kind: 'PersistentVolumeClaim', name: 'cache', namespace: 'games' },
      text: 'Nothing backs this claim up.',
      repair: 'Back it up; or say on the object why that need not be, and until when.',
    },
  ]);
});

describe('StatefulSets', () => {
  test('make a claim for each template and number', () => {
    expect(statuses(set('db', { replicas: 2 }), backup('data-db-1'))).toEqual([
      'games/data-db-0: unprotected',
      'games/data-db-1: protected',
    ]);
  });

  test('count from where they say, and one that is scaled to nothing has had a pod', () => {
    expect(statuses(set('db', { replicas: 1, ordinals: { start: 3 } }))).toEqual(['games/data-db-3: unprotected']);
    expect(statuses(set('db', { replicas: 0 }))).toEqual(['games/data-db-0: unprotected']);
  });

  test('a claim of theirs that is there itself is counted once', () => {
    expect(statuses(set('db'), claim({}, { name: 'data-db-0' }))).toEqual(['games/data-db-0: unprotected']);
  });
});

describe('claims that pods mount', () => {
  test('are there, whoever has made them', () => {
    const audit = auditOf(deployment(568, 'made-by-hand'));
    expect(audit.claims).toEqual([{ claim: 'games/made-by-hand', status: 'unprotected' }]);
    expect(textsOf(audit, 'claim-unprotected')).toEqual([
      'It mounts claim games/made-by-hand, and nothing backs that up.',
    ]);
  });

  test('a pod that a controller has made says nothing new', () => {
    const pod = object(
      'v1',
      'Pod',
      'romm-0',
      { volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'a' } }] },
      { ownerReferences: [{ controller: true }] },
    );
    expect(statuses(pod)).toEqual([]);
  });
});

describe('releases of app-template', () => {
  test('the only claim is called as the release, or has its key behind it', () => {
    for (const name of ['romm', 'romm-config']) {
      expect(statuses(release({ persistence: { config: { size: '1Gi' } } }), backup(name))).toEqual([
        'the volume persistence.config of Helm release romm: protected',
      ]);
    }
    expect(statuses(release({ persistence: { config: { size: '1Gi' } } }))).toEqual([
      'the volume persistence.config of Helm release romm: unprotected',
    ]);
  });

  test('of several each has its key behind it', () => {
    const two = release({
      persistence: { config: {}, data: {}, cache: { type: 'emptyDir' }, off: { enabled: false } },
    });
    expect(statuses(two, backup('romm-data'))).toEqual([
      'games/romm-config: unprotected',
      'games/romm-data: protected',
    ]);
  });

  test('one that is there already is named, also by the release', () => {
    expect(
      statuses(release({ persistence: { config: { existingClaim: '{{ .Release.Name }}' } } }), backup('romm')),
    ).toEqual(['games/romm: protected']);
  });

  test('what a template or a variable names is unknown, and never guessed', () => {
    for (const existingClaim of ['{{ .Values.claim }}', '$' + '{CLAIM}']) {
      const audit = auditOf(release({ persistence: { config: { existingClaim } } }));
      expect(audit.claims).toEqual([
        { claim: 'the volume persistence.config of Helm release romm', status: 'unknown' },
      ]);
      expect(foundIn(audit)).toEqual(['claim-unknown HelmRelease games/romm']);
    }
  });

  test('forceRename, suffix, prefix and the names of all objects are followed', () => {
    const named = (entry: object, global = {}) =>
      statuses(release({ global, persistence: { a: entry, b: { type: 'nfs' } } }));
    expect(named({ forceRename: 'mine' })).toEqual(['games/mine: unprotected']);
    expect(named({ suffix: 'x' })).toEqual(['games/romm-x: unprotected']);
    expect(named({ prefix: 'p', suffix: 'x' })).toEqual(['games/p-romm-x: unprotected']);
    expect(named({ suffix: 'x' }, { fullnameOverride: 'other' })).toEqual(['games/other-x: unprotected']);
    expect(named({ suffix: 'x' }, { nameOverride: 'two' })).toEqual(['games/romm-two-x: unprotected']);
  });

  test('the chart is found by what the release refers to', () => {
    const repository = {
      ...object('source.toolkit.fluxcd.io/v1', 'OCIRepository', 'tpl', { url: 'oci://example.org/app-template' }),
    };
    const referring = object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'romm', {
      chartRef: { kind: 'OCIRepository', name: 'tpl' },
      values: { persistence: { a: { suffix: 'x' } } },
    });
    expect(statuses(repository, referring)).toEqual(['games/romm-x: unprotected']);
    expect(statuses(referring)).toEqual(['the volumes of Helm release romm: unknown']);
  });

  test('a release whose objects are here is read by them', () => {
    const made = claim(
      { dataSourceRef: undefined },
      { name: 'romm-x', labels: { 'helm.toolkit.fluxcd.io/name': 'romm' } },
    );
    expect(statuses(release({ persistence: { a: {} } }), made)).toEqual(['games/romm-x: unprotected']);
  });

  test('a StatefulSet of theirs makes claims of its own', () => {
    const controllers = { main: { type: 'statefulset', statefulset: { volumeClaimTemplates: [{ name: 'data' }] } } };
    expect(statuses(release({ controllers }), backup('data-romm-main-0'))).toEqual([
      'the volumes data of controller main of Helm release romm: protected',
    ]);
  });
});

describe('releases of other charts', () => {
  test('whose values speak of volumes are unknown, and say where', () => {
    const audit = auditOf(release({ primary: { persistence: { size: '8Gi' } } }, 'postgresql'));
    expect(audit.claims).toEqual([{ claim: 'the volumes of Helm release romm', status: 'unknown' }]);
    expect(textsOf(audit, 'claim-unknown')).toEqual([
      'Its values speak of volumes (primary.persistence), and what chart postgresql makes of that nothing here says.',
    ]);
  });

  test('a claim that they name is known by that', () => {
    const named = release({ persistence: { enabled: true, existingClaim: 'pg' } }, 'postgresql');
    expect(statuses(named, backup('pg'))).toEqual(['games/pg: protected']);
  });

  test('that are switched off or speak of none say nothing', () => {
    expect(statuses(release({ persistence: { enabled: false }, replicas: 2 }, 'postgresql'))).toEqual([]);
  });
});

describe('operators', () => {
  const cluster = object('postgresql.cnpg.io/v1', 'Cluster', 'pg', { instances: 3, storage: { size: '5Gi' } });
  const schedule = (spec: object = {}) =>
    object('postgresql.cnpg.io/v1', 'ScheduledBackup', 'nightly', {
      schedule: '0 0 3 * * *',
      cluster: { name: 'pg' },
      ...spec,
    });

  test('a database whose operator backs it up by schedule is protected', () => {
    expect(statuses(cluster, schedule())).toEqual(['games/pg (the volumes of this Cluster): protected']);
  });

  test.each([
    ['none', []],
    ['one of another database', [schedule({ cluster: { name: 'x' } })]],
    ['one that is held', [schedule({ suspend: true })]],
  ])('with %s it is not', (_, backups) => {
    const audit = auditOf(cluster, ...backups);
    expect(foundIn(audit)).toEqual(['claim-unprotected Cluster games/pg']);
    expect(textsOf(audit, 'claim-unprotected')).toEqual([
      'Nothing backs its volumes up: no backup of it is scheduled.',
    ]);
  });

  test('MariaDB is as well, by a backup with a schedule', () => {
    const maria = object('k8s.mariadb.com/v1alpha1', 'MariaDB', 'db', { storage: { size: '5Gi' } });
    const dump = (spec: object) =>
      object('k8s.mariadb.com/v1alpha1', 'Backup', 'dump', { mariaDbRef: { name: 'db' }, ...spec });
    expect(statuses(maria, dump({ schedule: { cron: '0 3 * * *' } }))).toEqual([
      'games/db (the volumes of this MariaDB): protected',
    ]);
    expect(statuses(maria, dump({}))).toEqual(['games/db (the volumes of this MariaDB): unprotected']);
  });

  test('what describes a claim in an object of any other kind is unknown', () => {
    const prometheus = object('monitoring.coreos.com/v1', 'Prometheus', 'k', {
      storage: { volumeClaimTemplate: { spec: { resources: {} } } },
    });
    expect(textsOf(auditOf(prometheus), 'claim-unknown')).toEqual([
      'It describes a claim in spec.storage.volumeClaimTemplate; what that is called, and whether anything backs it up, nothing here says.',
    ]);
  });

  test('a volume that ends with its pod is none', () => {
    const kind = object('example.org/v1', 'Job', 'k', {
      ephemeral: { volumeClaimTemplate: { spec: { resources: {} } } },
    });
    expect(statuses(kind)).toEqual([]);
  });
});

test('claims that VolSync makes for its own work are none to back up', () => {
  const owned = claim(
    {},
    {
      name: 'volsync-src-romm-cache',
      ownerReferences: [{ apiVersion: 'volsync.backube/v1alpha1', kind: 'ReplicationSource' }],
    },
  );
  const labelled = claim({}, { name: 'vs-prime-1', labels: { 'app.kubernetes.io/created-by': 'volsync' } });
  expect(statuses(owned, labelled)).toEqual([]);
});

test('a backup of a claim that nothing here makes or mounts is said', () => {
  expect(textsOf(auditOf(source()), 'claim-absent')).toEqual([
    'It backs up claim games/romm, which no object here makes or mounts.',
  ]);
  expect(foundIn(auditOf(source(), deployment()), 'claim-absent')).toEqual([]);
});
