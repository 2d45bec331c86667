import { kindOf, type UnnamedRepository } from '../repository/repository';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { fieldsIn } from '../values/secret-text';
import { isVaultName } from '../values/vault-name';
import { isExternal, type SecretSource } from './secret-source';

/** What the declaration of a repository lacks for its Secrets to come to be as is said, or has too much (rule S1). */
export function repositorySecretProblems(
  field: string,
  repository: UnnamedRepository,
  source: SecretSource,
): Problem[] {
  return isExternal(source) ? vaultProblems(field, repository) : fieldProblems(field, repository);
}

function vaultProblems(field: string, repository: UnnamedRepository): Problem[] {
  const { secret } = repository;
  const names = {
    'secret.item': secret.item,
    'secret.password': secret.password,
    ...kindOf(repository).vaultNames(repository),
  };
  return Object.entries(names).flatMap(([key, value]) =>
    problemIf(
      !isVaultName(value),
      `${field}.${key}`,
      () =>
        value === undefined
          ? `an ExternalSecret is made for it, and nothing says which item of the vault it is made of; write the name of one, or secrets: existingSecret(…) for a Secret that is there`
          : `${show(value)} names nothing in a vault; write the name of an item or of one of its fields`,
      'S1',
    ),
  );
}

function fieldProblems(field: string, repository: UnnamedRepository): Problem[] {
  return Object.entries(kindOf(repository).secretTexts(repository)).flatMap(([key, text]) => {
    const [name] = fieldsIn(text);
    return problemIf(
      name !== undefined,
      `${field}.${key}`,
      () =>
        `field(${show(name)}) is read when a Secret is made of a vault's item, and this one exists; write the text itself, or secrets: externalSecrets({ store: { kind, name } })`,
      'S1',
    );
  });
}
