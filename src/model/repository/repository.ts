import type { ScheduleInput } from '../schedule/schedule';
import type { SecretText } from '../values/secret-text';

/** What every Kopia repository has, wherever it is. */
export interface RepositoryOptions {
  /** Where the password that opens the repository is kept. */
  readonly secret: PasswordRef;
  /**
   * When the repository's maintainer runs. Maintenance frees the space of expired snapshots and compacts the index;
   * without it a repository only grows.
   * @default every 6 hours, the minute spread
   */
  readonly maintenance?: ScheduleInput;
  /**
   * The repository has its one maintainer outside this app: then none may be in it (rule M1).
   * @default false
   */
  readonly maintainedElsewhere?: boolean;
}

/** A vault item and the field of it that holds the repository's password. */
export interface PasswordRef {
  /** The item, as the secret store knows it. */
  readonly item: string;
  /** @default 'KOPIA_PASSWORD' */
  readonly password?: string;
}

/** How movers reach an NFS repository. */
export type NfsAccess =
  /** An `NfsInjectionPolicy` mounts the export into every mover at `/repository`. */
  | 'admission-policy'
  /** Every source, destination and maintainer carries the mount; VolSync puts it under `/mnt`. */
  | 'mover-volumes';

export interface NfsRepositoryOptions extends RepositoryOptions {
  /** Name or address of the NFS server. */
  readonly server: string;
  /** The exported folder that holds, or will hold, the repository. */
  readonly path: string;
  readonly access: NfsAccess;
  /**
   * Where movers see the export. VolSync mounts mover volumes at `/mnt/<one path element>` and nowhere else.
   * @default '/repository' for `admission-policy`, '/mnt/repository' for `mover-volumes`
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

export interface NfsRepository extends Required<Omit<NfsRepositoryOptions, 'secret'>> {
  readonly type: 'nfs';
  readonly secret: Required<PasswordRef>;
}

/** How an S3 bucket is divided into repositories. */
export type S3Prefix =
  /** One repository for all apps, below this prefix; `''` is the root of the bucket. */
  | { readonly layout: 'shared'; readonly prefix: string }
  /** A repository an app, each with a maintainer of its own: `<app>/` or `<namespace>/<app>/`. */
  | { readonly layout: 'app' | 'namespace/app' };

/** The vault item that opens the bucket. */
export interface S3Credentials {
  readonly item: string;
  /** The item's field with the access key id. @default 'AWS_ACCESS_KEY_ID' */
  readonly accessKeyId?: string;
  /** The item's field with the secret access key. @default 'AWS_SECRET_ACCESS_KEY' */
  readonly secretAccessKey?: string;
}

export interface S3RepositoryOptions extends RepositoryOptions {
  /** `host` or `host:port`, no scheme and no path; may hold fields of the credentials' item. */
  readonly endpoint: SecretText;
  /** Name of the bucket, or the {@link field} of the credentials' item that holds it. */
  readonly bucket: SecretText;
  readonly credentials: S3Credentials;
  /** @default none: the S3 client asks the server for it */
  readonly region?: string;
  /** Made by {@link sharedPrefix}, {@link prefixPerApp} or {@link prefixPerNamespacedApp}. @default sharedPrefix('') */
  readonly prefix?: S3Prefix;
  /**
   * Speak HTTPS. The scheme of the endpoint does not decide it: the mover strips that.
   * @default true
   */
  readonly tls?: boolean;
}

export interface S3Repository extends Omit<Required<S3RepositoryOptions>, 'secret' | 'credentials' | 'region'> {
  readonly type: 's3';
  readonly secret: Required<PasswordRef>;
  readonly credentials: Required<S3Credentials>;
  readonly region: string | undefined;
}

/** A repository that {@link defineCluster} has not named yet. */
export type UnnamedRepository = NfsRepository | S3Repository;

/** One Kopia repository: where it is, how movers reach it, which credentials open it. */
export type Repository<Name extends string = string> = UnnamedRepository & { readonly name: Name };

/** Whether every app has a repository of its own here, rather than one shared by all. */
export function ownedByApp(repository: UnnamedRepository): boolean {
  return repository.type === 's3' && repository.prefix.layout !== 'shared';
}
