import type { KopiaPod } from '../pod';
import type { CacheClaim } from './cache';
import type { ServerGateway } from './props';
import type { ServerConnection } from './secrets';
import type { ServerVariable } from './variables';

/** A server with everything decided. */
export interface ServerRelease {
  readonly connection: ServerConnection;
  readonly pod: KopiaPod;
  /** The claim that the cache is on; an emptyDir where it is on none. */
  readonly cacheClaim: CacheClaim | undefined;
  /** The minor of Kopia's version. */
  readonly minor: number;
  readonly anonymous: boolean;
  /** Variables that tell of Secrets, or of who logs in, by name. */
  readonly variables: Readonly<Record<string, ServerVariable>>;
  readonly route: ServerRoute | undefined;
  readonly metrics: boolean;
  readonly timeZone: string | undefined;
}

export interface ServerRoute {
  readonly hostname: string;
  readonly gateway: ServerGateway;
  readonly annotations: Readonly<Record<string, string>> | undefined;
}
