import { given } from '../../values/given';
import { decideSecret, undecided } from '../decide';
import { type DecidedRepository, REPOSITORY_NAMES, type RepositoryOptions } from '../options';

/** How movers reach an NFS repository. */
export type NfsAccess =
  /** An `NfsInjectionPolicy` mounts the export into every mover at `/repository`. */
  | 'admission-policy'
  /** Every source, destination and maintainer carries the mount; VolSync puts it under `/mnt`. */
  | 'mover-volumes';

/** What is said of a Kopia repository on NFS. */
export interface NfsRepositoryOptions extends RepositoryOptions {
  /** Name or address of the NFS server. */
  readonly server: string;
  /** The exported folder that holds, or will hold, the repository. */
  readonly path: string;
  /** How movers reach the export. */
  readonly access: NfsAccess;
  /**
   * Where movers see the export. VolSync mounts mover volumes at `/mnt/<one path element>` and nowhere else.
   * @default where `access` puts it
   */
  readonly mountPath?: string;
  /**
   * The admission policy is applied by something outside this app (rule A2).
   * @default false
   */
  readonly injectedElsewhere?: boolean;
  /**
   * The export maps all users to one (`all_squash`, TrueNAS "mapall"). Only then may movers of one repository have
   * different uids: Kopia writes its files with mode 0600 (rule M2).
   * @default false
   */
  readonly squashesUsers?: boolean;
}

/** A Kopia repository on NFS, with everything decided. */
export interface NfsRepository
  extends Required<Omit<NfsRepositoryOptions, keyof RepositoryOptions>>,
    DecidedRepository {
  /** Tells it from other kinds of repositories. */
  readonly type: 'nfs';
}

/** Whether a repository is of this kind. */
export function isNfs(repository: { readonly type: string }): repository is NfsRepository {
  return repository.type === 'nfs';
}

/** A Kopia repository in a folder that an NFS server exports. @param mountPath where movers see it, unless told */
export function declareNfsRepository(options: NfsRepositoryOptions, mountPath: string): NfsRepository {
  return {
    ...undecided,
    mountPath,
    injectedElsewhere: false,
    squashesUsers: false,
    ...given(options, REPOSITORY_NAMES),
    type: 'nfs',
    secret: decideSecret(options.secret),
  };
}
