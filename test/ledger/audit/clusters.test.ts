import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../support/project';
import { auditOf, foundIn, streamOf } from './support';

const folder = join(projectRoot, 'test/clusters');
const kinds = readdirSync(folder).filter((each) => existsSync(join(folder, each, 'objects.yaml')));

const audits = new Map(
  kinds.map((kind) => [kind, auditOf(...streamOf(readFileSync(join(folder, kind, 'objects.yaml'), 'utf8')))]),
);

test.each(kinds)('%s: every claim is one that is backed up or not, and none is guessed', (kind) => {
  const claims = audits.get(kind)?.claims ?? [];
  expect(claims.length).toBeGreaterThan(2);
  expect(claims.filter(({ status }) => status === 'unknown')).toEqual([]);
  expect(claims.filter(({ status }) => status === 'protected').length).toBeGreaterThan(2);
});

/** What every one of them has: nothing is read back, other keys are Kopia's, and no workload is among the objects. */
const COMMON = ['repository-unverified', 'retention-inherited', 'writer-unknown'];

const EXPECTED = {
  'caches-as-claims': [
    'cache-large',
    'off-site-missing',
    'repository-users-differ',
    'rights-uneven',
    'scaler-idle',
    'setting-unread',
    'setting-without-effect',
    'starts-together',
  ],
  'named-claims': ['off-site-missing', 'repository-users-differ', 'starts-together'],
  'nfs-by-mover-volumes': [
    'claim-unprotected',
    'off-site-missing',
    'order-open',
    'repository-users-differ',
    'starts-together',
  ],
  'nfs-by-policy': ['cache-large', 'off-site-missing', 'repository-users-differ', 'retention-short', 'setting-unread'],
  s3: ['off-site-unknown', 'starts-together'],
  sops: ['cache-small', 'off-site-missing', 'restore-not-kept', 'retention-short', 'starts-together'],
  'two-tiers': [
    'cache-class-differs',
    'claim-unprotected',
    'destination-unrestored',
    'off-site-unknown',
    'order-open',
    'restore-missing',
    'retention-short',
    'setting-unread',
    'starts-together',
  ],
};

test('what each of them is known for is found', () => {
  const codes = Object.fromEntries(
    [...audits].map(([kind, audit]) => [
      kind,
      [...new Set(foundIn(audit).map((each) => each.split(' ')[0] ?? ''))]
        .filter((code) => !COMMON.includes(code))
        .sort(),
    ]),
  );
  expect(codes).toEqual(EXPECTED);
});
