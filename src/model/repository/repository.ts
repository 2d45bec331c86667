import type { ScheduleInput } from '../schedule/schedule';
import type { SecretText } from '../values/secret-text';

/** What every Kopia repository has, wherever it is. */
export interface RepositoryOptions {
  /** Where the password that opens the repository is kept. */
  readonly secret: PasswordRef;
  /**
   * When the repository's maintainer runs. Maintenance frees the space of expired snapshots and compacts the index;
   * without it a repository only grows.
   * @default `every(6).hours` (`defaults.maintenance.schedule`), the minute spread
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
  /** The item's field with the password. @default `'KOPIA_PASSWORD'` (`defaults.passwordField`) */
  readonly password?: string;
}

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
export interface NfsRepository extends Required<Omit<NfsRepositoryOptions, 'secret'>> {
  /** Tells it from other kinds of repositories. */
  readonly type: 'nfs';
  /** Where the password that opens the repository is kept. */
  readonly secret: Required<PasswordRef>;
}

/** How an S3 bucket is divided into repositories. */
export type S3Prefix =
  /** One repository for all apps, below this prefix; `''` is the root of the bucket. */
  | {
      /** Whether all apps share a repository, or each has its own. */ readonly layout: 'shared' /** What the names of all objects begin with. */;
      /** What the names of all objects begin with. */
      readonly prefix: string;
    }
  /** A repository an app, each with a maintainer of its own: `<app>/` or `<namespace>/<app>/`. */
  | {
      /** Whether all apps share a repository, or each has its own. */ /** Whether all apps share a repository, or each has its own. */ readonly layout:
        | 'app'
        | 'namespace/app';
    };

/** The vault item that opens the bucket. */
export interface S3Credentials {
  /** The item, as the secret store knows it. */
  readonly item: string;
  /** The item's field with the access key id. @default `'AWS_ACCESS_KEY_ID'` (`defaults.s3.accessKeyId`) */
  readonly accessKeyId?: string;
  /** The item's field with the secret access key. @default `'AWS_SECRET_ACCESS_KEY'` (`defaults.s3.secretAccessKey`) */
  readonly secretAccessKey?: string;
}

/** What is said of a Kopia repository in S3, or of one per app. */
export interface S3RepositoryOptions extends RepositoryOptions {
  /** `host` or `host:port`, no scheme and no path; may hold fields of the credentials' item. */
  readonly endpoint: SecretText;
  /** Name of the bucket, or the {@link field} of the credentials' item that holds it. */
  readonly bucket: SecretText;
  /** Where the keys that open the bucket are kept. */
  readonly credentials: S3Credentials;
  /** Region of the bucket. @default none, and the client asks the server for it */
  readonly region?: string;
  /**
   * How the bucket is divided: {@link sharedPrefix}, {@link prefixPerApp} or {@link prefixPerNamespacedApp}.
   * @default one repository at the root of the bucket
   */
  readonly prefix?: S3Prefix;
  /**
   * Speak HTTPS. The scheme of the endpoint does not decide it: the mover strips that.
   * @default true
   */
  readonly tls?: boolean;
}

/** A Kopia repository in S3, or one per app, with everything decided. */
export interface S3Repository extends Omit<Required<S3RepositoryOptions>, 'secret' | 'credentials' | 'region'> {
  /** Tells it from other kinds of repositories. */
  readonly type: 's3';
  /** Where the password that opens the repository is kept. */
  readonly secret: Required<PasswordRef>;
  /** Where the keys that open the bucket are kept. */
  readonly credentials: Required<S3Credentials>;
  /** Region of the bucket; none where the server is asked for it. */
  readonly region: string | undefined;
}

/** A repository that {@link defineCluster} has not named yet. */
export type UnnamedRepository = NfsRepository | S3Repository;

/** One Kopia repository: where it is, how movers reach it, which credentials open it. */
export type Repository<Name extends string = string> = UnnamedRepository & {
  /** The name that the cluster gives it. */ readonly name: Name;
};

/** Whether every app has a repository of its own here, rather than one shared by all. */
export function ownedByApp(repository: UnnamedRepository): boolean {
  return repository.type === 's3' && repository.prefix.layout !== 'shared';
}
