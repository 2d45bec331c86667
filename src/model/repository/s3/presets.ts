import { requireOptions } from '../../rules/require-options';
import type { FieldRef } from '../../values/secret-text';
import { type S3Credentials, type S3Repository, type S3RepositoryOptions, s3Repository } from './s3-repository';

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
  requireOptions('backblazeB2', options);
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
export function cloudflareR2(options: CloudflareR2Options): S3Repository {
  requireOptions('cloudflareR2', options);
  const { account, ...others } = options;
  return s3Repository({ ...others, endpoint: [account, '.r2.cloudflarestorage.com'], region: 'auto' });
}
