import { nameForClaim } from '../../../src/model/app/name-for-claim';

test.each<[app: string, claim: unknown, name: string]>([
  ['romm', undefined, 'romm-config'],
  ['romm', 'romm', 'romm-config'],
  ['romm', 'romm-library', 'romm-library'],
  ['romm', 'library', 'romm-library'],
  ['paperless', 'data-paperless-0', 'paperless-data-paperless-0'],
  ['romm', 'Not a name', 'romm-config'],
  ['romm', 5, 'romm-config'],
])('a further claim of %s, %p, is protected as %s', (app, claim, name) => {
  expect(nameForClaim(app, claim)).toBe(name);
});

test('a name that is taken gets the next number', () => {
  expect(nameForClaim('romm', undefined, new Set(['romm', 'romm-config']))).toBe('romm-config-2');
  expect(nameForClaim('romm', undefined, new Set(['romm', 'romm-config', 'romm-config-2']))).toBe('romm-config-3');
});

test('a name is never longer than sources allow, whatever the repository is called', () => {
  const long = 'a'.repeat(46);
  const name = nameForClaim(long, `${long}-config`);
  expect(name).toMatch(/^a+-[0-9a-f]{8}-2$/);
  expect(`${name}-${'r'.repeat(12)}`).toHaveLength(50);
  expect(nameForClaim(long, 'other')).not.toBe(name);
});
