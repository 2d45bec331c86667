import { defaults } from '../../defaults';
import { requireOptions } from '../../rules/require-options';
import { given } from '../../values/given';
import type { FieldRef } from '../../values/secret-text';
import { decideSecret, undecided } from '../decide';
import { type DecidedRepository, REPOSITORY_NAMES, type RepositoryOptions } from '../options';

/** The vault item that opens the account on the server: where Kopia has a password, it does not look at a key. */
export type SftpCredentials = SftpPassword | SftpPrivateKey;

/** An account that is opened by a password. */
export interface SftpPassword {
  /** The item, as the secret store knows it; needed where Secrets are made of it. @default none */
  readonly item?: string;
  /** The item's field with the password; of a Secret that exists it says that one is in it. */
  readonly password: string;
  /** A key beside it is refused. @default none */
  readonly privateKey?: undefined;
}

/** An account that is opened by a key. */
export interface SftpPrivateKey {
  /** The item, as the secret store knows it; needed where Secrets are made of it. @default none */
  readonly item?: string;
  /**
   * The item's field with the private key, in PEM, OpenSSH's or any other, without a passphrase: nobody is there to type
   * one. Of a Secret that exists it says that one is in it.
   */
  readonly privateKey: string;
  /** A password beside it is refused. @default none */
  readonly password?: undefined;
}

/** What is said of a Kopia repository on an SFTP server. */
export interface SftpRepositoryOptions extends RepositoryOptions {
  /** Name or address of the server. */
  readonly host: string;
  /** The port of the server. @default `22` (`defaults.sftp.port`) */
  readonly port?: number;
  /** The account on the server. */
  readonly username: string;
  /** The folder, from the root that the account sees, that holds, or will hold, the repository. */
  readonly path: string;
  /**
   * Where what opens the account is kept; needed where its Secrets are made of a vault's items.
   * @default a private key, in a Secret that exists
   */
  readonly credentials?: SftpCredentials;
  /**
   * By which keys the server is recognised: lines of a known_hosts file, or the {@link field} of the credentials' item
   * that holds them. All that `ssh-keyscan` prints: of the keys that a server has Kopia picks one, as a rule not the one
   * that `ssh` picks, and does not try another.
   */
  readonly knownHosts: string | FieldRef;
}

/** A Kopia repository on an SFTP server, with everything decided. */
export interface SftpRepository
  extends Required<Omit<SftpRepositoryOptions, keyof RepositoryOptions>>,
    DecidedRepository {
  /** Tells it from other kinds of repositories. */
  readonly type: 'sftp';
}

/** A Kopia repository in a folder that a server offers by SFTP; all apps share it. */
export function sftpRepository(options: SftpRepositoryOptions): SftpRepository {
  requireOptions('sftpRepository', options);
  return {
    ...undecided,
    ...defaults.sftp,
    ...given(options, REPOSITORY_NAMES),
    type: 'sftp',
    secret: decideSecret(options.secret),
    credentials: given<SftpCredentials>(options.credentials ?? { privateKey: 'SFTP_KEY_FILE' }),
  };
}
