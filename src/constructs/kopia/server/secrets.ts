import type { Construct } from 'constructs';
import { kindOf } from '../../../model/repository/repository';
import type { DecidedSecret } from '../../../model/secrets/decide-secret';
import type { Quantity } from '../../../model/values/quantity';
import { fieldsIn } from '../../../model/values/secret-text';
import type { Manifest } from '../../../tree/manifest';
import { addVaultSecret } from '../../kit/vault-secret';
import { CONNECTION, connectionFile, type FileParts, plainParts, vaultParts } from '../connection';
import type { KopiaOpening } from '../secret';

/** How a server is connected. */
export interface ServerConnection extends KopiaOpening {
  readonly readOnly: boolean;
  readonly cache: Quantity;
  readonly description: string;
  /** The Secret that opens the repository. */
  readonly secret: DecidedSecret;
  /** Whether the keys of the repository's place are in another Secret. */
  readonly keysApart: boolean;
}

/**
 * The server's connection file where no secret is in it, on a volume or beside a Secret that exists.
 *
 * The identity is nobody else's: a mover's host name is a namespace, which has no dot, and a client that is the owner
 * of maintenance would run it.
 */
export function serverConfig(
  { name, namespace, repository, readOnly, cache, description }: ServerConnection,
  parts: FileParts = plainParts,
): string {
  const connection = {
    username: 'server',
    hostname: `${name}.${namespace}`,
    readonly: readOnly,
    cache,
    description,
  };
  return connectionFile(repository, connection, parts);
}

/** What opens the repository; the connection file as well, where the place's name and its keys may be in the vault. */
export function addServerSecret(scope: Construct, connection: ServerConnection): Manifest | undefined {
  const { namespace, repository, secret, keysApart } = connection;
  const kind = kindOf(repository);
  const readsFields = Object.values(kind.secretTexts(repository)).some((each) => fieldsIn(each).length > 0);
  return (
    secret.made &&
    addVaultSecret(scope, 'secret', {
      ...secret.made,
      namespace,
      password: repository.secret,
      credentials: keysApart && !readsFields ? undefined : kind.credentials(repository),
      keys: (fields) => ({
        KOPIA_PASSWORD: fields.password,
        ...(!keysApart && kind.environment(repository, fields.credential)),
        ...(isPlain(connection) ? {} : { [CONNECTION]: serverConfig(connection, vaultParts(fields)) }),
      }),
    })
  );
}

/** Whether the server's repository is on a volume, which its pod mounts. */
export function isOnVolume({ repository }: Pick<ServerConnection, 'repository'>): boolean {
  return kindOf(repository).volume(repository) !== undefined;
}

/** Whether the connection file has no secret in it, and anybody may read it. */
export function isPlain(connection: ServerConnection): boolean {
  return isOnVolume(connection) || connection.secret.made === undefined;
}

/** The keys of a Secret that exists which Kopia reads as files. */
export function keyFiles({ repository, secret }: ServerConnection): readonly string[] {
  return secret.made === undefined ? kindOf(repository).moverFiles(repository) : [];
}
