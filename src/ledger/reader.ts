import type { Keeper } from '../model/plan/kept-snapshots';
import type { RestorePoints } from '../model/plan/restore-points';
import type { Retention } from '../model/plan/retention';
import type { FoundObject, Objects } from './object';
import type { Place } from './repository/place';
import type { Secrets } from './secrets/secret-keys';

/** All that a reader may look at beside its object. */
export interface World {
  readonly objects: Objects;
  readonly secrets: Secrets;
}

/** What one kind of object says about backups, for the ledger that itself knows no engine. */
export interface Reader {
  readonly group: string;
  readonly kind: string;
  /** What the object says; nothing where it has nothing to do with backups. */
  read(object: FoundObject, world: World): readonly Statement[];
}

/** A Secret that an object reads, and which of its keys; all of them where nothing says which. */
export interface SecretUse {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly keys: readonly string[] | 'all';
}

export type Statement =
  | BackupStatement
  | RestoreStatement
  | MaintenanceStatement
  | CopyStatement
  | VerificationStatement
  | AlertStatement
  | UnclearStatement;

/** A claim is backed up. */
export interface BackupStatement {
  readonly says: 'back-up';
  /** The claim, in the object's namespace; none where the object does not say. */
  readonly claim: string | undefined;
  readonly engine: string;
  readonly place: Place;
  /** What the declaration of a cluster calls the repository, where the object says so. */
  readonly declaredAs: string | undefined;
  readonly identity: string;
  /** When; none where nothing starts it by the clock. */
  readonly cron: string | undefined;
  /** It is held, and makes no backup. */
  readonly paused: boolean;
  /** How much is kept, keys that are left out filled in as the program does; `undefined` where that cannot be told. */
  readonly retention: Required<Retention> | undefined;
  readonly restorePoints: RestorePoints | 'all' | undefined;
  /** Whose rules say what is kept. */
  readonly keeper: Keeper;
  /** The program frees space by itself, so that nobody has to. */
  readonly maintainsItself: boolean;
  /** The cache outlives a run, and with it where the program was connected to at first. */
  readonly keepsCache: boolean;
  readonly mover: { readonly uid: number | undefined; readonly gid: number | undefined };
  readonly secret: SecretUse | undefined;
}

/** Something is filled from a backup. */
export interface RestoreStatement {
  readonly says: 'restore';
  readonly place: Place;
  /** Under which it looks for snapshots. */
  readonly identity: string;
  /** The claim that it writes into by itself; none where a claim asks for it. */
  readonly into: string | undefined;
  readonly secret: SecretUse | undefined;
}

/** The space of a repository is freed. */
export interface MaintenanceStatement {
  readonly says: 'maintain';
  readonly place: Place;
  /** The Secret that it reads for as long as it is called so, whatever is said later. */
  readonly keepsSecret?: string;
  readonly cron: string | undefined;
  /** Whether it is switched on. */
  readonly runs: boolean;
  readonly secret: SecretUse | undefined;
}

/** A repository is copied. */
export interface CopyStatement {
  readonly says: 'copy';
  readonly from: Place;
  readonly to: Place;
  readonly cron: string | undefined;
  readonly runs: boolean;
  readonly secret: SecretUse | undefined;
}

/** What is in a repository is read, and compared with what ought to be. */
export interface VerificationStatement {
  readonly says: 'verify';
  readonly place: Place;
  readonly cron: string | undefined;
  readonly runs: boolean;
  readonly secret: SecretUse | undefined;
}

/** Somebody is told when backups fail. */
export interface AlertStatement {
  readonly says: 'alert';
  readonly names: readonly string[];
}

/** It is about backups, and what it says cannot be told. */
export interface UnclearStatement {
  readonly says: 'unclear';
  readonly why: string;
}
