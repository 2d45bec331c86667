import type { AppName } from '../../app/app-name';
import { hasFluxVar } from '../../values/flux-var';
import { canonicalHostAndPort } from '../../values/host';
import { renderSecretText, type SecretText } from '../../values/secret-text';
import type { ReadField, RepositoryKind } from '../kind';
import { networkPlace } from '../network-place';
import { placeEndpoint } from './place';
import { s3Problems } from './problems';
import { S3_NAMES, type S3Repository, s3Prefix } from './s3-repository';

/** A bucket that speaks S3: one repository for all apps, or one per app. */
export const s3: RepositoryKind<S3Repository> = {
  makers: ['s3Repository', 'backblazeB2', 'cloudflareR2'],
  keys: {
    type: true,
    name: true,
    secret: true,
    ...S3_NAMES,
    maintenance: true,
    maintainedElsewhere: true,
    endpoint: true,
    bucket: true,
    credentials: true,
    region: true,
    tls: true,
    preset: true,
  },
  problems: s3Problems,
  ownedByApp: ({ prefix }) => isOwn(prefix),
  location: (repository, filedAs) => {
    const read = fieldOf(repository);
    const bucket = renderSecretText(repository.bucket, read);
    return JSON.stringify([placeEndpoint(repository, read), bucket, s3Prefix(repository, filedAs)]);
  },
  seed: (repository) => {
    const [host, bucket] = [canonicalEndpoint(repository), repository.bucket].map((each) =>
      renderSecretText(each, fieldOf(repository)),
    );
    return JSON.stringify([host, bucket, s3Prefix(repository)]);
  },
  address: (repository, filedAs) => {
    const [host, name] = [canonicalEndpoint(repository), repository.bucket].map((each) =>
      renderSecretText(each, asWritten),
    );
    return `s3://${host}/${name}/${s3Prefix(repository, filedAs)}`;
  },
  oneUserUnless: () => undefined,
  volume: () => undefined,
  network: ({ endpoint, tls }) => networkPlace(endpoint, tls ? 443 : 80),
  moverPath: () => undefined,
  credentials: ({ credentials }) => credentials,
  withKeys: (repository, credentials) => ({ ...repository, credentials }),
  secretTexts: ({ endpoint, bucket, preset }) => ({ ...(preset?.said ?? { endpoint }), bucket }),
  vaultNames: ({ credentials: { item, accessKeyId, secretAccessKey } }) => ({
    'credentials.item': item,
    'credentials.accessKeyId': accessKeyId,
    'credentials.secretAccessKey': secretAccessKey,
  }),
  storage: (repository, read, _mountPath, filedAs) => ({
    type: 's3',
    config: storageConfig(repository, read, filedAs),
  }),
  storageBesideFiles: (repository, _mountPath, _folder, filedAs) => ({
    type: 's3',
    config: storageConfig(repository, asWritten, filedAs),
  }),
  environment: keys,
  storageKeys: ({ credentials }, read) => ({
    accessKeyID: read(credentials.accessKeyId),
    secretAccessKey: read(credentials.secretAccessKey),
  }),
  connectArgs,
  moverKeys,
  moverFiles: () => [],
  customCa: (repository) => repository.customCa,
  mirrorRisk: (repository) =>
    s3Prefix(repository) === '' && !s3.ownedByApp(repository)
      ? "every object at the root of the bucket that the original does not have; give the copy a prefix of its own, sharedPrefix('kopia/')"
      : undefined,
};

/** A field means what its vault item says: fields of one name in two items are two places. */
function fieldOf({ credentials }: S3Repository): ReadField {
  return (field) => JSON.stringify([credentials.item, field]);
}

/** Plain JavaScript may give anything, which is reported. */
function isOwn(prefix: S3Repository['prefix'] | undefined): boolean {
  return prefix?.layout !== 'shared' && prefix !== undefined;
}

/** The endpoint as it was first spelt alike: names and annotations that are out there are made of it. */
function canonicalEndpoint({ endpoint, tls }: S3Repository): SecretText {
  return typeof endpoint === 'string' && !hasFluxVar(endpoint)
    ? canonicalHostAndPort(endpoint, tls ? 443 : 80)
    : endpoint;
}

function keys({ credentials }: S3Repository, read: ReadField) {
  return {
    AWS_ACCESS_KEY_ID: read(credentials.accessKeyId),
    AWS_SECRET_ACCESS_KEY: read(credentials.secretAccessKey),
  };
}

/** Where there is no vault, a field is reported, and stands as what it is called. */
function asWritten(field: string): string {
  return field;
}

/** Without keys, so that Kopia takes them from the environment. */
function storageConfig(
  repository: S3Repository,
  read: ReadField,
  filedAs: AppName | undefined,
): Record<string, unknown> {
  const { endpoint, bucket, region, tls } = repository;
  const prefix = s3Prefix(repository, filedAs);
  return {
    bucket: renderSecretText(bucket, read),
    endpoint: renderSecretText(endpoint, read),
    ...(prefix !== '' && { prefix }),
    ...(region !== undefined && { region }),
    ...(!tls && { doNotUseTLS: true }),
  };
}

function connectArgs(repository: S3Repository): string[] {
  const { endpoint, bucket, region, tls } = repository;
  const prefix = s3Prefix(repository);
  return [
    's3',
    `--bucket=${renderSecretText(bucket, asWritten)}`,
    `--endpoint=${renderSecretText(endpoint, asWritten)}`,
    ...(prefix === '' ? [] : [`--prefix=${prefix}`]),
    ...(region === undefined ? [] : [`--region=${region}`]),
    ...(tls ? [] : ['--disable-tls']),
  ];
}

function moverKeys(repository: S3Repository, read: ReadField, filedAs: AppName | undefined): Record<string, string> {
  const text = (value: SecretText) => renderSecretText(value, read);
  const prefix = s3Prefix(repository, filedAs);
  return {
    // The bucket stands here alone: in KOPIA_S3_BUCKET as well, the two could differ.
    KOPIA_REPOSITORY: `s3://${text(repository.bucket)}${prefix && `/${prefix}`}`,
    KOPIA_S3_ENDPOINT: text(repository.endpoint),
    ...keys(repository, read),
    ...(repository.region !== undefined && { AWS_REGION: repository.region }),
    ...(!repository.tls && { KOPIA_S3_DISABLE_TLS: 'true' }),
  };
}
