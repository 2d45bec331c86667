import type { Mover } from '../cluster/mover';
import type { CopyMethod } from '../cluster/storage';
import type { Identity } from '../identity';
import type { Pods } from '../placement/pods';
import type { Destination } from '../plan/plan';
import type { ResticApp } from '../restic/decide';
import type { DecidedSecret } from '../secrets/decide-secret';
import type { Quantity } from '../values/quantity';
import type { Resources } from '../values/resources';
import type { AppName } from './app-name';
import type { Compression } from './compression';
import type { AppCaches } from './decide-caches';
import type { AppVolumes } from './decide-volumes';
import type { MigrationPhase, Verified } from './migration';

/** A destination of one app. */
export interface AppDestination extends Destination {
  /** When the app is backed up there, the minute decided. */
  readonly cron: string;
  /** The name of the source. */
  readonly source: string;
  /** The Secret that opens the repository. */
  readonly secret: DecidedSecret;
  /** Under which Kopia files the snapshots. */
  readonly identity: Identity;
  /** Where the repository physically is. */
  readonly location: string;
  /** Who maintains the repository, where it is the app's own and nobody else does. */
  readonly maintainer: AppMaintainer | undefined;
}

/** The maintainer of an app's own repository. */
export interface AppMaintainer {
  readonly name: string;
  readonly cron: string;
}

/** An app with everything decided. */
export interface App extends AppCaches, Pods {
  readonly name: AppName;
  /** The name under which its snapshots are filed. */
  readonly filedAs: AppName;
  /** Whether that is another than its present one. */
  readonly renamed: boolean;
  readonly claim: string;
  readonly claimExists: boolean;
  readonly capacity: Quantity;
  readonly volumes: AppVolumes;
  readonly copyMethod: CopyMethod;
  readonly destinations: readonly AppDestination[];
  readonly mover: Mover;
  readonly resources: Resources | undefined;
  readonly parallelism: number;
  readonly compression: Compression;
  readonly restore: AppRestore | undefined;
  /** Where it is on its way from Restic; none where it is on none. */
  readonly migration: AppMigration | undefined;
  /** The destinations that are written: none as long as Restic alone backs the app up. */
  readonly written: readonly AppDestination[];
  /** The name of the restore that fills the claim, whoever makes it. */
  readonly filledBy: string | undefined;
}

/** A restore with everything decided. */
export interface AppRestore {
  /** The name of the restore. */
  readonly name: string;
  readonly destination: AppDestination;
  readonly asOf?: Date;
  readonly previous?: number;
}

/** Where an app is on its way from Restic to Kopia, with everything decided. */
export interface AppMigration {
  readonly phase: MigrationPhase;
  /** How Restic backs it up, or did. */
  readonly restic: ResticApp;
  readonly verified: Readonly<Record<string, Verified>>;
}
