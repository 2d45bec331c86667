import type { Construct } from 'constructs';
import type { Cluster } from '../../../model/cluster/cluster';
import { defaults } from '../../../model/defaults';
import { kindOf, type Repository } from '../../../model/repository/repository';
import { bytes, type Quantity } from '../../../model/values/quantity';
import { isSecretText, renderSecretText } from '../../../model/values/secret-text';
import type { Manifest } from '../../../tree/manifest';
import { addVaultSecret, type VaultFields } from '../../kit/vault-secret';
import { CONNECTION, connectionFile } from '../connection';
import { addKopiaSecret, secretVariables } from '../secret';
import type { ServerLogin } from './props';

/** How a server is connected. */
export interface ServerConnection {
  readonly name: string;
  readonly namespace: string;
  readonly repository: Repository;
  readonly readOnly: boolean;
  readonly cache: Quantity;
}

/**
 * The server's connection file where no secret is in it, that is on a volume.
 *
 * The identity is nobody else's: a mover's host name is a namespace, which has no dot, and a client that is the owner
 * of maintenance would run it.
 */
export function serverConfig({ name, namespace, repository, readOnly, cache }: ServerConnection, fields = NO_FIELDS) {
  const connection = {
    username: 'server',
    hostname: `${name}.${namespace}`,
    readonly: readOnly,
    cache: bytes(cache) ?? 0,
  };
  return connectionFile(repository, connection, fields);
}

const NO_FIELDS: VaultFields = { password: '', credential: (field) => field };

/** What opens the repository; off a volume the connection file as well, because the place's name may be in the vault. */
export function addServerSecret(scope: Construct, connection: ServerConnection, cluster: Cluster): Manifest {
  const { name, namespace, repository } = connection;
  return addKopiaSecret(scope, 'secret', {
    name,
    namespace,
    cluster,
    password: repository.secret,
    keysOf: repository,
    files: (fields): Record<string, string> =>
      isOnVolume(connection) ? {} : { [CONNECTION]: serverConfig(connection, fields) },
  });
}

/** Whether the server's repository is on a volume, which its pod mounts. */
export function isOnVolume({ repository }: ServerConnection): boolean {
  return kindOf(repository).volume(repository) !== undefined;
}

/** What Kopia itself takes for a login, from the environment. */
export function addLoginSecret(
  scope: Construct,
  { name, namespace, repository }: ServerConnection,
  login: ServerLogin,
  cluster: Cluster,
): Manifest {
  const { item = repository.secret.item, username: given = defaults.server.username } = login;
  // Plain JavaScript may give anything, which is reported with everything else that is wrong.
  const username = isSecretText(given) ? given : '';
  return addVaultSecret(scope, 'login', {
    name: `${name}-login`,
    namespace,
    cluster,
    password: { item, password: `${login.password ?? defaults.server.passwordField}` },
    credentials: undefined,
    // Without other credentials there is one item only, so all fields are the login's.
    keys: ({ password, credential }) => ({
      KOPIA_SERVER_USERNAME: renderSecretText(username, credential),
      KOPIA_SERVER_PASSWORD: password,
      ...(login.cookieKey !== undefined && { KOPIA_AUTH_COOKIE_SIGNING_KEY: credential(`${login.cookieKey}`) }),
    }),
  });
}

/** The variables of the server that come from Secrets, by name, each with the Secret that it is in. */
export function serverVariables(
  { name, repository }: ServerConnection,
  login: ServerLogin | undefined,
): Record<string, string> {
  const from = (secret: string, keys: readonly string[]) => keys.map((key) => [key, `${secret}-secret`]);
  return Object.fromEntries([
    ...from(name, secretVariables(repository)),
    ...(login ? from(`${name}-login`, ['KOPIA_SERVER_USERNAME', 'KOPIA_SERVER_PASSWORD']) : []),
    ...(login?.cookieKey === undefined ? [] : from(`${name}-login`, ['KOPIA_AUTH_COOKIE_SIGNING_KEY'])),
  ]);
}
