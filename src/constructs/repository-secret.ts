import type { Construct } from 'constructs';
import { ExternalSecret, type ExternalSecretSpecSecretStoreRefKind } from '../../imports/external-secrets.io';
import type { AppName } from '../model/app-name';
import type { Cluster } from '../model/cluster';
import type { Repository, S3Repository } from '../model/repository';
import { s3Prefix } from '../model/s3-repository';
import { renderSecretText, type SecretText } from '../model/secret-text';
import { addManifest, type Manifest } from './manifest';

/** An ExternalSecret and the repository it opens; its Secret is called `<name>-secret`. */
export interface RepositorySecretOptions {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Record<string, string>;
  readonly repository: Repository;
  /** The name under which the app's own repository is kept, where every app has one. */
  readonly filedAs: AppName;
  readonly cluster: Cluster;
}

/**
 * The Secret that opens one repository, with exactly the keys that movers read for its kind (rule S1): VolSync picks
 * the backend from whichever keys it finds, so a stray `KOPIA_S3_BUCKET` would win over a repository on NFS.
 */
export function addRepositorySecret(scope: Construct, id: string, options: RepositorySecretOptions): Manifest {
  const { name, namespace, labels, cluster } = options;
  const items = vaultItems(options.repository);
  return addManifest(scope, id, ExternalSecret, {
    metadata: { name, namespace, labels },
    spec: {
      secretStoreRef: {
        ...cluster.secretStore,
        kind: cluster.secretStore.kind as ExternalSecretSpecSecretStoreRefKind,
      },
      target: { name: `${name}-secret`, template: { data: secretKeys(options.repository, options.filedAs) } },
      dataFrom: items.map(({ key, prefix }) => ({
        extract: { key },
        rewrite: prefix === '' ? undefined : [{ regexp: { source: '^(.*)$', target: `${prefix}$1` } }],
      })),
    },
  });
}

/**
 * The vault items that are read. Where there are two, their fields are told apart by a prefix: of two fields with one
 * name External Secrets takes the last, silently.
 */
function vaultItems(repository: Repository): { key: string; prefix: string }[] {
  const { secret } = repository;
  if (repository.type === 'nfs' || repository.credentials.item === secret.item) {
    return [{ key: secret.item, prefix: '' }];
  }
  return [
    { key: secret.item, prefix: 'secret_' },
    { key: repository.credentials.item, prefix: 'credentials_' },
  ];
}

function secretKeys(repository: Repository, filedAs: AppName): Record<string, string> {
  const items = vaultItems(repository);
  const read = (item: { prefix: string } | undefined) => (field: string) => readField(`${item?.prefix ?? ''}${field}`);
  return {
    KOPIA_PASSWORD: read(items[0])(repository.secret.password),
    ...(repository.type === 'nfs'
      ? { KOPIA_REPOSITORY: `filesystem://${repository.mountPath}` }
      : s3Keys(repository, filedAs, read(items.at(-1)))),
  };
}

/** A field in the language of Go's templates, where only plain names can follow a dot. */
function readField(field: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(field) ? `{{ .${field} }}` : `{{ index . ${JSON.stringify(field)} }}`;
}

function s3Keys(repository: S3Repository, filedAs: AppName, read: (field: string) => string): Record<string, string> {
  const text = (value: SecretText) => renderSecretText(value, read);
  const prefix = s3Prefix(repository, filedAs.app, filedAs.namespace);
  return {
    // The bucket stands here alone: in KOPIA_S3_BUCKET as well, the two could differ.
    KOPIA_REPOSITORY: `s3://${text(repository.bucket)}${prefix && `/${prefix}`}`,
    KOPIA_S3_ENDPOINT: text(repository.endpoint),
    AWS_ACCESS_KEY_ID: read(repository.credentials.accessKeyId),
    AWS_SECRET_ACCESS_KEY: read(repository.credentials.secretAccessKey),
    ...(repository.region !== undefined && { AWS_REGION: repository.region }),
    ...(!repository.tls && { KOPIA_S3_DISABLE_TLS: 'true' }),
  };
}
