import { defaults } from '../../defaults';
import { type Problem, show } from '../../rules/problem';
import { given } from '../../values/given';
import { type FieldRef, isSecretText, renderSecretText, type SecretText } from '../../values/secret-text';
import type { S3Credentials, S3Prefix, S3Repository, S3RepositoryOptions } from '../repository';

/** A Kopia repository, or one an app, in an S3 bucket. See {@link backblazeB2} and {@link cloudflareR2} for presets. */
export function s3Repository(options: S3RepositoryOptions): S3Repository {
  return {
    maintenance: defaults.maintenance.schedule,
    maintainedElsewhere: false,
    prefix: sharedPrefix(''),
    tls: true,
    ...given(options),
    type: 's3',
    region: options.region,
    secret: { password: defaults.passwordField, ...given(options.secret) },
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

/** What is said of a bucket whose provider is known. */
export type PresetOptions = Omit<S3RepositoryOptions, 'endpoint' | 'region' | 'tls' | 'credentials'>;

/** What is said of a bucket at Backblaze B2. */
export interface BackblazeB2Options extends PresetOptions {
  /** The region in the bucket's endpoint, e.g. `'us-east-005'`. */
  readonly region: string;
  /** Where the keys that open the bucket are kept. */
  readonly credentials: S3Credentials;
}

/**
 * Backblaze B2 through its S3 endpoint. (Kopia's own B2 provider is deprecated and knows no prefix.) The region is
 * always sent: a key that is restricted to one bucket may not ask for it.
 */
export function backblazeB2(options: BackblazeB2Options): S3Repository {
  return s3Repository({ ...options, endpoint: ['s3.', options.region, '.backblazeb2.com'] });
}

/** What is said of a bucket at Cloudflare R2. */
export interface CloudflareR2Options extends PresetOptions {
  /** The account id, or the {@link field} of the credentials' item that holds it. */
  readonly account: string | FieldRef;
  /** Where the keys that open the bucket are kept. */
  readonly credentials: S3Credentials;
}

/** Cloudflare R2, whose region is always `auto`. */
export function cloudflareR2({ account, ...options }: CloudflareR2Options): S3Repository {
  return s3Repository({ ...options, endpoint: [account, '.r2.cloudflarestorage.com'], region: 'auto' });
}

/** The prefix of one app's repository, with the `/` that ends it; `''` for the root of the bucket. */
export function s3Prefix({ prefix }: S3Repository, app: string, namespace: string): string {
  const path = prefix.layout === 'shared' ? prefix.prefix : prefix.layout === 'app' ? app : `${namespace}/${app}`;
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}

export function s3Problems(field: string, { endpoint, bucket, region, prefix }: S3Repository): Problem[] {
  const problems: Problem[] = [];
  const host = plain(endpoint);
  const name = plain(bucket);
  if (/^[a-z]+:\/\//i.test(host)) {
    const repaired = host.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
    const text = `${show(host)} has a scheme, which decides nothing; write ${show(repaired)}, and tls: false for plain HTTP`;
    problems.push({ field: `${field}.endpoint`, text, rule: 'S1' });
  } else if (!/^[^\s/:]+(:\d+)?$/.test(host)) {
    problems.push({
      field: `${field}.endpoint`,
      text: `${show(host || endpoint)} is not host or host:port; leave path and blanks out`,
      rule: 'S1',
    });
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..')) {
    const text = `${show(name || bucket)} is not a bucket; write its name of 3 to 63 lower-case characters, or field('…')`;
    problems.push({ field: `${field}.bucket`, text, rule: 'S1' });
  }
  if (region !== undefined && !/^[a-zA-Z0-9-]+$/.test(region)) {
    problems.push({
      field: `${field}.region`,
      text: `${show(region)} is not a region; write its name, such as "us-east-005"`,
      rule: 'S1',
    });
  }
  if (!['shared', 'app', 'namespace/app'].includes(prefix.layout)) {
    const text = `${show(prefix)} is not a division of the bucket; use sharedPrefix('…'), prefixPerApp or prefixPerNamespacedApp`;
    problems.push({ field: `${field}.prefix`, text, rule: 'S1' });
  } else if (prefix.layout === 'shared' && !isPrefix(prefix.prefix)) {
    const text = `${show(prefix.prefix)} is not a prefix; use letters, digits, ".", "_", "-" and "/" between them`;
    problems.push({ field: `${field}.prefix`, text, rule: 'S1' });
  }
  return problems;
}

function isPrefix(prefix: unknown): boolean {
  return typeof prefix === 'string' && /^[a-zA-Z0-9._/-]*$/.test(prefix) && !/^\/|\.\.|\/\//.test(prefix);
}

/** The text with a stand-in for each field, so that what is written around fields can be checked; `''` for no text. */
function plain(text: SecretText): string {
  return isSecretText(text) ? renderSecretText(text, () => 'field') : '';
}
