import type { AppName } from '../../app/app-name';
import { given } from '../../values/given';
import type { SecretText } from '../../values/secret-text';
import { decideSecret, undecided } from '../decide';
import type { DecidedRepository, RepositoryOptions } from '../options';

/** How an S3 bucket is divided into repositories. */
export type S3Prefix =
  /** One repository for all apps, below this prefix; `''` is the root of the bucket. */
  | { readonly layout: 'shared'; readonly prefix: string }
  /** A repository per app, each with a maintainer of its own: `<app>/` or `<namespace>/<app>/`. */
  | { readonly layout: 'app' | 'namespace/app' };

/** The vault item that opens the bucket. */
export interface S3Credentials {
  readonly item: string;
  /** The item's field with the access key id. @default 'AWS_ACCESS_KEY_ID' */
  readonly accessKeyId?: string;
  /** The item's field with the secret access key. @default 'AWS_SECRET_ACCESS_KEY' */
  readonly secretAccessKey?: string;
}

export interface S3RepositoryOptions extends RepositoryOptions {
  /** `host` or `host:port`, no scheme and no path; may hold fields of the credentials' item. */
  readonly endpoint: SecretText;
  /** Name of the bucket, or the {@link field} of the credentials' item that holds it. */
  readonly bucket: SecretText;
  readonly credentials: S3Credentials;
  /** @default none: the S3 client asks the server for it */
  readonly region?: string;
  /** Made by {@link sharedPrefix}, {@link prefixPerApp} or {@link prefixPerNamespacedApp}. @default sharedPrefix('') */
  readonly prefix?: S3Prefix;
  /**
   * Speak HTTPS. The scheme of the endpoint does not decide it: the mover strips that.
   * @default true
   */
  readonly tls?: boolean;
}

export interface S3Repository
  extends Required<Omit<S3RepositoryOptions, keyof RepositoryOptions | 'credentials' | 'region'>>,
    DecidedRepository {
  readonly type: 's3';
  readonly credentials: Required<S3Credentials>;
  readonly region: string | undefined;
}

/** A Kopia repository, or one per app, in an S3 bucket. See {@link backblazeB2} and {@link cloudflareR2} for presets. */
export function s3Repository(options: S3RepositoryOptions): S3Repository {
  return {
    ...undecided,
    prefix: sharedPrefix(''),
    tls: true,
    region: undefined,
    ...given(options),
    type: 's3',
    secret: decideSecret(options.secret),
    credentials: {
      accessKeyId: 'AWS_ACCESS_KEY_ID',
      secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
      ...given(options.credentials),
    },
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
