import type { AppName } from '../app/app-name';
import { kindOf, type UnnamedRepository } from '../repository/repository';
import { type S3Repository, s3Prefix, s3Repository, sharedPrefix } from '../repository/s3/s3-repository';
import { fieldsIn, isSecretText, renderSecretText, type SecretText } from '../values/secret-text';
import type { ResticKey, ResticRepository } from './repository';

/** One app's repository. */
export interface ResticPlace {
  /** Its address, as Restic spells it. */
  readonly url: SecretText;
  /** The place, spelt like that of a repository of Kopia's wherever it is the same. */
  readonly location: string;
  /** The same for people; of a field of a vault's item nothing is known but its name. */
  readonly address: string;
}

/** The kinds of place that Restic reaches, declared like Kopia's. */
export type ResticStore = Extract<ResticRepository['at'], { readonly type: string }>;

/** Whether a place is declared like one of Kopia's, and not as an address. */
export function isStore(at: unknown): at is ResticStore {
  const { type } = (at ?? {}) as { readonly type?: unknown };
  return type === 'nfs' || type === 's3';
}

/** The app's folder. */
export function folderOf({ folder }: ResticRepository, filedAs: AppName): string {
  return typeof folder === 'function' ? `${folder(filedAs)}` : `${filedAs.app}`;
}

export function resticPlace(repository: ResticRepository, filedAs: AppName): ResticPlace {
  const folder = folderOf(repository, filedAs);
  const { at } = repository;
  return isStore(at) ? ofStore(at, folder) : ofAddress(repository, at, folder);
}

function ofStore(at: ResticStore, folder: string): ResticPlace {
  const own: UnnamedRepository =
    at.type === 'nfs'
      ? { ...at, path: `${at.path}/${folder}` }
      : { ...at, prefix: sharedPrefix(`${s3Prefix(at)}${folder}`) };
  const kind = kindOf(own);
  return {
    url: at.type === 'nfs' ? `${at.mountPath.replace(/\/+$/, '')}/${folder}` : s3Url(own as S3Repository),
    location: kind.location(own, undefined),
    address: kind.address(own, undefined),
  };
}

function s3Url(repository: S3Repository): SecretText {
  const { endpoint, bucket, tls } = repository;
  return [
    `s3:${tls ? 'https' : 'http'}://`,
    ...parts(endpoint),
    '/',
    ...parts(bucket),
    `/${s3Prefix(repository).replace(/\/$/, '')}`,
  ];
}

/** An address that is written out is compared with Kopia's places; of one in a vault only its field is known. */
function ofAddress({ credentials, secret }: ResticRepository, at: SecretText, folder: string): ResticPlace {
  const url = isSecretText(at) ? [...parts(at), `/${folder}`] : `${at}`;
  const text = renderSecretText(url, (field) => JSON.stringify([credentials?.item ?? secret.item, field]));
  const address = renderSecretText(url, (field) => `<${field}>`);
  const [, scheme, host, bucket, prefix] = /^s3:(https?:\/\/)?([^/]+)\/([^/]+)\/(.*)$/s.exec(text) ?? [];
  if (host === undefined || bucket === undefined || prefix === undefined || fieldsIn(at).length > 0) {
    return { url, location: text.replace(/\/*$/, '/'), address };
  }
  const bucketAt = s3Repository({ endpoint: host, bucket, prefix: sharedPrefix(prefix), tls: scheme !== 'http://' });
  return { url, location: kindOf(bucketAt).location(bucketAt, undefined), address };
}

function parts(text: SecretText): readonly Exclude<SecretText, readonly unknown[]>[] {
  return [text].flat();
}

/** The keys of the Secret beside address and password, and the field of the vault that each is read from. */
export function resticKeyFields({ at, credentials }: ResticRepository): Readonly<Partial<Record<ResticKey, string>>> {
  return isStore(at)
    ? at.type === 's3'
      ? { AWS_ACCESS_KEY_ID: at.credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: at.credentials.secretAccessKey }
      : {}
    : (credentials?.keys ?? {});
}

/** What stands in the Secret as it is. */
export function resticSettings({ at }: ResticRepository): Readonly<Partial<Record<ResticKey, string>>> {
  return isStore(at) && at.type === 's3' && at.region !== undefined ? { AWS_DEFAULT_REGION: at.region } : {};
}

/** The vault item that the fields of address and keys are of. */
export function resticItem({ at, credentials }: ResticRepository): { readonly item?: string } | undefined {
  return isStore(at) ? (at.type === 's3' ? at.credentials : undefined) : credentials;
}
