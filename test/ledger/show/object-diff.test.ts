import { objectChangeLines, objectChanges } from '../../../src/ledger/show/object-diff';
import { claim, object, source } from '../support';

const OPEN = new Set(['/PersistentVolumeClaim', 'volsync.backube/ReplicationSource']);
const lines = (before: readonly unknown[], after: readonly unknown[]) =>
  objectChangeLines(objectChanges(before, after, OPEN));

test('fields that differ are shown, of objects of both sides', () => {
  const retain = { hourly: 0, daily: 3, weekly: 0, monthly: 0, yearly: 0, latest: 0 };
  const other = object('v1', 'ConfigMap', 'other', {});
  expect(lines([claim(), source()], [source({ retain }), other])).toBe(`ConfigMap games/other: new

PersistentVolumeClaim games/romm: gone

ReplicationSource games/romm: changed
- spec.kopia.retain.daily: 7
+ spec.kopia.retain.daily: 3
`);
});

test('a list is shown by the places of its entries, and what is gone without what took its place', () => {
  expect(
    lines([claim({ accessModes: ['ReadWriteOnce'] })], [claim({ accessModes: ['ReadWriteMany', 'ReadOnlyMany'] })]),
  ).toBe(`PersistentVolumeClaim games/romm: changed
- spec.accessModes.0: "ReadWriteOnce"
+ spec.accessModes.0: "ReadWriteMany"
+ spec.accessModes.1: "ReadOnlyMany"
`);
});

test('nothing is nothing', () => {
  expect(lines([claim(), source()], [source(), claim()])).toBe('');
});

test('what is too long is left out, and said', () => {
  const many = Array.from({ length: 40 }, (_, index) => object('v1', 'ConfigMap', `map-${index}`, {}));
  const text = objectChangeLines(objectChanges([], many, OPEN), 500);
  expect(text.length).toBeLessThan(600);
  expect(text).toMatch(/Too long: \d+ more objects left out\.\n$/);
});

const WORD = 'hunter2';

describe('no secret is ever shown', () => {
  const base64 = Buffer.from(WORD).toString('base64');
  const of = (value: string): readonly (readonly [title: string, object: unknown])[] => [
    ['data of a Secret', { ...object('v1', 'Secret', 's', {}), data: { KOPIA_PASSWORD: value, any: value } }],
    ['text of a Secret', { ...object('v1', 'Secret', 's', {}), stringData: { any: value } }],
    [
      'what kubectl remembers of one',
      object('v1', 'Secret', 's', {}, { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': value } }),
    ],
    [
      'what kubectl remembers of a claim',
      claim({}, { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': value } }),
    ],
    [
      'a literal in a template',
      object('external-secrets.io/v1', 'ExternalSecret', 's', { target: { template: { data: { A: value } } } }),
    ],
    [
      'the environment of a program',
      object('batch/v1', 'CronJob', 's', {
        jobTemplate: {
          spec: {
            template: { spec: { containers: [{ env: [{ name: 'ANY', value }], args: [`--password=${value}`] }] } },
          },
        },
      }),
    ],
    ['a file of a ConfigMap', { ...object('v1', 'ConfigMap', 's', {}), data: { 'repository.config': value } }],
    ['values of a Helm release', object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 's', { values: { any: value } })],
    [
      'variables of Flux',
      object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 's', { postBuild: { substitute: { ANY: value } } }),
    ],
    ['a password in a source', source({ password: value })],
    ['a variable in a source', source({ moverEnv: [{ name: 'ANY', value }] })],
    ['the login of an address in a source', source({ endpoint: `https://me:${value}@host/path` })],
    ['an argument in a source', source({ actions: { beforeSnapshot: `curl --token ${value} --password=${value} x` } })],
    ['an annotation of anybody', claim({}, { annotations: { 'example.org/note': value } })],
    ['a kind that nobody knows', object('example.org/v1', 'Anything', 's', { deep: [{ down: value }] })],
  ];

  test.each(of(WORD).map(([title], index) => [title, index] as const))('%s', (_, index) => {
    for (const [old, now] of [
      [WORD, `${WORD}-new`],
      [base64, Buffer.from(`${WORD}-new`).toString('base64')],
    ]) {
      const [before, after] = [of(old ?? '')[index]?.[1], of(now ?? '')[index]?.[1]];
      const text = lines([before], [after]);
      expect(text).toContain(': changed');
      expect(text).toContain('not shown');
      expect(text).not.toContain(WORD);
      expect(text).not.toContain(base64.slice(0, 8));
      expect(lines([before], [])).not.toContain(WORD);
    }
  });
});
