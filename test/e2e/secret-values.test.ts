import fc from 'fast-check';
import { counted } from './support/counts';
import { fullVault, type Items } from './support/full-vault';
import { describeWith } from './support/needs';
import { inShort, oddItems, oddObjects, oddSecrets } from './support/odd-vault';
import { syncSecrets, type Vault } from './support/secrets';

/** Texts that mean something on their way: to a template, YAML, JSON, a shell, `printf` or Flux. */
const AWKWARD = [
  '$HOME ${HOME} $(id) $$ `id`',
  '"quoted" and \'quoted\'',
  '{{ .secret_PASS }}',
  '{{',
  '}} {{/* */}}',
  '# no comment',
  'C:\\back\\slash\\',
  'ends in a newline\n',
  '\nbegins with one, \r\n and \t tab',
  ' blanks around ',
  'größer als 名前 🔑',
  'key: value',
  '- item',
  'true',
  '0x1F',
  '007',
  'null',
  '%s %d %%',
  '<a href="x">&amp;</a>',
  'aGVsbG8=',
  '/a+b/c==',
];

describeWith(['external-secrets'], 'the Secrets that External Secrets makes', () => {
  const cluster = { kind: 'ClusterSecretStore', name: 'vault' } as const;
  const objects = oddObjects(cluster);
  let values = 0;

  afterAll(() => counted('secrets', 'values of every sort', values));

  function expectSecrets(vault: Vault, of = objects) {
    const { secrets, errors } = syncSecrets(of, vault);
    expect(Object.fromEntries(errors)).toEqual({});
    expect(inShort(secrets)).toEqual(oddSecrets(vault));
    values += [...secrets.values()].reduce((sum, data) => sum + Object.keys(data).length, 0);
  }

  test.each([cluster, { kind: 'SecretStore', name: 'own' } as const])(
    'are made of fields of any name, two of which have one name, from a %j',
    (store) => expectSecrets(fullVault(oddItems), oddObjects(store)),
  );

  test.each(AWKWARD.map((text, index) => [text, index]))(
    'hold %j as it is, wherever it stands in the vault',
    (_, first) => {
      let next = first;
      expectSecrets(filledWith(() => AWKWARD[next++ % AWKWARD.length] ?? ''));
    },
  );

  test('hold any text as it is', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.infiniteStream(text), (texts) => expectSecrets(filledWith(() => texts.next().value))),
      { numRuns: 25 },
    );
  }, 60_000);

  test('are not made of fields whose names are nearly those', () => {
    const near = Object.entries(fullVault(oddItems)).map(([item, fields]) => {
      const others = Object.keys(fields).flatMap((name) => [
        [name.replace(/[^a-z]/gi, '_'), 'LEAK'],
        [name.replace(/[^a-z]/gi, '-'), 'LEAK'],
        [name.replace(/[^a-z]/gi, ' '), 'LEAK'],
      ]);
      return [item, { ...Object.fromEntries(others), ...fields }];
    });
    expectSecrets(Object.fromEntries(near));
  });
});

/** A vault with the odd names, and a value of each field. */
function filledWith(value: () => string, items: Items = oddItems): Vault {
  return Object.fromEntries(
    Object.entries(items).map(([item, fields]) => [item, Object.fromEntries(fields.map((field) => [field, value()]))]),
  );
}
