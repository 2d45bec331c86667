import type { Repository } from '../../../model/repository/repository';
import type { SecretSource } from '../../../model/secrets/secret-source';
import type { Quantity } from '../../../model/values/quantity';
import type { SecretText } from '../../../model/values/secret-text';
import type { HelmChart } from '../../kit/helm-chart';
import type { KopiaPodOptions } from '../options';

/** The one user who may look into the repository; the password is in the vault. */
export interface ServerLogin {
  /**
   * How the login's Secret comes to be. Of one that exists `password`, `cookieKey` and the `field()` of `username` are keys.
   * @default as that of the server
   */
  readonly secrets?: SecretSource;
  /** The vault item, as the secret store knows it. @default the item that holds the repository's password */
  readonly item?: string;
  /** The user's name, or the `field()` of the item that holds it. @default `'kopia'` (`defaults.server.username`) */
  readonly username?: SecretText;
  /** The field with the user's password. @default `'KOPIA_SERVER_PASSWORD'` (`defaults.server.passwordField`) */
  readonly password?: string;
  /**
   * The field with the key that signs sessions. Without one every start of the server makes a new key, and pages that
   * are open have to be loaded again. @default none
   */
  readonly cookieKey?: string;
}

/**
 * Keys of the server's own for the bucket that the repository is in, such as its provider gives out that may only read:
 * list the bucket and get objects. Whoever uses the page can use what the pod has, whatever Kopia refuses.
 */
export interface ServerCredentials {
  /**
   * How the Secret of the keys comes to be. Of one that exists `accessKeyId` and `secretAccessKey` are keys.
   * @default as that of the server
   */
  readonly secrets?: SecretSource;
  /** The vault item, as the secret store knows it. @default the item that holds the repository's own keys */
  readonly item?: string;
  /** The field with the access key id. @default `'AWS_ACCESS_KEY_ID'` (`defaults.s3.accessKeyId`) */
  readonly accessKeyId?: string;
  /** The field with the secret access key. @default `'AWS_SECRET_ACCESS_KEY'` (`defaults.s3.secretAccessKey`) */
  readonly secretAccessKey?: string;
}

/** A claim for the server's cache, which outlives its pods: a start then reads what is new, not the whole index. */
export interface ServerCache {
  /** Size of the claim, 1Gi or more. A class that cannot grow a volume refuses another one. @default `'8Gi'` (`defaults.kopiaJob.cache`) */
  readonly capacity?: Quantity;
  /** Storage class of the claim. @default the cluster's default class, as Kubernetes fills it in */
  readonly storageClassName?: string;
}

/**
 * No login at all, for a gateway that asks for one itself (OIDC, forward-auth). Whoever gets past the gateway reads
 * every file of every backup, and can run programs in the pod.
 */
export type AnonymousLogin = 'nobody-logs-in-and-whoever-reaches-the-gateway-reads-every-backup';

export const anonymousLogin: AnonymousLogin = 'nobody-logs-in-and-whoever-reaches-the-gateway-reads-every-backup';

/** The Gateway that serves the web UI. */
export interface ServerGateway {
  /** Name of the Gateway. */
  readonly name: string;
  /** Namespace of the Gateway. */
  readonly namespace: string;
  /** The listener of it. @default every listener that takes the host name */
  readonly sectionName?: string;
  /**
   * The pods that carry its traffic; no others may reach the server. Some gateways run them in another namespace than
   * the Gateway's, Envoy Gateway in `envoy-gateway-system`. @default every pod in the Gateway's namespace
   */
  readonly pods?: {
    /** Their namespace. @default the Gateway's */
    readonly namespace?: string;
    /** Their labels. @default all pods of the namespace */
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/** What is said of Kopia's web UI. */
export interface KopiaServerProps extends Omit<KopiaPodOptions, 'cache'> {
  /** The repository to show, one that all apps share. */
  readonly repository: Repository;
  /**
   * Name of the release and of all that is in it; of two servers in one namespace one needs another.
   * @default `'kopia'` (`defaults.server.name`)
   */
  readonly name?: string;
  /**
   * Who may log in: one user, or whoever gets as far as the server.
   * @default user `'kopia'` (`defaults.server.username`), with the password in field `'KOPIA_SERVER_PASSWORD'` (`defaults.server.passwordField`) of
   * the repository's vault item
   */
  readonly login?: ServerLogin | AnonymousLogin;
  /**
   * Keys of its own for a repository in a bucket, that may only read. Without them whoever uses the page can delete every
   * backup in the bucket, `readOnly` or not: a warning, and refused where nobody logs in.
   * @default none: the repository's own, which movers write with
   */
  readonly credentials?: ServerCredentials;
  /**
   * Where Kopia keeps its cache: half of it is for metadata, a quarter for contents, the rest for indexes and logs. A size is
   * that of an emptyDir, which every start fills anew; a grown repository takes minutes for that.
   * @default `'8Gi'` (`defaults.kopiaJob.cache`)
   */
  readonly cache?: Quantity | ServerCache;
  /** What the page calls the repository. @default the name that the cluster gives it */
  readonly description?: string;
  /** Host name of the web UI, together with `gateway`; may hold `fluxVar()`. @default none, and no route */
  readonly hostname?: string;
  /** The Gateway that serves the host name. @default none, and no route */
  readonly gateway?: ServerGateway;
  /** Annotations of the route, e.g. for external-dns. @default none */
  readonly routeAnnotations?: Readonly<Record<string, string>>;
  /**
   * Let only the gateway's pods in. Switch it off for a gateway whose traffic comes from no pod, such as Cilium's;
   * never without a login. Out of the pod leads the way to its repository alone, in any case. @default true where there is a gateway
   */
  readonly networkPolicy?: boolean;
  /**
   * Browse and download only: Kopia refuses every change by itself, and a volume is mounted read-only. It does not bind the
   * keys of a bucket or of an SFTP server, which whoever uses the page can get at; see `credentials`. `false` lets whoever
   * logs in delete snapshots and change policies, and the server write.
   * @default true
   */
  readonly readOnly?: boolean;
  /**
   * Serve Kopia's metrics at port 51516 of the Service, without a login, for a ServiceMonitor of yours. They tell how
   * Kopia works, not how old a backup is.
   * @default false
   */
  readonly metrics?: boolean;
  /** Zone of the times that are shown, e.g. `'Europe/Berlin'`; may be a `fluxVar()`. @default UTC */
  readonly timeZone?: string;
  /**
   * Kopia's version where the tag of the image does not tell it, such as `rolling`: its flags depend on it, and 0.23
   * wants words for a server without login that 0.22 does not know.
   * @default as the tag says
   */
  readonly kopiaVersion?: string;
  /** The app-template chart; the values are good for 4 and 5. @default as pinned with this version */
  readonly chart?: Partial<HelmChart>;
}
