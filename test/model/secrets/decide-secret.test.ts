import { decideSecret, secretNameProblems, secretSourceOf } from '../../../src/model/secrets/decide-secret';
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

test('a Secret keeps the name that is said, and what makes it has the same without its ending', () => {
  const by = externalSecrets({ store });
  const named = (target: string) => decideSecret(by, of, 'daily-maintenance', target);
  expect(named('volsync-maintenance-secret')).toEqual({
    name: 'volsync-maintenance-secret',
    made: { by, name: 'volsync-maintenance' },
    problems: [],
  });
  expect(named('kopia')).toEqual({ name: 'kopia', made: { by, name: 'kopia' }, problems: [] });
  expect(named('-secret')).toEqual({ name: '-secret', made: { by, name: '-secret' }, problems: [] });
});

test('a name that is said beside how the Secret comes to be is that of one that is made', () => {
  const by = externalSecrets({ store });
  expect(secretNameProblems('secretName', 'volsync-maintenance-secret', by)).toEqual([]);
  expect(lines(secretNameProblems('secretName', 'Kopia', by))).toEqual([
    'secretName: "Kopia" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule S3)',
  ]);
  expect(
    lines(
      secretNameProblems(
        'secretName',
        'kopia',
        existingSecret(() => 'theirs'),
      ),
    ),
  ).toEqual([
    'secretName: "kopia" would be the name of a Secret that is made, and existingSecret(…) names this one; remove secretName (rule S3)',
  ]);
});
