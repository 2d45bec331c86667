import { given } from '../../values/given';
import type { FieldRef } from '../../values/secret-text';
import { decideSecret, undecided } from '../decide';
import type { DecidedRepository, RepositoryOptions } from '../options';

/**
 * The vault item that opens the account on the server, and the field of it that holds the password or the private key.
 * One of the two: where Kopia has a password, it does not look at a key.
 */
export type SftpCredentials = { readonly item: string } & (
  | { readonly password: string; readonly privateKey?: undefined }
  /** A key in PEM, OpenSSH's or any other, without a passphrase: nobody is there to type one. */
  | { readonly privateKey: string; readonly password?: undefined }
);

export interface SftpRepositoryOptions extends RepositoryOptions {
  /** Name or address of the server. */
  readonly host: string;
  /** @default 22 */
  readonly port?: number;
  /** The account on the server. */
  readonly username: string;
  /** The folder, from the root that the account sees, that holds, or will hold, the repository. */
  readonly path: string;
  readonly credentials: SftpCredentials;
  /**
   * By which keys the server is recognised: lines of a known_hosts file, or the {@link field} of the credentials' item
   * that holds them. All that `ssh-keyscan` prints: of the keys that a server has Kopia picks one, as a rule not the one
   * that `ssh` picks, and does not try another.
   */
  readonly knownHosts: string | FieldRef;
}

export interface SftpRepository
  extends Required<Omit<SftpRepositoryOptions, keyof RepositoryOptions>>,
    DecidedRepository {
  readonly type: 'sftp';
}

/** A Kopia repository in a folder that a server offers by SFTP; all apps share it. */
export function sftpRepository(options: SftpRepositoryOptions): SftpRepository {
  return {
    ...undecided,
    port: DEFAULT_PORT,
    ...given(options),
    type: 'sftp',
    secret: decideSecret(options.secret),
    credentials: given(options.credentials),
  };
}

/** Where SSH is, unless told: known_hosts names no port there. */
export const DEFAULT_PORT = 22;
