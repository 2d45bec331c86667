import type { AppName } from '../app/app-name';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { claim } from './claim/claim';
import type { ClaimRepository } from './claim/claim-repository';
import type { RepositoryKind } from './kind';
import { nfs } from './nfs/nfs';
import type { NfsRepository } from './nfs/nfs-repository';
import { s3 } from './s3/s3';
import type { S3Repository } from './s3/s3-repository';
import { sftp } from './sftp/sftp';
import type { SftpRepository } from './sftp/sftp-repository';

/** A repository that `defineCluster` has not named yet. */
export type UnnamedRepository = NfsRepository | ClaimRepository | S3Repository | SftpRepository;

/** Every kind of repository, by its `type`. */
const kinds: {
  readonly [Type in UnnamedRepository['type']]: RepositoryKind<Extract<UnnamedRepository, { readonly type: Type }>>;
} = { nfs, claim, s3, sftp };

/** One Kopia repository: where it is, how movers reach it, which credentials open it. */
export type Repository<Name extends string = string> = UnnamedRepository & {
  /** The name that the cluster gives it. */
  readonly name: Name;
};

/** What there is to know of a repository's kind. */
export function kindOf({ type }: UnnamedRepository): RepositoryKind<UnnamedRepository> {
  // The table pairs each type with the handler of that very type, which TypeScript cannot see through a union.
  return kinds[type] as unknown as RepositoryKind<UnnamedRepository>;
}

/** Whether a value is what one of the makers gives: plain JavaScript may give anything. */
export function isRepository(value: unknown): value is UnnamedRepository {
  const { type } = (value ?? {}) as { readonly type?: unknown };
  return typeof type === 'string' && Object.hasOwn(kinds, type);
}

/** Whether a value is a repository of a cluster, which has given it its name. */
export function isDeclaredRepository(value: unknown): value is Repository {
  return isRepository(value) && 'name' in value && typeof value.name === 'string';
}

/** The functions that declare a repository, for messages. */
export function repositoryMakers(): string {
  const makers = Object.values(kinds).flatMap((each) => each.makers);
  return `${makers.slice(0, -1).join(', ')} or ${makers.at(-1)}`;
}

/** Whether every app has a repository of its own here, rather than one shared by all. */
export function ownedByApp(repository: UnnamedRepository): boolean {
  return kindOf(repository).ownedByApp(repository);
}

/**
 * Where a repository physically is. Two that are equal are one: snapshots share identities there, and two maintainers
 * would destroy each other's work.
 * @param filedAs the app whose own repository is meant, where every app has one
 */
export function repositoryLocation(repository: UnnamedRepository, filedAs?: AppName): string {
  return kindOf(repository).location(repository, filedAs);
}

/** M2: who reads what the movers wrote must be the one who wrote it. */
export function userProblems(uid: number, moverUid: number, repository: Repository): Problem[] {
  const unless = kindOf(repository).oneUserUnless(repository);
  return problemIf(
    unless !== undefined && uid !== moverUid,
    'mover.uid',
    () =>
      `${show(uid)} cannot read what the movers of "${repository.name}" wrote as ${moverUid}, mode 0600; use ${moverUid}, or declare ${unless}`,
    'M2',
  );
}
