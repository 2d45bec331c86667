import type { Construct } from 'constructs';
import type { AppName } from '../../model/app/app-name';
import type { Cluster } from '../../model/cluster/cluster';
import { kindOf, type Repository } from '../../model/repository/repository';
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
 * The Secret that opens one repository, with exactly the keys that movers read for its kind (rule S1): a mover picks
 * the backend from whichever keys it finds, so a stray `KOPIA_S3_BUCKET` would win over a repository on NFS.
 */
export function addRepositorySecret(scope: Construct, id: string, options: RepositorySecretOptions): Manifest {
  const { repository, filedAs, ...rest } = options;
  const kind = kindOf(repository);
  return addVaultSecret(scope, id, {
    ...rest,
    password: repository.secret,
    credentials: kind.credentials(repository),
    keys: ({ password, credential }) => ({
      KOPIA_PASSWORD: password,
      ...kind.moverKeys(repository, credential, filedAs),
    }),
  });
}
