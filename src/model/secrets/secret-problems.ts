import { kindOf, type Repository } from '../repository/repository';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { fieldsIn } from '../values/secret-text';
import { isVaultName } from '../values/vault-name';
import type { DecidedSecret } from './decide-secret';
import { isExternal, isSecretSource, type SecretSource } from './secret-source';
import { secretSourceProblems } from './source-problems';

/** A repository, and the Secret that opens it. */
export interface Opened {
  readonly repository: Repository;
  readonly secret: DecidedSecret;
}

/** Everything wrong with the Secrets of one construct. @param own how it says itself that they come to be */
export function secretProblems(own: SecretSource | undefined, opened: readonly Opened[]): Problem[] {
  return [
    ...ifGiven(own, (each) => secretSourceProblems('secrets', each)),
    // What nothing of its own is said of was looked at with the cluster.
    ...(isSecretSource(own) ? opened.flatMap(({ repository }) => unfitProblems(own, repository)) : []),
    ...opened.flatMap(({ secret }) => secret.problems),
  ];
}

/** S1: what a repository's declaration says was meant for Secrets that come to be in another way. */
function unfitProblems(own: SecretSource, repository: Repository): Problem[] {
  return isExternal(own) ? itemProblems(repository) : fieldProblems(repository);
}

function itemProblems(repository: Repository): Problem[] {
  const names = { 'secret.item': repository.secret.item, ...kindOf(repository).vaultNames(repository) };
  const missing = Object.entries(names).flatMap(([key, name]) => (isVaultName(name) ? [] : [key]));
  return problemIf(
    missing.length > 0,
    'secrets',
    () =>
      `"${repository.name}" says of no item of a vault that an ExternalSecret could be made of it; add ${missing.join(' and ')} to its declaration, or remove secrets`,
    'S1',
  );
}

function fieldProblems(repository: Repository): Problem[] {
  const [text] = Object.entries(kindOf(repository).secretTexts(repository)).flatMap(([key, each]) =>
    fieldsIn(each).map((name) => `${key}: field(${show(name)})`),
  );
  return problemIf(
    text !== undefined,
    'secrets',
    () =>
      `"${repository.name}" is declared with ${text}, which is read when a Secret is made of a vault's item, and this one exists; write the text itself there, or remove secrets`,
    'S1',
  );
}
