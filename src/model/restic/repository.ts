import { defaults } from '../defaults';
import type { CustomCa } from '../repository/custom-ca';
import type { NfsRepository } from '../repository/nfs/nfs-repository';
import type { PasswordRef } from '../repository/options';
import type { S3Repository } from '../repository/s3/s3-repository';
import { requireOptions } from '../rules/require-options';
import type { SecretSource } from '../secrets/secret-source';
import { given } from '../values/given';
import type { SecretText } from '../values/secret-text';

/** What opens a place that Restic's address alone does not, as the variables that VolSync hands to Restic are called. */
export type ResticKey =
  | 'AWS_ACCESS_KEY_ID'
  | 'AWS_SECRET_ACCESS_KEY'
  | 'AWS_SESSION_TOKEN'
  | 'AWS_DEFAULT_REGION'
  | 'B2_ACCOUNT_ID'
  | 'B2_ACCOUNT_KEY'
  | 'AZURE_ACCOUNT_NAME'
  | 'AZURE_ACCOUNT_KEY'
  | 'AZURE_ACCOUNT_SAS'
  | 'AZURE_ENDPOINT_SUFFIX'
  | 'GOOGLE_PROJECT_ID'
  | 'GOOGLE_APPLICATION_CREDENTIALS'
  | 'RESTIC_REST_USERNAME'
  | 'RESTIC_REST_PASSWORD';

export const resticKeys: readonly ResticKey[] = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_DEFAULT_REGION',
  'B2_ACCOUNT_ID',
  'B2_ACCOUNT_KEY',
  'AZURE_ACCOUNT_NAME',
  'AZURE_ACCOUNT_KEY',
  'AZURE_ACCOUNT_SAS',
  'AZURE_ENDPOINT_SUFFIX',
  'GOOGLE_PROJECT_ID',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'RESTIC_REST_USERNAME',
  'RESTIC_REST_PASSWORD',
];

/** The vault item with the keys of a place that is given as an address. */
export interface ResticCredentials {
  /** The item, as the secret store knows it; needed where Secrets are made of it. @default that of the password */
  readonly item?: string;
  /** The item's field for each key that Restic is given: `{ B2_ACCOUNT_ID: 'KEY_ID', B2_ACCOUNT_KEY: 'KEY' }`. @default none */
  readonly keys?: Readonly<Partial<Record<ResticKey, string>>>;
}

/** What is said of Restic's repositories in one place: one per app, each in a folder of its own. */
export interface ResticRepositoryOptions {
  /** Ends the names of objects, 12 characters at most: source `<app>-<name>`, Secret `<app>-volsync-<name>-secret`. */
  readonly name: string;
  /**
   * The place that holds a folder for each app. As for Kopia, by `nfsRepository`, `s3Repository`, `backblazeB2` or
   * `cloudflareR2`, of which `prefix` alone may not be one per app; or as Restic's own address, up to the folder:
   * `'b2:bucket'`, `field('REPOSITORY_TEMPLATE')`.
   */
  readonly at: NfsRepository | S3Repository | SecretText;
  /**
   * The app's folder there. Two apps in one would delete each other's snapshots (rule M1).
   * @default the app's name
   */
  readonly folder?: (of: { readonly app: string; readonly namespace: string }) => string;
  /** Where the password is kept; its field is `'RESTIC_PASSWORD'` (`defaults.restic.passwordField`) unless it says otherwise. @default none */
  readonly secret?: PasswordRef;
  /** The keys of a place that is given as an address; others say theirs in `at`. @default none */
  readonly credentials?: ResticCredentials;
  /** Whom Restic trusts at an address beside the public authorities; others say it in `at`. @default none */
  readonly customCa?: CustomCa;
  /** How the Secrets come to be that open the repositories. @default as the cluster says */
  readonly secrets?: SecretSource;
}

/** Restic's repositories in one place, with everything decided. */
export interface ResticRepository extends ResticRepositoryOptions {
  /** Tells it from a repository of Kopia's. */
  readonly type: 'restic';
  /** Where the password is kept. */
  readonly secret: PasswordRef & {
    /** The item's field with the password. */
    readonly password: string;
  };
}

/**
 * Restic's repositories in one place, as people have them before they move to Kopia: one per app, in a folder of its own.
 * @example
 * ```ts
 * import { backblazeB2, field, nfsRepository, resticRepository } from 'cdk8s-volsync-kopia';
 *
 * resticRepository({
 *   name: 'local',
 *   at: nfsRepository({ server: 'nas.internal', path: '/mnt/tank/volsync', access: 'mover-volumes' }),
 *   secret: { item: 'volsync' },
 * });
 * resticRepository({
 *   name: 'b2',
 *   at: backblazeB2({ region: 'us-east-005', bucket: 'backups', credentials: { item: 'backblaze' } }),
 *   secret: { item: 'volsync' },
 * });
 * resticRepository({
 *   name: 'remote',
 *   at: field('REPOSITORY_TEMPLATE'),
 *   secret: { item: 'volsync' },
 *   credentials: { keys: { AWS_ACCESS_KEY_ID: 'AWS_ACCESS_KEY_ID', AWS_SECRET_ACCESS_KEY: 'AWS_SECRET_ACCESS_KEY' } },
 * });
 * ```
 */
export function resticRepository(options: ResticRepositoryOptions): ResticRepository {
  requireOptions('resticRepository', options);
  return {
    ...given(options, { at: 'reference' }),
    type: 'restic',
    secret: { password: defaults.restic.passwordField, ...given(options.secret) },
  };
}

/** Whether a value is what the function gives: plain JavaScript may give anything. */
export function isResticRepository(value: unknown): value is ResticRepository {
  return (value as { readonly type?: unknown } | null | undefined)?.type === 'restic';
}
