import type { Construct } from 'constructs';
import type { Cluster } from '../../../model/cluster/cluster';
import { defaults } from '../../../model/defaults';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { type DecidedSecret, decideSecret, secretSourceOf } from '../../../model/secrets/decide-secret';
import { isFieldRef, isSecretText, renderSecretText, type SecretText } from '../../../model/values/secret-text';
import type { Manifest } from '../../../tree/manifest';
import { addVaultSecret } from '../../kit/vault-secret';
import type { KopiaOpening } from '../secret';
import { ownSecretProblems, secretKeyProblems } from './own-secret';
import type { ServerLogin } from './props';
import type { ServerVariable } from './variables';

/** Who logs in, with everything decided. */
export interface DecidedLogin {
  readonly item: string | undefined;
  readonly username: SecretText;
  /** The field, or the key, with the password. */
  readonly password: string;
  /** The field, or the key, with the key that signs sessions. */
  readonly cookieKey: string | undefined;
  readonly secret: DecidedSecret;
}

export function decideLogin(
  login: ServerLogin,
  { name, namespace, repository, secrets }: KopiaOpening,
  cluster: Cluster,
): DecidedLogin {
  const { item = repository.secret.item, username = defaults.server.username, password, cookieKey } = login;
  const source = secretSourceOf(cluster, repository, login.secrets ?? secrets);
  return {
    item,
    // Plain JavaScript may give anything, which is reported with everything else that is wrong.
    username: isSecretText(username) ? username : '',
    password: `${password ?? defaults.server.passwordField}`,
    cookieKey: cookieKey === undefined ? undefined : `${cookieKey}`,
    secret: decideSecret(source, { namespace, repository: repository.name }, `${name}-login`),
  };
}

/** What Kopia itself takes for a login, from the environment; nothing where the Secret exists. */
export function addLoginSecret(scope: Construct, namespace: string, login: DecidedLogin): Manifest | undefined {
  const { item, username, password, cookieKey, secret } = login;
  return (
    secret.made &&
    addVaultSecret(scope, 'login', {
      ...secret.made,
      namespace,
      password: { item, password },
      credentials: undefined,
      // Without other credentials there is one item only, so all fields are the login's.
      keys: (fields) => ({
        KOPIA_SERVER_USERNAME: renderSecretText(username, fields.credential),
        KOPIA_SERVER_PASSWORD: fields.password,
        ...(cookieKey !== undefined && { KOPIA_AUTH_COOKIE_SIGNING_KEY: fields.credential(cookieKey) }),
      }),
    })
  );
}

/** The variables of a login. In a Secret that exists they are keys of any name. */
export function loginVariables(login: DecidedLogin): Record<string, ServerVariable> {
  const { username, password, cookieKey, secret } = login;
  const of = (key: string, own: string) => ({ secret: secret.name, key: secret.made ? key : own });
  const text = secret.made === undefined && typeof username === 'string' ? username : undefined;
  return {
    KOPIA_SERVER_USERNAME:
      text ??
      of(
        'KOPIA_SERVER_USERNAME',
        renderSecretText(username, (field) => field),
      ),
    KOPIA_SERVER_PASSWORD: of('KOPIA_SERVER_PASSWORD', password),
    ...(cookieKey !== undefined && { KOPIA_AUTH_COOKIE_SIGNING_KEY: of('KOPIA_AUTH_COOKIE_SIGNING_KEY', cookieKey) }),
  };
}

/** Everything wrong with who may log in. */
export function loginProblems(
  { item, username, password, cookieKey, secrets }: ServerLogin,
  decided: DecidedLogin | undefined,
): Problem[] {
  return [
    ...ownSecretProblems({
      field: 'login',
      what: 'the login is',
      secrets,
      item: { said: item, taken: decided?.item },
      names: { password, cookieKey },
      decided: decided?.secret,
    }),
    ...problemIf(
      username !== undefined && !isUserName(username),
      'login.username',
      () => `${show(username)} is not a user's name; write one without blanks, ":", "{" and "}", or field('…')`,
    ),
    ...existingProblems(username, decided),
  ];
}

/** What a variable can take of a Secret that exists: one key of it, as it is. */
function existingProblems(username: SecretText | undefined, decided: DecidedLogin | undefined): Problem[] {
  if (decided === undefined || decided.secret.made !== undefined) {
    return [];
  }
  const { password, cookieKey } = decided;
  return [
    ...problemIf(
      Array.isArray(username) && username.some(isFieldRef),
      'login.username',
      () =>
        `${show(username)} is put together of parts, which a Secret that exists cannot be; write the name, or field('KEY') for a key of that Secret`,
      'S1',
    ),
    ...secretKeyProblems('login', {
      password,
      cookieKey,
      username: isFieldRef(username) ? username.field : undefined,
    }),
  ];
}

/** Kopia's name of a user ends at the colon, and what is in braces is read by the Secret's template. */
function isUserName(username: unknown): boolean {
  return isSecretText(username) && /^[^\s:{}]+$/.test(renderSecretText(username, () => 'field'));
}
