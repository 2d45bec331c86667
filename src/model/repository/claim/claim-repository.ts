import { given } from '../../values/given';
import { decideSecret, undecided } from '../decide';
import { type DecidedRepository, REPOSITORY_NAMES, type RepositoryOptions } from '../options';

/** What is said of a Kopia repository on a claim. */
export interface ClaimRepositoryOptions extends RepositoryOptions {
  /**
   * Name of the PersistentVolumeClaim that holds, or will hold, the repository. It exists in every namespace that uses
   * the repository, and each of them leads to the same folder: nothing of it is emitted.
   */
  readonly claim: string;
  /** Where movers see the volume: VolSync mounts it at `/mnt/<one path element>`. @default `repository` below that folder */
  readonly mountPath?: string;
  /**
   * The volume maps all users to one, as SMB does with its mount options `uid` and `gid`. Only then may movers of one
   * repository have different uids: Kopia writes its files with mode 0600 (rule M2).
   * @default false
   */
  readonly squashesUsers?: boolean;
}

/** A Kopia repository on a claim, with everything decided. */
export interface ClaimRepository
  extends Required<Omit<ClaimRepositoryOptions, keyof RepositoryOptions>>,
    DecidedRepository {
  /** Tells it from other kinds of repositories. */
  readonly type: 'claim';
}

/** A Kopia repository at the root of a claim's volume. @param mountPath where movers see it, unless told */
export function declareClaimRepository(options: ClaimRepositoryOptions, mountPath: string): ClaimRepository {
  return {
    ...undecided,
    mountPath,
    squashesUsers: false,
    ...given(options, REPOSITORY_NAMES),
    type: 'claim',
    secret: decideSecret(options.secret),
  };
}
