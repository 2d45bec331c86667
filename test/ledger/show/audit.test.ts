import { auditMarkdown } from '../../../src/ledger/show/audit-markdown';
import { auditText } from '../../../src/ledger/show/audit-text';
import { auditOf, deployment, sound } from '../audit/support';
import { claim, object, source } from '../support';

const cache = (name: string, accepted?: string) =>
  claim(
    { dataSourceRef: undefined },
    { name, ...(accepted !== undefined && { annotations: { 'cdk8s-volsync-kopia/accepted': accepted } }) },
  );

test('what is wrong in one way is said once, with every object', () => {
  expect(
    auditText(auditOf(...sound(), cache('a'), cache('b'), cache('c', 'claim-unprotected until 2027-01-31: made anew'))),
  ).toBe(
    `1 loss in 14 objects; 4 claims: 1 protected, 2 unprotected and 1 exempt. 1 finding accepted.

loss claim-unprotected: Nothing backs this claim up.
  PersistentVolumeClaim games/a, games/b
  Back it up; or say on the object why that need not be, and until when.

accepted claim-unprotected: Nothing backs this claim up.
  PersistentVolumeClaim games/c
  Until 2027-01-31: made anew
`,
  );
});

test('where nothing is wrong that is said', () => {
  expect(auditText(auditOf(...sound()))).toBe('Nothing is wrong in 11 objects; 1 claim: 1 protected.\n');
  expect(auditText(auditOf(object('v1', 'ConfigMap', 'x', {})))).toBe(
    'Nothing is wrong in 1 object; no claim is here.\n',
  );
});

test('a severity is marked for those who have colours', () => {
  expect(auditText(auditOf(...sound(), cache('a')), (severity, text) => `<${severity}>${text}</>`)).toContain(
    '<loss>loss claim-unprotected</>: Nothing',
  );
});

test('in Markdown names are what they are', () => {
  expect(auditMarkdown(auditOf(...sound(), deployment(568, '*a|b*')))).toContain(
    '- **🛑 loss** `claim-unprotected`: It mounts claim games/\\*a\\|b\\*, and nothing backs that up.<br>Deployment games/romm<br>_Back it up',
  );
});

describe('what is too long for a comment', () => {
  const audit = auditOf(
    ...sound(),
    ...Array.from({ length: 30 }, (_, index) => cache(`cache-${index}`)),
    ...Array.from({ length: 30 }, (_, index) =>
      source({ retain: { daily: index + 1 } }, { sourcePVC: `x${index}` }, `x${index}`),
    ),
  );

  test('loses its notes first, and says so; never a loss', () => {
    const whole = auditMarkdown(audit);
    expect(whole).toContain('retention-inherited');
    const cut = auditMarkdown(audit, 6000);
    expect(cut).not.toContain('`retention-inherited`');
    expect(cut).toMatch(/_Too long for a comment: \d+ notes left out\._/);
    const shortest = auditMarkdown(audit, 10);
    expect(shortest).toMatch(/_Too long for a comment: \d+ risks and \d+ notes left out\._/);
    for (let index = 0; index < 30; index += 1) {
      expect(shortest).toContain(`games/cache-${index}`);
    }
  });
});

test('no value of a Secret is printed', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'romm-secret', namespace: 'games' },
    stringData: {
      KOPIA_REPOSITORY: 's3://bucket',
      KOPIA_PASSWORD: 'hush-hush',
      AWS_SECRET_ACCESS_KEY: 'quiet',
      KOPIA_FS_PATH: 'silent',
    },
  };
  const audit = auditOf(source(), secret, claim());
  expect(audit.findings.length).toBeGreaterThan(3);
  for (const text of [auditText(audit), auditMarkdown(audit), JSON.stringify(audit)]) {
    expect(text).not.toMatch(/hush-hush|quiet|silent/);
  }
});
