import type { AppName } from '../../app/app-name';
import { defaults } from '../../defaults';
import { requireOptions } from '../../rules/require-options';
import { given } from '../../values/given';
import { Named } from '../../values/known-keys';
import type { SecretText } from '../../values/secret-text';
import { type CustomCa, type DecidedCustomCa, decideCustomCa } from '../custom-ca';
import { decideSecret, undecided } from '../decide';
import { type DecidedRepository, REPOSITORY_NAMES, type RepositoryOptions } from '../options';
import type { Preset } from './preset';

/** How an S3 bucket is divided into repositories. */
export type S3Prefix =
  /** One repository for all apps, below this prefix; `''` is the root of the bucket. */
  | SharedS3Prefix
  /** A repository per app, each with a maintainer of its own: `<app>/` or `<namespace>/<app>/`. */
  | OwnS3Prefix;

/** One repository for all apps. */
export interface SharedS3Prefix {
  /** Tells it from a division by apps. */
  readonly layout: 'shared';
  /** What the names of all objects begin with. */
  readonly prefix: string;
}

/** A repository per app. */
export interface OwnS3Prefix {
  /** What is in each app's prefix: its name, or its namespace as well. */
  readonly layout: 'app' | 'namespace/app';
}

/** The vault item that opens the bucket. */
export interface S3Credentials {
  /** The item, as the secret store knows it; needed where Secrets are made of it. @default none */
  readonly item?: string;
  /** The item's field with the access key id. @default `'AWS_ACCESS_KEY_ID'` (`defaults.s3.accessKeyId`) */
  readonly accessKeyId?: string;
  /** The item's field with the secret access key. @default `'AWS_SECRET_ACCESS_KEY'` (`defaults.s3.secretAccessKey`) */
  readonly secretAccessKey?: string;
}

/** What is said of a Kopia repository in S3, or of one per app. */
export interface S3RepositoryOptions extends RepositoryOptions {
  /** `host` or `host:port`, no scheme and no path; may hold fields of the credentials' item. */
  readonly endpoint: SecretText;
  /** Name of the bucket, or the {@link field} of the credentials' item that holds it. */
  readonly bucket: SecretText;
  /** Where the keys that open the bucket are kept; needed where its Secrets are made of a vault's items. @default none */
  readonly credentials?: S3Credentials;
  /** Region of the bucket. @default none, and the client asks the server for it */
  readonly region?: string;
  /**
   * How the bucket is divided: {@link sharedPrefix}, {@link prefixPerApp} or {@link prefixPerNamespacedApp}; `undefined` is
   * refused.
   * @default one repository at the root of the bucket
   */
  readonly prefix?: S3Prefix;
  /**
   * Speak HTTPS. The scheme of the endpoint does not decide it: the mover strips that.
   * @default true
   */
  readonly tls?: boolean;
  /**
   * The certificate authority that signed the server's certificate, or that certificate itself, where no public one did:
   * a MinIO or a Garage at home. @default those that the images trust
   */
  readonly customCa?: CustomCa;
}

/** A Kopia repository in S3, or one per app, with everything decided. */
export interface S3Repository
  extends Required<Omit<S3RepositoryOptions, keyof RepositoryOptions | 'credentials' | 'region' | 'customCa'>>,
    DecidedRepository {
  /** Tells it from other kinds of repositories. */
  readonly type: 's3';
  /** Where the keys that open the bucket are kept. */
  readonly credentials: S3Credentials & Required<Omit<S3Credentials, 'item'>>;
  /** Region of the bucket; none where the server is asked for it. */
  readonly region: string | undefined;
  /** The certificate authority that is trusted beside the public ones. @default none */
  readonly customCa?: DecidedCustomCa;
  /** What was said to the function that filled the endpoint in. @internal */
  readonly preset?: Preset;
}

/** What of it is not left out by `undefined`. */
export const S3_NAMES = {
  ...REPOSITORY_NAMES,
  prefix: new Named(true, 'one repository at the root of the bucket'),
  customCa: new Named(true, 'that public authorities alone are trusted'),
};

/** A Kopia repository, or one per app, in an S3 bucket. See {@link backblazeB2} and {@link cloudflareR2} for presets. */
export function s3Repository(options: S3RepositoryOptions): S3Repository {
  requireOptions('s3Repository', options);
  const present = given(options, S3_NAMES);
  const { customCa, ...declared } = present;
  return {
    ...undecided,
    prefix: sharedPrefix(''),
    tls: true,
    region: undefined,
    ...declared,
    ...('customCa' in present && { customCa: customCa && decideCustomCa(customCa) }),
    type: 's3',
    secret: decideSecret(options.secret),
    credentials: { ...defaults.s3, ...given(options.credentials) },
  };
}

/** All apps share one repository below this prefix, e.g. `'kopia/'`; `''` is the root of the bucket. */
export function sharedPrefix(prefix: string): S3Prefix {
  return { layout: 'shared', prefix };
}

/** Every app has a repository of its own at `<app>/`. Two apps of one name in two namespaces cannot both use it (rule M1). */
export const prefixPerApp: S3Prefix = { layout: 'app' };

/** Every app has a repository of its own at `<namespace>/<app>/`. */
export const prefixPerNamespacedApp: S3Prefix = { layout: 'namespace/app' };

/** The prefix of a repository, with the `/` that ends it; `''` for the root of the bucket. */
export function s3Prefix({ prefix }: S3Repository, filedAs?: AppName): string {
  const path = prefix.layout === 'shared' ? prefix.prefix : ownPath(prefix.layout, filedAs);
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}

function ownPath(layout: 'app' | 'namespace/app', filedAs: AppName | undefined): string {
  const { app = '', namespace = '' } = filedAs ?? {};
  // Plain JavaScript may give any name, which is reported with everything else that is wrong.
  return layout === 'app' ? `${app}` : [namespace, app].filter(Boolean).join('/');
}
