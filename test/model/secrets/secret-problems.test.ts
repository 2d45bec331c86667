import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import { nfsRepository } from '../../../src/engines/volsync/nfs';
import { cloudflareR2 } from '../../../src/model/repository/s3/presets';
import { s3Repository } from '../../../src/model/repository/s3/s3-repository';
import { sftpRepository } from '../../../src/model/repository/sftp/sftp-repository';
import { decideSecret } from '../../../src/model/secrets/decide-secret';
import { repositorySecretProblems } from '../../../src/model/secrets/repository-problems';
import { secretProblems } from '../../../src/model/secrets/secret-problems';
import {
  existingSecret,
  externalSecrets,
  isSecretSource,
  type SecretSource,
} from '../../../src/model/secrets/secret-source';
import { field } from '../../../src/model/values/secret-text';
import { keyscan } from '../../support/ssh-keys';
import { declaration, lines } from '../fixture';

const vault = externalSecrets({ store: { kind: 'ClusterSecretStore', name: 'vault' } });
const sops = existingSecret(({ repository }) => `kopia-${repository}`);

const bare = {
  nas: nfsRepository({ server: 'nas.internal', path: '/backups', access: 'mover-volumes' }),
  s3: s3Repository({ endpoint: 's3.example.org', bucket: 'backups' }),
  box: sftpRepository({ host: 'box', username: 'kopia', path: '/backups', knownHosts: keyscan('box') }),
};
const ofVault = {
  nas: nfsRepository({ ...bare.nas, secret: { item: 'kopia' } }),
  r2: cloudflareR2({
    account: field('ACCOUNT'),
    bucket: ['b-', field('BUCKET')],
    credentials: { item: 'r2' },
    secret: { item: 'kopia' },
  }),
  box: sftpRepository({
    ...bare.box,
    credentials: { item: 'box', password: 'PASS' },
    knownHosts: field('HOSTS'),
    secret: { item: 'kopia' },
  }),
};

const NO_ITEM =
  'an ExternalSecret is made for it, and nothing says which item of the vault it is made of; write the name of one, or secrets: existingSecret(…) for a Secret that is there (rule S1)';
const NO_VAULT =
  "is read when a Secret is made of a vault's item, and this one exists; write the text itself, or secrets: externalSecrets({ store: { kind, name } }) (rule S1)";

describe('in the declaration of a cluster', () => {
  test.each<[name: keyof typeof bare, ...fields: string[]]>([
    ['nas', 'secret.item'],
    ['s3', 'secret.item', 'credentials.item'],
    ['box', 'secret.item', 'credentials.item'],
  ])('%s says which items of the vault a Secret is made of, unless it exists', (name, ...fields) => {
    const found = (source: SecretSource) => lines(repositorySecretProblems('r', bare[name], source));
    expect(found(vault)).toEqual(fields.map((each) => `r.${each}: ${NO_ITEM}`));
    expect(found(sops)).toEqual([]);
  });

  test.each<[name: keyof typeof ofVault, ...fields: [name: string, of: string][]]>([
    ['nas'],
    ['r2', ['account', 'ACCOUNT'], ['bucket', 'BUCKET']],
    ['box', ['knownHosts', 'HOSTS']],
  ])('%s reads fields of the vault only where a Secret is made of it', (name, ...fields) => {
    const found = (source: SecretSource) => lines(repositorySecretProblems('r', ofVault[name], source));
    expect(found(sops)).toEqual(fields.map(([at, of]) => `r.${at}: field("${of}") ${NO_VAULT}`));
    expect(found(vault)).toEqual([]);
  });

  test('that of the repository goes before that of the cluster, and the repair passes', () => {
    const { secretStore: _, ...rest } = declaration;
    const declare = (secrets: SecretSource, of: SecretSource | undefined) =>
      defineCluster({
        ...rest,
        secrets,
        repositories: { ...declaration.repositories, nas: { ...bare.nas, ...(of && { secrets: of }) } },
      });
    expect(() => declare(vault, undefined)).toThrow(
      new Error(`The cluster is not declared right:\n  [cluster test] repositories.nas.secret.item: ${NO_ITEM}`),
    );
    expect(declare(vault, sops).repositories.nas.secrets).toEqual(sops);
    expect(() => declare(sops, vault)).toThrow(
      new Error(`The cluster is not declared right:\n  [cluster test] repositories.nas.secret.item: ${NO_ITEM}`),
    );
    expect(declare(sops, undefined).secrets).toEqual(sops);
  });
});

describe('in a construct', () => {
  const problems = (
    own: SecretSource | undefined,
    of: keyof typeof bare | keyof typeof ofVault,
    from = bare as object,
  ) => {
    const repository = { ...(from as typeof bare)[of as 'nas'], name: of };
    const secret = decideSecret(isSecretSource(own) ? own : vault, { namespace: 'games', repository: of }, 'x');
    return lines(secretProblems(own, [{ repository, secret }]));
  };

  test('that says nothing of its own, all was looked at with the cluster', () => {
    expect(problems(undefined, 'nas')).toEqual([]);
    expect(problems(undefined, 'r2', ofVault)).toEqual([]);
  });

  test('that has its Secret made, the repository says of what', () => {
    expect(problems(vault, 's3')).toEqual([
      'secrets: "s3" says of no item of a vault that an ExternalSecret could be made of it; add secret.item and credentials.item to its declaration, or remove secrets (rule S1)',
    ]);
    expect(problems(vault, 'r2', ofVault)).toEqual([]);
  });

  test('whose Secret exists, nothing of the repository is in a vault', () => {
    expect(problems(sops, 'r2', ofVault)).toEqual([
      'secrets: "r2" is declared with account: field("ACCOUNT"), which is read when a Secret is made of a vault\'s item, and this one exists; write the text itself there, or remove secrets (rule S1)',
    ]);
    expect(problems(sops, 's3')).toEqual([]);
  });

  test('what says nothing of how Secrets come to be is refused, and so is a name that is none', () => {
    expect(problems('sops' as never, 'nas')).toEqual([
      'secrets: "sops" does not say how Secrets come to be; write externalSecrets({ store: { kind, name } }), or existingSecret(({ app }) => …)',
    ]);
    expect(
      problems(
        existingSecret(() => 'A'),
        'nas',
      ),
    ).toEqual([
      'secrets: existingSecret gives "A" for { namespace: "games", repository: "nas" }, which is not the name of a Secret; return one, such as "x-secret" (rule S3)',
    ]);
  });
});
