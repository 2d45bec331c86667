import { requireOptions } from '../../rules/require-options';
import { given, isGiven } from '../../values/given';
import type { FieldRef } from '../../values/secret-text';
import type { Preset } from './preset';
import { type S3Repository, type S3RepositoryOptions, s3Repository } from './s3-repository';

/** What is said of a bucket whose provider is known. */
export type PresetOptions = Omit<S3RepositoryOptions, 'endpoint' | 'region' | 'tls' | 'customCa'>;

/** What is said of a bucket at Backblaze B2. */
export interface BackblazeB2Options extends PresetOptions {
  /** The region alone, as it stands in the bucket's endpoint, `'us-east-005'` of `s3.us-east-005.backblazeb2.com`. */
  readonly region: string;
}

/**
 * Backblaze B2 through its S3 endpoint. (Kopia's own B2 provider is deprecated and knows no prefix.) The region is
 * always sent: a key that is restricted to one bucket may not ask for it.
 */
export function backblazeB2(options: BackblazeB2Options): S3Repository {
  requireOptions('backblazeB2', options);
  const { region } = options;
  return madeBy(
    { maker: 'backblazeB2', said: { region } },
    { ...options, endpoint: ['s3.', region, '.backblazeb2.com'] },
  );
}

/** Where Cloudflare promises to keep a bucket that was made with that promise. */
export type R2Jurisdiction = 'eu' | 'fedramp';

/** What is said of a bucket at Cloudflare R2. */
export interface CloudflareR2Options extends PresetOptions {
  /**
   * The account id alone, the first part of the endpoint that Cloudflare shows, or the {@link field} of the credentials'
   * item that holds it.
   */
  readonly account: string | FieldRef;
  /** The jurisdiction that the bucket was made in; there it has another endpoint. @default none */
  readonly jurisdiction?: R2Jurisdiction;
}

/** Cloudflare R2, whose region is always `auto`. */
export function cloudflareR2(options: CloudflareR2Options): S3Repository {
  requireOptions('cloudflareR2', options);
  const { account, jurisdiction, ...others } = options;
  const within = isGiven(jurisdiction) ? `.${jurisdiction}` : '';
  return madeBy(
    { maker: 'cloudflareR2', said: { account, jurisdiction } },
    { ...others, endpoint: [account, `${within}.r2.cloudflarestorage.com`], region: 'auto' },
  );
}

function madeBy(preset: Preset, options: S3RepositoryOptions): S3Repository {
  return { ...s3Repository(options), preset: { ...preset, said: given(preset.said) } };
}
