import { copyIn, ledgerOf, protectionIn, restore, source, vaultSecret } from '../../../ledger/support';

function filedAs(kopia: object, name = 'romm') {
  return copyIn(ledgerOf(source({ ...kopia }, {}, name), vaultSecret())).identity;
}

test.each<[what: string, kopia: object, name: string, identity: string]>([
  ['its name and namespace', {}, 'romm', 'romm@games:/data'],
  ['without what Kopia would not take', {}, 'a.b-c', 'ab-c@games:/data'],
  ['fifty characters of it', {}, 'x'.repeat(60), `${'x'.repeat(50)}@games:/data`],
  ['a default where nothing is left', {}, '...', 'volsync-default@games:/data'],
  ['a user name of its own', { username: 'Plex.old' }, 'romm', 'Plex.old@games:/data'],
  ['a host name of its own', { hostname: 'media' }, 'romm', 'romm@media:/data'],
  ['a path of its own', { sourcePathOverride: '/else' }, 'romm', 'romm@games:/else'],
])('a source is filed under %s', (_, kopia, name, identity) => {
  expect(filedAs(kopia, name)).toBe(identity);
});

function asksFor(kopia: object, ...others: readonly unknown[]) {
  const into = { destinationPVC: 'romm', ...kopia };
  return protectionIn(ledgerOf(restore(into), source(), vaultSecret(), ...others)).restore?.identity;
}

test.each<[what: string, kopia: object, identity: string]>([
  ['the source that it names', {}, 'romm@games:/data'],
  [
    'a source of another namespace',
    { sourceIdentity: { sourceName: 'romm', sourceNamespace: 'media' } },
    'romm@media:/data',
  ],
  ['its own name, where it names none', { sourceIdentity: { sourceNamespace: 'media' } }, 'romm-dst@games:/data'],
  ['an identity that is spelt out', { username: 'plex', hostname: 'media' }, 'plex@media:/data'],
  ['a path that is spelt out', { sourceIdentity: { sourceName: 'romm', sourcePathOverride: '/x' } }, 'romm@games:/x'],
])('a restore asks for %s', (_, kopia, identity) => {
  expect(asksFor(kopia)).toBe(identity);
});

test('the path of a source is discovered, unless the restore names a claim or spells out an identity', () => {
  const moved = source({ sourcePathOverride: '/else' }, {}, 'moved');
  expect(asksFor({ sourceIdentity: { sourceName: 'moved' } }, moved)).toBe('moved@games:/else');
  expect(asksFor({ sourceIdentity: { sourceName: 'moved', sourcePVCName: 'other' } }, moved)).toBe('moved@games:/data');
  const spelt = {
    username: 'moved',
    hostname: 'games',
    sourceIdentity: { sourceName: 'moved', sourcePathOverride: '/else' },
  };
  expect(asksFor(spelt, moved)).toBe('moved@games:/data');
});
