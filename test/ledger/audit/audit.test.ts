import fc from 'fast-check';
import { FINDINGS } from '../../../src/ledger/audit/finding';
import { claim, object, restore, source, vaultSecret } from '../support';
import { auditOf, foundIn, sound, TODAY } from './support';

const accepting = (text: string) => claim({}, { annotations: { 'cdk8s-volsync-kopia/accepted': text }, name: 'cache' });

test('there is nothing wrong with what is sound', () => {
  const audit = auditOf(...sound());
  expect(audit).toEqual({
    schema: 1,
    objects: 11,
    claims: [{ claim: 'games/romm', status: 'protected' }],
    findings: [],
    accepted: [],
  });
});

test('of nothing it says that nothing was read, and nothing else', () => {
  expect(auditOf()).toEqual({ schema: 1, objects: 0, claims: [], findings: [], accepted: [] });
});

test('losses come first, and then risks', () => {
  const severities = auditOf(claim(), source(), restore({ sourceIdentity: { sourceName: 'x' } })).findings.map(
    ({ severity }) => severity,
  );
  const order = ['loss', 'risk', 'note'];
  expect(severities.length).toBeGreaterThan(4);
  expect(severities).toEqual([...severities].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
});

describe('what is accepted on an object', () => {
  test('is no finding, up to the day that it says', () => {
    const audit = auditOf(
      ...sound(),
      accepting(`claim-unprotected until ${TODAY}: made anew\nrestore-missing until 2027-01-01: x`),
    );
    expect(audit.findings).toEqual([]);
    expect(audit.claims).toContainEqual({ claim: 'games/cache', status: 'exempt' });
    expect(audit.accepted).toContainEqual({
      code: 'claim-unprotected',
      severity: 'loss',
      object: { kind: 'PersistentVolumeClaim', name: 'cache', namespace: 'games' },
      text: 'Nothing backs this claim up.',
      repair: 'Back it up; or say on the object why that need not be, and until when.',
      until: TODAY,
      reason: 'made anew',
    });
  });

  test('is one again on the day after, and it is said that it was accepted', () => {
    const audit = auditOf(...sound(), accepting('claim-unprotected until 2026-11-25: made anew'));
    expect(foundIn(audit, 'claim-unprotected', 'acceptance-expired')).toEqual([
      'claim-unprotected PersistentVolumeClaim games/cache',
      'acceptance-expired PersistentVolumeClaim games/cache',
    ]);
    expect(audit.claims).toContainEqual({ claim: 'games/cache', status: 'unprotected' });
  });

  test('counts for this code alone', () => {
    const audit = auditOf(...sound(), accepting('restore-missing until 2027-01-31: x'));
    expect(foundIn(audit, 'claim-unprotected')).toEqual(['claim-unprotected PersistentVolumeClaim games/cache']);
  });

  test('of several objects that a finding is about counts on each', () => {
    const lone = [claim(), restore(), vaultSecret()];
    const on = (annotations?: object) => ({ ...source(), metadata: { name: 'romm', namespace: 'games', annotations } });
    expect(foundIn(auditOf(...lone, on()), 'maintainer-missing')).toHaveLength(1);
    const accepted = { 'cdk8s-volsync-kopia/accepted': 'maintainer-missing until 2027-01-31: elsewhere' };
    expect(foundIn(auditOf(...lone, on(accepted)), 'maintainer-missing')).toEqual([]);
  });

  test.each([
    ['claim-unprotected', 'acceptance-unreadable', 'Its annotation says "claim-unprotected", which accepts nothing.'],
    [
      'no-such-code until 2027-01-31: x',
      'acceptance-unreadable',
      'It accepts no-such-code, which is not the code of a finding.',
    ],
    ['order-open until 2027-01-31: x', 'acceptance-idle', 'It accepts order-open until 2027-01-31, and has none.'],
  ])('and is %j is a finding itself', (line, code, text) => {
    const { findings } = auditOf(...sound(), accepting(line));
    expect(findings.filter((each) => each.code === code).map((each) => each.text)).toEqual([text]);
  });
});

test('objects of any shape are audited without failing', () => {
  const kinds = fc.constantFrom(
    ['v1', 'PersistentVolumeClaim'],
    ['v1', 'Pod'],
    ['apps/v1', 'StatefulSet'],
    ['apps/v1', 'Deployment'],
    ['v1', 'Namespace'],
    ['v1', 'Secret'],
    ['v1', 'ConfigMap'],
    ['volsync.backube/v1alpha1', 'ReplicationSource'],
    ['volsync.backube/v1alpha1', 'ReplicationDestination'],
    ['volsync.backube/v1alpha1', 'KopiaMaintenance'],
    ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
    ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
    ['source.toolkit.fluxcd.io/v1', 'OCIRepository'],
    ['postgresql.cnpg.io/v1', 'Cluster'],
    ['postgresql.cnpg.io/v1', 'ScheduledBackup'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy'],
    ['example.org/v1', 'Database'],
  );
  const keys = fc.constantFrom(
    ...[
      'kopia',
      'restic',
      'sourcePVC',
      'retain',
      'hourly',
      'trigger',
      'schedule',
      'values',
      'persistence',
      'controllers',
      'x',
    ],
    ...[
      'containers',
      'volumes',
      'volumeClaimTemplates',
      'replicas',
      'substitute',
      'postBuild',
      'dependsOn',
      'chartRef',
    ],
    ...[
      'moverSecurityContext',
      'runAsUser',
      'repository',
      'policyConfig',
      'configMapName',
      'mutations',
      'name',
      'enabled',
    ],
  );
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant('romm'),
    fc.constant('* * * * *'),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value')), fc.dictionary(keys, tie('value'))),
  }));
  const any = fc
    .tuple(kinds, fc.constantFrom('romm', 'cache'), value, value)
    .map(([[apiVersion, kind], name, spec, data]) => ({
      apiVersion,
      kind,
      metadata: {
        name,
        namespace: 'games',
        annotations: { 'cdk8s-volsync-kopia/accepted': JSON.stringify(data) },
        ownerReferences: data,
      },
      spec,
      data,
    }));
  fc.assert(
    fc.property(fc.array(any), (objects) => {
      const { findings } = auditOf(...objects);
      expect(findings.every(({ code, severity }) => FINDINGS[code] === severity)).toBe(true);
    }),
  );
});

test('objects that are nobody’s say nothing', () => {
  expect(auditOf(object('example.org/v1', 'Thing', 'x', { a: 1 })).findings).toEqual([]);
});
