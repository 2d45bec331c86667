import { copyIn, ledgerOf, maintenance, source, vaultSecret } from '../support';

const other = { ...source({ repository: 'other-secret' }, { sourcePVC: 'other' }, 'other') };

test('Secrets of different names that say one place and one password are one repository', () => {
  const { repositories } = ledgerOf(source(), vaultSecret(), other, vaultSecret({}, 'other-secret'));
  expect(repositories.map(({ key, claims }) => [key, claims])).toEqual([
    ['nfs://nas.internal/mnt/backups/', ['games/romm', 'games/other']],
  ]);
});

test('one place that two passwords open is two repositories', () => {
  const second = vaultSecret({ KOPIA_PASSWORD: '{{ .SECOND }}' }, 'other-secret');
  const { repositories } = ledgerOf(source(), vaultSecret(), other, second);
  expect(repositories.map(({ claims }) => claims)).toEqual([['games/romm'], ['games/other']]);
  expect(new Set(repositories.map(({ key }) => key)).size).toBe(2);
  expect(repositories.map(({ location }) => location)).toEqual(Array(2).fill('nfs://nas.internal/mnt/backups/'));
});

test('where nothing says which password it is, the only one of the place is meant', () => {
  const { repositories } = ledgerOf(source(), vaultSecret(), maintenance({ repository: { repository: 'by-hand' } }));
  expect(repositories).toHaveLength(2);
  const here = ledgerOf(source(), vaultSecret(), maintenance({ repository: { repository: 'by-hand' } }), {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'by-hand', namespace: 'games' },
    stringData: { KOPIA_PASSWORD: 'x', KOPIA_REPOSITORY: 'filesystem:///mnt/repository' },
  });
  expect(here.repositories.map(({ maintainers }) => maintainers.length)).toEqual([1]);
});

test('a place that only a vault knows is the same for all that use its template, and no other', () => {
  const template = { KOPIA_REPOSITORY: '{{ .REPOSITORY }}' };
  const [one, two] = [
    source({ moverVolumes: [] }),
    { ...source({ moverVolumes: [], repository: 'other-secret' }, { sourcePVC: 'other' }, 'other') },
  ];
  const same = ledgerOf(one, two, vaultSecret(template), vaultSecret(template, 'other-secret'));
  expect(same.repositories.map(({ known, location, claims }) => ({ known, location, claims }))).toEqual([
    {
      known: false,
      location: 'a place that only the vault knows: <kopia: REPOSITORY>',
      claims: ['games/romm', 'games/other'],
    },
  ]);
  const elsewhere = vaultSecret({ KOPIA_REPOSITORY: '{{ .REPOSITORY }}/other' }, 'other-secret');
  expect(ledgerOf(one, two, vaultSecret(template), elsewhere).repositories).toHaveLength(2);
});

test('no password and no key is in what is read', () => {
  const values = ['hunter2', 'AKIAVALUE', 'secretvalue'];
  const [password, id, key] = values;
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'romm-secret', namespace: 'games' },
    stringData: {
      KOPIA_PASSWORD: password,
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: key,
      KOPIA_REPOSITORY: 's3://backups/kopia',
    },
  };
  const ledger = ledgerOf(source({ moverVolumes: [] }), secret);
  expect(copyIn(ledger).repository).toBe('["s3.amazonaws.com","backups","kopia/"]');
  expect(values.filter((each) => JSON.stringify(ledger).includes(`${each}`))).toEqual([]);
});
