import type { Construct } from 'constructs';
import type { AppName } from '../../model/app/app-name';
import type { Cluster } from '../../model/cluster/cluster';
import type { Repository, S3Repository } from '../../model/repository/repository';
import { s3Prefix } from '../../model/repository/s3/s3-repository';
import { renderSecretText, type SecretText } from '../../model/values/secret-text';
import type { Manifest } from '../../tree/manifest';
import { addVaultSecret } from './vault-secret';

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
  const { repository, filedAs, ...rest } = options;
  return addVaultSecret(scope, id, {
    ...rest,
    password: repository.secret,
    bucket: repository.type === 's3' ? repository : undefined,
    keys: ({ password, credential }) => ({
      KOPIA_PASSWORD: password,
      ...(repository.type === 'nfs'
        ? { KOPIA_REPOSITORY: `filesystem://${repository.mountPath}` }
        : s3Keys(repository, filedAs, credential)),
    }),
  });
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
