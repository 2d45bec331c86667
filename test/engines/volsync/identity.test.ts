import fc from 'fast-check';
import { identityOf } from '../../../src/engines/volsync/identity';
import { renderIdentity } from '../../../src/model/identity';

const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** What the mover does to a name, character by character, written anew from its documentation. */
function moverWould(text: string, { keep, hyphens }: { readonly keep: string; readonly hyphens: string }): string {
  const kept = [...text]
    .map((each) => (hyphens.includes(each) ? '-' : each))
    .filter((each) => LETTERS_AND_DIGITS.includes(each) || keep.includes(each));
  while (kept.length > 0 && keep.includes(kept[0] ?? '')) {
    kept.shift();
  }
  while (kept.length > 0 && keep.includes(kept.at(-1) ?? '')) {
    kept.pop();
  }
  return kept.join('');
}

test('the identity is the one that the mover derives, for names of any length and any characters', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[a-z0-9][-.a-z0-9]{0,80}[a-z0-9]$/),
    fc.stringMatching(/^[-._a-zA-Z0-9äß€ ]{1,80}$/),
  );
  fc.assert(
    fc.property(name, name, (source, namespace) => {
      expect(identityOf(source, namespace)).toEqual({
        username: moverWould(source, { keep: '-_', hyphens: '' }).slice(0, 50),
        hostname: moverWould(namespace, { keep: '-.', hyphens: '_' }),
        path: '/data',
      });
    }),
  );
});

test.each([
  ['romm', 'games', 'romm@games:/data'],
  ['romm-b2', 'games', 'romm-b2@games:/data'],
  ['a.b', 'games', 'ab@games:/data'],
  [`${'a'.repeat(50)}b`, 'games', `${'a'.repeat(50)}@games:/data`],
  // The cut comes after the trimming, so a hyphen at the 50th character stays.
  [`${'a'.repeat(49)}-b2`, 'games', `${'a'.repeat(49)}-@games:/data`],
  ['romm', 'my_games', 'romm@my-games:/data'],
])('%s in %s is filed under %s', (source, namespace, rendered) => {
  expect(renderIdentity(identityOf(source, namespace))).toBe(rendered);
});
