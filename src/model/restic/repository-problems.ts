import type { AppName } from '../app/app-name';
import { customCaProblems } from '../repository/custom-ca';
import { kindOf } from '../repository/repository';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { secretSourceProblems } from '../secrets/source-problems';
import { type KeysOf, unknownKeyProblems } from '../values/known-keys';
import { fieldsIn, isSecretText, renderSecretText, type SecretText } from '../values/secret-text';
import { isVaultName } from '../values/vault-name';
import type { ResticSource } from './decide';
import { folderOf, isStore, resticItem, resticKeyFields } from './place';
import { type ResticRepository, resticKeys } from './repository';

const REPOSITORY_KEYS: KeysOf<ResticRepository> = {
  type: true,
  name: true,
  at: 'reference',
  folder: true,
  secret: { item: true, password: true },
  credentials: { item: true, keys: 'map' },
  customCa: true,
  secrets: true,
};

/** Everything wrong with where Restic's repositories are said to be. */
export function resticRepositoryProblems(field: string, repository: ResticRepository, filedAs: AppName): Problem[] {
  const { name, at, credentials, customCa, secrets } = repository;
  return [
    ...unknownKeyProblems(field, repository, REPOSITORY_KEYS),
    ...problemIf(
      typeof name !== 'string' || !/^[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?$/.test(name),
      `${field}.name`,
      () => `${show(name)} ends the names of objects; use at most 12 lower-case letters, digits and "-"`,
      'I2',
    ),
    ...folderProblems(`${field}.folder`, repository, filedAs),
    ...(isStore(at)
      ? [
          ...kindOf(at).problems(`${field}.at`, at),
          ...problemIf(
            kindOf(at).ownedByApp(at),
            `${field}.at.prefix`,
            "every app has a folder of its own for Restic, which is what folder says; write sharedPrefix('…'), or leave it out",
            'M1',
          ),
          ...problemIf(
            credentials !== undefined || customCa !== undefined,
            `${field}.${credentials === undefined ? 'customCa' : 'credentials'}`,
            'is for a place that is given as an address, and this one says it in at; write it there',
            'S1',
          ),
        ]
      : [
          ...addressProblems(`${field}.at`, at),
          ...keyProblems(`${field}.credentials.keys`, credentials?.keys ?? {}),
          ...ifGiven(customCa, (each) => customCaProblems(`${field}.customCa`, { key: 'ca.crt', ...each }, true)),
        ]),
    ...ifGiven(secrets, (each) => secretSourceProblems(`${field}.secrets`, each)),
  ];
}

function folderProblems(field: string, repository: ResticRepository, filedAs: AppName): Problem[] {
  if (repository.folder !== undefined && typeof repository.folder !== 'function') {
    const text = `${show(repository.folder)} is not a function that names an app's folder; write one, such as ({ app }) => app`;
    return [{ field, text }];
  }
  const folder = folderOf(repository, filedAs);
  return problemIf(
    !/^[a-zA-Z0-9._-]+(\/[a-zA-Z0-9._-]+)*$/.test(folder) || folder.split('/').some((each) => /^\.\.?$/.test(each)),
    field,
    () =>
      `${show(folder)} is not a folder for ${show(filedAs.app)}; give names of letters, digits, ".", "_" and "-" with "/" between them, such as ({ app }) => app`,
    'M1',
  );
}

function addressProblems(field: string, at: SecretText): Problem[] {
  const text = isSecretText(at) ? renderSecretText(at, () => 'field') : '';
  const begins = isSecretText(at) && typeof [at].flat()[0] === 'object';
  return [
    ...problemIf(
      !(begins || /^(s3|b2|azure|gs|rest):[^\s/]/.test(text)) || /\s|\/$/.test(text) || text === '',
      field,
      () =>
        `${show(at)} is no place for Restic's repositories; write nfsRepository(…), s3Repository(…), backblazeB2(…) or cloudflareR2(…), or Restic's own address without a "/" at its end, such as "b2:bucket" or field('REPOSITORY_TEMPLATE')`,
      'S1',
    ),
    ...problemIf(
      /:\/\/[^/@]*:[^/@]*@/.test(text),
      field,
      'has a password in it, which everybody could read; write field(…) in its place, or the keys RESTIC_REST_USERNAME and RESTIC_REST_PASSWORD',
      'S2',
    ),
  ];
}

function keyProblems(field: string, keys: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(keys).flatMap(([key, value]) => [
    ...problemIf(
      !(resticKeys as readonly string[]).includes(key),
      `${field}.${key}`,
      () => `a mover hands no such key to Restic; write one of ${resticKeys.join(', ')}`,
      'S1',
    ),
    ...problemIf(
      !isVaultName(value),
      `${field}.${key}`,
      () => `${show(value)} names nothing in a vault; write the name of the item's field`,
      'S1',
    ),
  ]);
}

/** S1: what the Secret of one source lacks to come to be as is said. */
export function resticSecretProblems(field: string, { repository, secret }: ResticSource): Problem[] {
  const { at } = repository;
  if (secret.made === undefined) {
    const [name] = isStore(at) ? Object.values(kindOf(at).secretTexts(at)).flatMap(fieldsIn) : fieldsIn(at);
    return [
      ...secret.problems,
      ...problemIf(
        name !== undefined,
        `${field}.at`,
        () =>
          `field(${show(name)}) is read when a Secret is made of a vault's item, and this one exists; write the text itself, or secrets: externalSecrets({ store: { kind, name } })`,
        'S1',
      ),
    ];
  }
  const item = resticItem(repository)?.item ?? (isStore(at) ? undefined : repository.secret.item);
  const wantsItem = Object.keys(resticKeyFields(repository)).length > 0;
  const names = { 'secret.item': repository.secret.item, 'secret.password': repository.secret.password };
  const items = isStore(at) ? { 'at.credentials.item': item } : { 'credentials.item': item };
  return Object.entries({ ...names, ...(wantsItem && items) }).flatMap(([key, value]) =>
    problemIf(
      !isVaultName(value),
      `${field}.${key}`,
      () =>
        value === undefined
          ? 'an ExternalSecret is made for it, and nothing says which item of the vault it is made of; write the name of one, or secrets: existingSecret(…) for a Secret that is there'
          : `${show(value)} names nothing in a vault; write the name of an item or of one of its fields`,
      'S1',
    ),
  );
}
