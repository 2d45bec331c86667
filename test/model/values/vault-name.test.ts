import { isVaultName } from '../../../src/model/values/vault-name';

test('an item or a field of a vault is called anything but nothing', () => {
  expect(['kopia', 'Kopia on the NAS', 'a/b', '  x '].map(isVaultName)).toEqual([true, true, true, true]);
  expect(['', ' ', '\t\n', undefined, null, 5, {}].map(isVaultName)).not.toContain(true);
});
