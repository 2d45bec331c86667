import { KOPIA_RETENTION } from '../../../../src/engines/volsync/ledger/kopia-retention';
import { copyIn, ledgerOf, source, vaultSecret } from '../../../ledger/support';

function policyFile(text: string | undefined, name = 'policy') {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'games' },
    data: { 'global-policy.json': text },
  };
}

function retentionOf(kopia: object, ...others: readonly unknown[]) {
  return copyIn(ledgerOf(source({ ...kopia }), vaultSecret(), ...others)).retention;
}

test('Kopia keeps by itself what nobody says', () => {
  expect(KOPIA_RETENTION).toEqual({ latest: 10, hourly: 48, daily: 7, weekly: 4, monthly: 24, yearly: 3 });
  expect(retentionOf({ retain: undefined })).toEqual(KOPIA_RETENTION);
});

test('a key that is left out is not 0, whichever others are given', () => {
  expect(retentionOf({ retain: { hourly: 24, daily: 0 } })).toEqual({ ...KOPIA_RETENTION, hourly: 24, daily: 0 });
});

test('all six at 0 keep everything', () => {
  const retain = { latest: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 };
  expect(copyIn(ledgerOf(source({ retain }), vaultSecret())).restorePoints).toBe('all');
});

test('under a path of its own nothing that is set counts', () => {
  expect(retentionOf({ retain: { daily: 1 }, sourcePathOverride: '/else' })).toEqual(KOPIA_RETENTION);
});

test('a policy file changes what is left out, but for the latest, which the mover does not read', () => {
  const text = JSON.stringify({ retention: { keepDaily: 30, keepMonthly: 2, keepLatest: 99, keepHourly: 5 } });
  const config = { policyConfig: { configMapName: 'policy' } };
  expect(retentionOf({ retain: { hourly: 1 }, ...config }, policyFile(text))).toEqual({
    ...KOPIA_RETENTION,
    hourly: 1,
    daily: 30,
    monthly: 2,
  });
  expect(retentionOf({ retain: {}, ...config }, policyFile('{"compression":{}}'))).toEqual(KOPIA_RETENTION);
});

test.each<[what: string, config: object, others: readonly unknown[]]>([
  ['a file that is not here', { configMapName: 'policy' }, []],
  ['a file in a Secret', { secretName: 'policy' }, []],
  ['a file that is no JSON', { configMapName: 'policy' }, [policyFile('{')]],
])('of %s nothing is known', (_, policyConfig, others) => {
  expect(retentionOf({ retain: { daily: 1 }, policyConfig }, ...others)).toBeUndefined();
  const retain = { latest: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 };
  expect(retentionOf({ retain, policyConfig }, ...others)).toEqual(retain);
});

test('what is no number of snapshots is not taken for one', () => {
  expect(retentionOf({ retain: { daily: '30', hourly: -1 } })).toEqual(KOPIA_RETENTION);
});
