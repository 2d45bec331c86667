import type { Construct } from 'constructs';
import type { Cluster } from '../../../model/cluster/cluster';
import { defaults } from '../../../model/defaults';
import type { KeyNames } from '../../../model/repository/kind';
import { kindOf, type UnnamedRepository } from '../../../model/repository/repository';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { type DecidedSecret, decideSecret, secretSourceOf } from '../../../model/secrets/decide-secret';
import type { Manifest } from '../../../tree/manifest';
import { addVaultSecret } from '../../kit/vault-secret';
import type { KopiaOpening, KopiaSecrets } from '../secret';
import { ownSecretProblems, secretKeyProblems } from './own-secret';
import type { ServerCredentials } from './props';
import type { ServerVariable } from './variables';

/** The server's own keys for a place, with everything decided. */
export interface DecidedCredentials extends KeyNames {
  /** The place, opened by them; `undefined` where it has no such keys. */
  readonly place: UnnamedRepository | undefined;
  readonly secret: DecidedSecret;
}

export function decideCredentials(
  { item, accessKeyId, secretAccessKey, secrets }: ServerCredentials,
  opening: KopiaOpening,
  cluster: Cluster,
): DecidedCredentials {
  const { name, namespace, repository } = opening;
  const kind = kindOf(repository);
  const names = {
    item: item ?? kind.credentials(repository)?.item,
    // Plain JavaScript may give anything, which is reported with everything else that is wrong.
    accessKeyId: `${accessKeyId ?? defaults.s3.accessKeyId}`,
    secretAccessKey: `${secretAccessKey ?? defaults.s3.secretAccessKey}`,
  };
  const source = secretSourceOf(cluster, repository, secrets ?? opening.secrets);
  return {
    ...names,
    place: kind.withKeys(repository, names),
    secret: decideSecret(source, { namespace, repository: repository.name }, `${name}-credentials`),
  };
}

/** The Secret of the keys; nothing where it exists. */
export function addCredentialsSecret(
  scope: Construct,
  namespace: string,
  { item, place, secret }: DecidedCredentials,
): Manifest | undefined {
  return (
    secret.made &&
    place &&
    addVaultSecret(scope, 'credentials', {
      ...secret.made,
      namespace,
      password: undefined,
      credentials: { item },
      keys: (fields) => ({ ...kindOf(place).environment(place, fields.credential) }),
    })
  );
}

/** The variables by which Kopia learns of them. In a Secret that exists they are keys of any name. */
export function credentialVariables({ place, secret }: DecidedCredentials): Record<string, ServerVariable> {
  const names = place ? kindOf(place).environment(place, (field) => field) : {};
  return Object.fromEntries(
    Object.entries(names).map(([name, own]) => [name, { secret: secret.name, key: secret.made ? name : own }]),
  );
}

/** Everything wrong with the server's own keys. @param opened by what the repository is opened otherwise */
export function credentialProblems(
  { item, accessKeyId, secretAccessKey, secrets }: ServerCredentials,
  decided: DecidedCredentials,
  { repository }: KopiaOpening,
  opened: KopiaSecrets,
): Problem[] {
  if (decided.place === undefined) {
    const text = `"${repository.name}" has no keys of a bucket that others could be in place of; remove credentials`;
    return [{ field: 'credentials', text, rule: 'S1' }];
  }
  const names = { accessKeyId, secretAccessKey };
  const { made } = decided.secret;
  return [
    ...ownSecretProblems({
      field: 'credentials',
      what: 'the keys are',
      secrets,
      item: { said: item, taken: decided.item },
      names,
      decided: decided.secret,
    }),
    ...(made ? [] : secretKeyProblems('credentials', names)),
    ...problemIf(
      areThoseOf(repository, decided, opened.keys),
      'credentials',
      () =>
        `they are the keys of "${repository.name}" itself, which movers write with; name ${
          made ? 'another item, or other fields of it' : 'another Secret, or other keys of it'
        }`,
      'D1',
    ),
  ];
}

/** Whether they are read from where those are by which everybody else opens the repository. */
function areThoseOf(repository: UnnamedRepository, own: DecidedCredentials, keys: DecidedSecret): boolean {
  const kind = kindOf(repository);
  const theirs = kind.environment(repository, (field) => field);
  const isAmong = (names: readonly string[]) =>
    [own.accessKeyId, own.secretAccessKey].some((each) => names.includes(each));
  const { made } = own.secret;
  if (made === undefined) {
    return own.secret.name === keys.name && isAmong(Object.keys(theirs));
  }
  return (
    own.item === kind.credentials(repository)?.item &&
    show(made.by.store) === show(keys.made?.by.store) &&
    isAmong(Object.values(theirs))
  );
}
