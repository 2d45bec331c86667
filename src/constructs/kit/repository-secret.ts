import type { Construct } from 'constructs';
import type { AppName } from '../../model/app/app-name';
import { kindOf, type Repository } from '../../model/repository/repository';
import type { DecidedSecret } from '../../model/secrets/decide-secret';
import type { Manifest } from '../../tree/manifest';
import { addVaultSecret } from './vault-secret';

/** A Secret and the repository that it opens. */
export interface RepositorySecretOptions {
  readonly secret: DecidedSecret;
  readonly namespace: string;
  readonly labels?: Record<string, string>;
  readonly repository: Repository;
  /** The name under which the app's own repository is kept, where every app has one. */
  readonly filedAs: AppName;
}

/**
 * The Secret that opens one repository, with exactly the keys that movers read for its kind (rule S1): a mover picks
 * the backend from whichever keys it finds, so a stray `KOPIA_S3_BUCKET` would win over a repository on NFS. Nothing where it
 * exists.
 */
export function addRepositorySecret(
  scope: Construct,
  id: string,
  { secret: { name: target, made }, namespace, labels, repository, filedAs }: RepositorySecretOptions,
): Manifest | undefined {
  const kind = kindOf(repository);
  return (
    made &&
    addVaultSecret(scope, id, {
      ...made,
      target,
      namespace,
      labels,
      password: repository.secret,
      credentials: kind.credentials(repository),
      keys: ({ password, credential }) => ({
        KOPIA_PASSWORD: password,
        ...kind.moverKeys(repository, credential, filedAs),
      }),
    })
  );
}

/**
 * The annotation of what opens a repository by a Secret that is not ours: where that is, which nothing else in the output would
 * say.
 */
export function locationAnnotation(
  { made }: DecidedSecret,
  repository: Repository,
  filedAs: AppName,
): Record<string, string> | undefined {
  return made === undefined
    ? { 'cdk8s-volsync-kopia/location': kindOf(repository).address(repository, filedAs) }
    : undefined;
}
