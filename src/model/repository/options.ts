import type { ScheduleInput } from '../schedule/schedule';
import { SECRETS_KEY, type SecretSource } from '../secrets/secret-source';

/** What every Kopia repository has, wherever it is. */
export interface RepositoryOptions {
  /** Where the password that opens the repository is kept; needed where its Secrets are made of a vault's items. @default none */
  readonly secret?: PasswordRef;
  /** How the Secrets come to be that open the repository. @default as the cluster says */
  readonly secrets?: SecretSource;
  /**
   * When the repository's maintainer runs. Maintenance frees the space of expired snapshots and compacts the index;
   * without it a repository only grows.
   * @default `every(6).hours` (`defaults.maintenance.schedule`), the minute spread
   */
  readonly maintenance?: ScheduleInput;
  /**
   * The repository has its one maintainer outside this app: then none may be in it (rule M1).
   * @default false
   */
  readonly maintainedElsewhere?: boolean;
}

/** What of it is not left out by `undefined`. */
export const REPOSITORY_NAMES = { secrets: SECRETS_KEY };

/** A vault item and the field of it that holds the repository's password. */
export interface PasswordRef {
  /** The item, as the secret store knows it; needed where Secrets are made of it. @default none */
  readonly item?: string;
  /** The item's field with the password. @default `'KOPIA_PASSWORD'` (`defaults.passwordField`) */
  readonly password?: string;
}

/** A repository's common options with everything decided. */
export interface DecidedRepository extends Required<Omit<RepositoryOptions, 'secret' | 'secrets'>> {
  /** Where the password that opens the repository is kept. */
  readonly secret: PasswordRef & {
    /** The item's field with the password. */
    readonly password: string;
  };
  /** How the Secrets come to be that open the repository. @default as the cluster says */
  readonly secrets?: SecretSource;
}
