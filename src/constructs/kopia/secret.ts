import type { Construct } from 'constructs';
import type { Cluster } from '../../model/cluster/cluster';
import type { PasswordRef, Repository } from '../../model/repository/repository';
import type { Manifest } from '../../tree/manifest';
import { addVaultSecret, type VaultFields } from '../kit/vault-secret';

export interface KopiaSecretOptions {
  readonly name: string;
  readonly namespace: string;
  readonly cluster: Cluster;
  readonly password: Required<PasswordRef>;
  /** The repository whose bucket is opened, if it is in one. */
  readonly bucket: Repository;
  /** The files that Kopia reads, by name. */
  readonly files: (fields: VaultFields) => Record<string, string>;
}

/** The Secret of a pod that runs Kopia: what it has in its environment, and the files that it reads (rule S1). */
export function addKopiaSecret(scope: Construct, id: string, options: KopiaSecretOptions): Manifest {
  const bucket = options.bucket.type === 's3' ? options.bucket : undefined;
  return addVaultSecret(scope, id, {
    ...options,
    bucket,
    keys: (fields) => ({
      KOPIA_PASSWORD: fields.password,
      ...(bucket && {
        AWS_ACCESS_KEY_ID: fields.credential(bucket.credentials.accessKeyId),
        AWS_SECRET_ACCESS_KEY: fields.credential(bucket.credentials.secretAccessKey),
      }),
      ...options.files(fields),
    }),
  });
}
