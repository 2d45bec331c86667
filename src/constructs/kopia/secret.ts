import type { Construct } from 'constructs';
import type { Cluster } from '../../model/cluster/cluster';
import type { PasswordRef } from '../../model/repository/options';
import { kindOf, type Repository } from '../../model/repository/repository';
import type { Manifest } from '../../tree/manifest';
import { addVaultSecret, type VaultFields } from '../kit/vault-secret';

export interface KopiaSecretOptions {
  readonly name: string;
  readonly namespace: string;
  readonly cluster: Cluster;
  readonly password: Required<PasswordRef>;
  /** The repository whose keys Kopia is given, if it needs any. */
  readonly keysOf: Repository;
  /** The files that Kopia reads, by name. */
  readonly files: (fields: VaultFields) => Record<string, string>;
}

/** The Secret of a pod that runs Kopia: what it has in its environment, and the files that it reads (rule S1). */
export function addKopiaSecret(scope: Construct, id: string, options: KopiaSecretOptions): Manifest {
  const { keysOf, files, ...rest } = options;
  const kind = kindOf(keysOf);
  return addVaultSecret(scope, id, {
    ...rest,
    credentials: kind.credentials(keysOf),
    keys: (fields) => ({
      KOPIA_PASSWORD: fields.password,
      ...kind.environment(keysOf, fields.credential),
      ...files(fields),
    }),
  });
}

/** The variables that a pod takes from such a Secret. */
export function secretVariables(keysOf: Repository): string[] {
  return ['KOPIA_PASSWORD', ...Object.keys(kindOf(keysOf).environment(keysOf, () => ''))];
}
