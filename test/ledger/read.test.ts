import fc from 'fast-check';
import { claim, copyIn, ledgerOf, maintenance, object, protectionIn, restore, source, vaultSecret } from './support';

const whole = [claim(), restore(), source(), vaultSecret(), maintenance()];

test('an app is read whole', () => {
  const ledger = ledgerOf(...whole);
  expect(ledger).toEqual({
    schema: 1,
    objects: 5,
    protected: [
      {
        id: 'games/romm',
        app: 'romm',
        claim: {
          id: 'games/romm',
          app: 'romm',
          capacity: '5Gi',
          storageClassName: 'block',
          accessModes: ['ReadWriteOnce'],
          dataSource: { kind: 'ReplicationDestination', name: 'romm-dst', namespace: 'games' },
          createdOnce: false,
          keptWhenGone: false,
        },
        destinations: [
          {
            repository: 'nfs://nas.internal/mnt/backups/',
            engine: 'VolSync with Kopia',
            source: { kind: 'ReplicationSource', name: 'romm', namespace: 'games' },
            identity: 'romm@games:/data',
            cron: '0 4 * * *',
            rpoSeconds: 86400,
            paused: false,
            retention: { latest: 0, hourly: 0, daily: 7, weekly: 0, monthly: 0, yearly: 0 },
            restorePoints: { count: 7, oldestDays: 6 },
            keeper: 'kopia',
            keepsCache: false,
            mover: {},
          },
        ],
        restore: {
          object: { kind: 'ReplicationDestination', name: 'romm-dst', namespace: 'games' },
          createdOnce: false,
          keptWhenGone: false,
          repository: 'nfs://nas.internal/mnt/backups/',
          identity: 'romm@games:/data',
          finds: 'yes',
        },
        copies: { copies: 2, media: 2, offSite: 'no', immutable: 'no', verified: 'no' },
      },
    ],
    unprotected: [],
    repositories: [
      {
        key: 'nfs://nas.internal/mnt/backups/',
        location: 'nfs://nas.internal/mnt/backups/',
        known: true,
        kind: 'nfs',
        offSite: 'no',
        claims: ['games/romm'],
        maintainsItself: false,
        maintainers: [
          {
            object: { kind: 'KopiaMaintenance', name: 'nas', namespace: 'games' },
            cron: '30 3 * * *',
            keepsSecret: 'romm-secret',
            runs: true,
          },
        ],
        verifications: [],
        copies: [],
      },
    ],
    secrets: [
      {
        id: 'games/romm-secret',
        from: { kind: 'ExternalSecret', name: 'romm-secret-vault', namespace: 'games' },
        complete: true,
        keys: ['KOPIA_PASSWORD', 'KOPIA_REPOSITORY'],
        items: { kopia: ['KOPIA_PASSWORD'] },
        readers: [
          { kind: 'ReplicationDestination', name: 'romm-dst', namespace: 'games' },
          { kind: 'ReplicationSource', name: 'romm', namespace: 'games' },
          { kind: 'KopiaMaintenance', name: 'nas', namespace: 'games' },
        ],
      },
    ],
    alerts: [],
    notUnderstood: [],
  });
});

test('nothing at all is no objects, which is not the same as nothing that is protected', () => {
  const nothing = { objects: 0, protected: [], unprotected: [], notUnderstood: [] };
  expect(ledgerOf()).toMatchObject(nothing);
  expect(ledgerOf(object('apps/v1', 'Deployment', 'romm', {}))).toMatchObject({ ...nothing, objects: 1 });
});

test('a claim that no source names is not protected, whatever it is filled from', () => {
  const { protected: found, unprotected } = ledgerOf(claim(), restore(), vaultSecret());
  expect(found).toEqual([]);
  expect(unprotected.map(({ id }) => id)).toEqual(['games/romm']);
});

test('a claim that is not here is protected all the same', () => {
  const protection = protectionIn(ledgerOf(source(), vaultSecret()));
  expect(protection).toMatchObject({ id: 'games/romm', app: 'romm' });
  expect(protection.claim).toBeUndefined();
});

test('what kubectl wraps into a list is taken out of it', () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'List', items: whole }] };
  expect(ledgerOf(list)).toEqual(ledgerOf(...whole));
});

test('what is there twice is read once, as it comes last, and said', () => {
  const ledger = ledgerOf(source(), source({}, { trigger: { schedule: '@weekly' } }), vaultSecret());
  expect(copyIn(ledger).cron).toBe('@weekly');
  expect(ledger.notUnderstood).toEqual([
    {
      object: { kind: 'ReplicationSource', name: 'romm', namespace: 'games' },
      why: 'another object of this kind and name comes after it, and that was read',
    },
  ]);
});

test('what is no object is said, and the files that tell kustomize what to build are none of it', () => {
  const ledger = ledgerOf(
    'text',
    { kind: 'Deployment', metadata: { name: 'no-version' } },
    { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [] },
  );
  expect(ledger.objects).toBe(0);
  expect(ledger.notUnderstood).toEqual([
    { object: { kind: 'something', name: 'without a name' }, why: 'it is not an object of Kubernetes' },
    { object: { kind: 'Deployment', name: 'no-version' }, why: 'it is not an object of Kubernetes' },
  ]);
});

test('whoever applies it is known by its labels, and else by who was told', () => {
  const labels = { 'kustomize.toolkit.fluxcd.io/name': 'romm', 'kustomize.toolkit.fluxcd.io/namespace': 'games' };
  expect(protectionIn(ledgerOf(claim({}, { labels }), source())).claim?.owner).toBe('games/romm');
});

test('a restore that asks for a name that no source has finds nothing', () => {
  const ledger = ledgerOf(claim(), restore({ sourceIdentity: { sourceName: 'rom' } }), source(), vaultSecret());
  expect(protectionIn(ledger).restore).toMatchObject({ identity: 'rom@games:/data', finds: 'no' });
});

test('a restore that looks into another repository finds nothing', () => {
  const volumes = [{ mountPath: 'repository', volumeSource: { nfs: { server: 'attic.internal', path: '/b' } } }];
  const ledger = ledgerOf(claim(), restore({ moverVolumes: volumes }), source(), vaultSecret());
  expect(protectionIn(ledger).restore).toMatchObject({ repository: 'nfs://attic.internal/b/', finds: 'no' });
});

test('of a restore that is not here nothing is known', () => {
  expect(protectionIn(ledgerOf(claim(), source(), vaultSecret())).restore).toEqual({
    object: { kind: 'ReplicationDestination', name: 'romm-dst', namespace: 'games' },
    finds: 'unknown',
  });
});

test('a restore that writes into the claim itself is the restore of it', () => {
  const ledger = ledgerOf(
    claim({ dataSourceRef: undefined }),
    restore({ destinationPVC: 'romm' }),
    source(),
    vaultSecret(),
  );
  expect(protectionIn(ledger).restore).toMatchObject({ finds: 'yes' });
});

test('what holds a backup is said', () => {
  expect(copyIn(ledgerOf(source({}, { paused: true }), vaultSecret())).paused).toBe(true);
});

/** Objects of the kinds that are read, with anything at all in the place of any field. */
function wild() {
  const keys = fc.constantFrom(
    ...[
      'spec',
      'kopia',
      'restic',
      'retain',
      'trigger',
      'schedule',
      'repository',
      'moverVolumes',
      'volumeSource',
      'nfs',
    ],
    ...[
      'target',
      'template',
      'data',
      'dataFrom',
      'extract',
      'rewrite',
      'regexp',
      'jobTemplate',
      'containers',
      'groups',
    ],
    ...[
      'rules',
      'mutations',
      'matchConditions',
      'policyConfig',
      'configMapName',
      'labels',
      'annotations',
      'stringData',
    ],
  );
  const { tree } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant('filesystem:///mnt/x')),
    tree: fc.oneof(
      { depthSize: 'medium' },
      tie('leaf'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree')),
    ),
  }));
  const kinds = fc.constantFrom(
    ['volsync.backube/v1alpha1', 'ReplicationSource'],
    ['volsync.backube/v1alpha1', 'ReplicationDestination'],
    ['volsync.backube/v1alpha1', 'KopiaMaintenance'],
    ['external-secrets.io/v1', 'ExternalSecret'],
    ['v1', 'Secret'],
    ['v1', 'ConfigMap'],
    ['v1', 'PersistentVolumeClaim'],
    ['batch/v1', 'CronJob'],
    ['monitoring.coreos.com/v1', 'PrometheusRule'],
    ['admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy'],
    ['v1', 'List'],
  );
  return fc
    .tuple(kinds, fc.dictionary(keys, tree), tree, fc.constantFrom('romm', 'romm-secret'))
    .map(([[apiVersion, kind], fields, spec, name]) => ({
      ...fields,
      apiVersion,
      kind,
      metadata: { ...fields, name, namespace: 'games' },
      spec,
      items: spec,
    }));
}

test('whatever the objects are, all of them are read and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(wild(), fc.anything()), { maxLength: 6 }), (objects) => {
      const { notUnderstood } = ledgerOf(...objects, ...whole);
      expect(notUnderstood.filter(({ why }) => why.startsWith('reading it failed'))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
