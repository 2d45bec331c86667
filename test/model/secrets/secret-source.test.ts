import { existingSecret, externalSecrets, isExternal, isSecretSource } from '../../../src/model/secrets/secret-source';
import { secretSourceProblems } from '../../../src/model/secrets/source-problems';
import { lines } from '../fixture';

const store = { kind: 'ClusterSecretStore', name: 'vault' } as const;
const problems = (source: unknown) => lines(secretSourceProblems('secrets', source));

test('of External Secrets the store is asked, and the vault is read twice a day', () => {
  expect(externalSecrets({ store })).toEqual({
    type: 'external-secrets',
    store,
    refreshInterval: '12h',
    items: 'fields',
  });
});

test('everything else can be said, and what is undefined or null is left out', () => {
  const all = { store, refreshInterval: '1h30m', items: 'properties' } as const;
  expect(externalSecrets(all)).toEqual({ type: 'external-secrets', ...all });
  expect(externalSecrets({ store, refreshInterval: undefined, items: null as never })).toEqual(
    externalSecrets({ store }),
  );
});

test('without options nothing can be made of them', () => {
  expect(() => externalSecrets(undefined as never)).toThrow(
    new TypeError('externalSecrets: undefined is given in place of the options; write them as { … }'),
  );
});

test('Secrets that exist are told from those that are made', () => {
  const existing = existingSecret(({ app, namespace, repository }) => `${app}-${namespace}-${repository}`);
  expect(existing.nameOf({ app: 'romm', namespace: 'games', repository: 'nas' })).toBe('romm-games-nas');
  expect([existing, externalSecrets({ store })].map(isExternal)).toEqual([false, true]);
  expect(
    [existing, externalSecrets({ store }), undefined, null, 'vault', {}, { type: 'nfs' }].map(isSecretSource),
  ).toEqual([true, true, false, false, false, false, false]);
});

test.each(['0', '0s', '60s', '1m', '5m', '1h30m', '12h', '720h', '1.5h'])(
  'the vault may be read every %s',
  (refreshInterval) => {
    expect(problems(externalSecrets({ store, refreshInterval }))).toEqual([]);
  },
);

test.each(['', '12', '1d', '-1h', '12 h', 'daily', 43_200])(
  'not every %p, which External Secrets cannot read',
  (said) => {
    expect(problems(externalSecrets({ store, refreshInterval: said as string }))).toEqual([
      `secrets.refreshInterval: ${JSON.stringify(said)} is not a duration; write hours, minutes and seconds such as "12h" or "1h30m", or "0" to read the vault once`,
    ]);
  },
);

test.each(['1ns', '1µs', '1s', '59s', '0.5m', '59.9s'])('not every %p: vaults count', (refreshInterval) => {
  expect(problems(externalSecrets({ store, refreshInterval }))).toEqual([
    `secrets.refreshInterval: "${refreshInterval}" reads the vault more than once a minute for each Secret, and vaults count; write "1m" or more, or "0" to read it once`,
  ]);
});

test.each<[source: unknown, ...messages: string[]]>([
  [
    'vault',
    'secrets: "vault" does not say how Secrets come to be; write externalSecrets({ store: { kind, name } }), or existingSecret(({ app }) => …)',
  ],
  [
    store,
    'secrets: {"kind":"ClusterSecretStore","name":"vault"} does not say how Secrets come to be; write externalSecrets({ store: { kind, name } }), or existingSecret(({ app }) => …)',
  ],
  [
    existingSecret('kopia' as never),
    'secrets: "kopia" is not a function that names a Secret; write existingSecret(({ app }) => …), or existingSecret(() => \'kopia\') for one that all share',
  ],
  [
    { ...existingSecret(() => 'kopia'), refreshInterval: '1h' },
    'secrets.refreshInterval: nothing reads this field; write one of type, nameOf',
  ],
  [externalSecrets({} as never), 'secrets.store: undefined is not an object; write store: { … }'],
  [
    externalSecrets({ store: { kind: 'Store', name: 'My Vault', namespace: 'x' } as never }),
    'secrets.store.namespace: nothing reads this field; write one of kind, name',
    'secrets.store.kind: "Store" is not a store; write "ClusterSecretStore" or "SecretStore"',
    'secrets.store.name: "My Vault" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    externalSecrets({ store, items: 'maps' as never, refresh: '1h' } as never),
    'secrets.refresh: nothing reads this field; write one of type, store, refreshInterval, items',
    'secrets.items: "maps" is not a way to ask a store; write "fields" or "properties"',
  ],
])('%j is refused', (source, ...messages) => {
  expect(problems(source)).toEqual(messages);
});
