import { claim, restore } from '../support';
import { app, changesOf, safeClaim } from './support';

const REPAIR = 'Put the fields back, or label the claim kustomize.toolkit.fluxcd.io/ssa: IfNotPresent.';
const refused = (field: string) =>
  `Claim games/romm is declared with another ${field}, which a live claim cannot take: Kubernetes refuses it, and Flux then applies nothing that is beside it, backups included.`;
const unchanged = (field: string) =>
  `Claim games/romm is declared with another ${field}. The live one stays as it is, because Flux creates it once and never changes it.`;

const changes: readonly [field: string, spec: Readonly<Record<string, unknown>>][] = [
  ['storage class, fast instead of block', { storageClassName: 'fast' }],
  ['access mode, ReadWriteMany instead of ReadWriteOnce', { accessModes: ['ReadWriteMany'] }],
  ['size, 1Gi instead of the larger 5Gi', { resources: { requests: { storage: '1Gi' } } }],
];

test.each(changes)('a live claim cannot take another %s', (field, spec) => {
  expect(changesOf(app({ claim: claim() }), app({ claim: claim(spec) }))).toEqual([
    ['claim-refused', refused(field), REPAIR],
  ]);
  expect(changesOf(app(), app({ claim: safeClaim(spec) }))).toEqual([['claim-unchanged', unchanged(field), '']]);
});

test('another source of its data is a note where Flux creates the claim once, and refused where it does not', () => {
  const field = 'source, ReplicationDestination games/other instead of ReplicationDestination games/romm-dst';
  const spec = { dataSourceRef: { kind: 'ReplicationDestination', name: 'other' } };
  const after = { restore: restore({}, 'other') };
  expect(changesOf(app(), app({ ...after, claim: safeClaim(spec) }))).toEqual([
    ['claim-unchanged', unchanged(field), ''],
  ]);
  expect(changesOf(app({ claim: claim() }), app({ ...after, claim: claim(spec) }))).toEqual([
    ['claim-refused', refused(field), REPAIR],
  ]);
});

test('what differs in several fields is one change', () => {
  const spec = { storageClassName: 'fast', accessModes: ['ReadWriteMany'] };
  expect(changesOf(app({ claim: claim() }), app({ claim: claim(spec) }))).toEqual([
    [
      'claim-refused',
      refused('storage class, fast instead of block and access mode, ReadWriteMany instead of ReadWriteOnce'),
      REPAIR,
    ],
  ]);
});

test('a claim that grows is live at once, unless Flux creates it once', () => {
  const spec = { resources: { requests: { storage: '10Gi' } } };
  expect(changesOf(app({ claim: claim() }), app({ claim: claim(spec) }))).toEqual([]);
  expect(changesOf(app(), app({ claim: safeClaim(spec) }))).toEqual([
    [
      'claim-unchanged',
      'Claim games/romm grows from 5Gi to 10Gi only where it is created anew: Flux creates it once and never changes it.',
      '',
    ],
  ]);
});

test('one size that is written in two ways is one size', () => {
  const spec = { resources: { requests: { storage: '5120Mi' } } };
  expect(changesOf(app({ claim: claim() }), app({ claim: claim(spec) }))).toEqual([]);
});
