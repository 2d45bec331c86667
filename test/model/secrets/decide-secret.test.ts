import { decideSecret, secretSourceOf } from '../../../src/model/secrets/decide-secret';
import { existingSecret, externalSecrets, type SecretSource } from '../../../src/model/secrets/secret-source';
import { cluster, lines } from '../fixture';

const { nas } = cluster.repositories;
const of = { app: 'romm', namespace: 'games', repository: 'nas' };
const named = (name: string): SecretSource => existingSecret(() => name);
const store = { kind: 'SecretStore', name: 'mine' } as const;

test('a Secret that is made is called after what makes it', () => {
  const by = externalSecrets({ store });
  expect(decideSecret(by, of, 'romm-volsync')).toEqual({
    name: 'romm-volsync-secret',
    made: { by, name: 'romm-volsync' },
    problems: [],
  });
});

test('a Secret that exists is called what the function says of what it is for', () => {
  const asked: unknown[] = [];
  const source = existingSecret((what) => {
    asked.push(what);
    return `${what.app ?? 'all'}.${what.namespace}.${what.repository}`;
  });
  const names = [of, { namespace: 'storage', repository: 'b2' }].map((each) => decideSecret(source, each, 'x'));
  expect(names).toEqual([
    { name: 'romm.games.nas', made: undefined, problems: [] },
    { name: 'all.storage.b2', made: undefined, problems: [] },
  ]);
  expect(asked).toEqual([of, { namespace: 'storage', repository: 'b2' }]);
});

const NONE = 'which is not the name of a Secret; return one, such as "romm-volsync-secret" (rule S3)';
const FOR = 'for { app: "romm", namespace: "games", repository: "nas" }';

test.each<[what: string, nameOf: () => unknown, says: string]>([
  ['capitals', () => 'Kopia', 'gives "Kopia"'],
  ['nothing', () => undefined, 'gives undefined'],
  ['empty text', () => '', 'gives ""'],
  ['a name that is too long', () => 'x'.repeat(254), `gives "${'x'.repeat(254)}"`],
  ['a promise', async () => 'kopia', 'gives {}'],
  ['an object', () => ({ name: 'kopia' }), 'gives {"name":"kopia"}'],
  [
    'an error',
    () => {
      throw new Error('no such app');
    },
    'throws "no such app"',
  ],
  [
    'what is no error',
    () => {
      throw 'oh';
    },
    'throws "oh"',
  ],
])('of a function that gives %s the name is made up, and the repair passes', (_, nameOf, says) => {
  const { name, problems } = decideSecret(existingSecret(nameOf as () => string), of, 'romm-volsync');
  expect(name).toBe('romm-volsync-secret');
  expect(lines(problems)).toEqual([`secrets: existingSecret ${says} ${FOR}, ${NONE}`]);
  expect(decideSecret(named('romm-volsync-secret'), of, 'romm-volsync').problems).toEqual([]);
});

test('without an app the message names none', () => {
  const { problems } = decideSecret(named(' '), { namespace: 'storage', repository: 'b2' }, 'kopia');
  expect(lines(problems)).toEqual([
    'secrets: existingSecret gives " " for { namespace: "storage", repository: "b2" }, which is not the name of a Secret; return one, such as "kopia-secret" (rule S3)',
  ]);
});

test('who reads the Secret goes before the repository, and that before the cluster', () => {
  const [own, theirs] = [named('own'), named('theirs')];
  expect([
    secretSourceOf(cluster, nas),
    secretSourceOf(cluster, { ...nas, secrets: theirs }),
    secretSourceOf(cluster, { ...nas, secrets: theirs }, own),
    secretSourceOf(cluster, nas, own),
  ]).toEqual([cluster.secrets, theirs, own, own]);
});

test('what is no source, which is reported where it stands, decides nothing', () => {
  expect(secretSourceOf(cluster, { ...nas, secrets: 'junk' as never }, {} as never)).toBe(cluster.secrets);
});
