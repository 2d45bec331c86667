import type { Keeper } from '../model/plan/kept-snapshots';
import type { RestorePoints } from '../model/plan/restore-points';
import type { Retention } from '../model/plan/retention';
import type { Answer } from './answer';
import type { ObjectRef, Unread } from './object';
import type { PlaceKind } from './repository/place';

/** What a stream of objects says about backups. */
export interface Ledger {
  readonly schema: 1;
  /** How many objects were read: where there are none, nothing is said about anything. */
  readonly objects: number;
  readonly protected: readonly Protection[];
  /** Claims that no backup names. */
  readonly unprotected: readonly Claim[];
  readonly repositories: readonly RepositoryUse[];
  readonly secrets: readonly SecretEntry[];
  /** Names of alerts, by the object that has them. */
  readonly alerts: readonly { readonly object: ObjectRef; readonly names: readonly string[] }[];
  readonly notUnderstood: readonly Unread[];
}

/** A claim, as it is written. */
export interface Claim {
  /** `namespace/name`. */
  readonly id: string;
  readonly app: string;
  readonly owner?: string;
  readonly capacity?: string;
  readonly storageClassName?: string;
  readonly accessModes: readonly string[];
  /** What it is filled from when it is created. */
  readonly dataSource?: ObjectRef;
  /** Flux creates it and never changes it. */
  readonly createdOnce: boolean;
  /** Flux does not delete it when it is no longer declared. */
  readonly keptWhenGone: boolean;
}

/** A claim that is backed up. */
export interface Protection {
  /** `namespace/claim`. */
  readonly id: string;
  readonly app: string;
  /** The claim; none where it is made by an object that is not here. */
  readonly claim?: Claim;
  readonly destinations: readonly Copy[];
  readonly restore?: Restore;
  readonly copies: Copies;
}

/** One destination of a claim. */
export interface Copy {
  /** The key of its repository. */
  readonly repository: string;
  /** What the declaration of a cluster calls it; none where no object says. */
  readonly declaredAs?: string;
  readonly engine: string;
  readonly source: ObjectRef;
  readonly owner?: string;
  readonly identity: string;
  readonly cron?: string;
  /** The most that can be lost: the longest time from one backup to the next. */
  readonly rpoSeconds?: number;
  readonly paused: boolean;
  /** Every key, those that are left out as the program fills them in; none where that cannot be told. */
  readonly retention?: Required<Retention>;
  /** What there is to restore from at any time, at least; `'all'` where nothing is ever dropped. */
  readonly restorePoints?: RestorePoints | 'all';
  /** Whose rules say what is kept. */
  readonly keeper: Keeper;
  /** The mover's cache outlives a run, and with it where it was connected to at first. */
  readonly keepsCache: boolean;
  readonly mover: { readonly uid?: number; readonly gid?: number };
}

/** What a claim is filled from. */
export interface Restore {
  /** The object that is asked for. */
  readonly object: ObjectRef;
  readonly owner?: string;
  /** Flux creates it and never changes it; said where the object is here. */
  readonly createdOnce?: boolean;
  /** Flux does not delete it when it is no longer declared; said where the object is here. */
  readonly keptWhenGone?: boolean;
  /** The repository's key; none where the object is not here. */
  readonly repository?: string;
  readonly identity?: string;
  /** Whether a source files its snapshots where the restore looks for them. */
  readonly finds: Answer;
}

/** Three copies on two media, one of them off-site, one of them immutable, none unverified. */
export interface Copies {
  /** The claim itself, its repositories, and the copies of those. */
  readonly copies: number;
  /** How many sorts of storage they are on. */
  readonly media: number;
  readonly offSite: Answer;
  readonly immutable: Answer;
  /** Whether every repository of the claim is read back by schedule. */
  readonly verified: Answer;
}

/** A repository, told by where it is and what opens it. */
export interface RepositoryUse {
  readonly key: string;
  /** Where it is, for people. */
  readonly location: string;
  /** Whether the objects say so, and not a vault alone. */
  readonly known: boolean;
  readonly kind: PlaceKind;
  readonly offSite: Answer;
  /** Ids of the claims that are backed up into it. */
  readonly claims: readonly string[];
  /** Every claim's program frees its space by itself. */
  readonly maintainsItself: boolean;
  readonly maintainers: readonly Maintainer[];
  readonly verifications: readonly Job[];
  /** Copies of it that are made elsewhere. */
  readonly copies: readonly (Job & { readonly to: string })[];
}

/** Who frees the space of a repository. */
export interface Maintainer extends Job {
  /** The Secret that it reads for as long as it is called so, whatever is said later. */
  readonly keepsSecret?: string;
}

/** Something that works on a repository by schedule. */
export interface Job {
  readonly object: ObjectRef;
  readonly cron?: string;
  /** It is switched on. */
  readonly runs: boolean;
}

/** A Secret, where its values come from and who reads them; never what they are. */
export interface SecretEntry {
  /** `namespace/name`. */
  readonly id: string;
  /** The object that makes it; none where it is not here. */
  readonly from?: ObjectRef;
  /** Whether `keys` are all that it has. */
  readonly complete: boolean;
  readonly keys: readonly string[];
  /** The vault's items, each with its fields that are used. */
  readonly items: Readonly<Record<string, readonly string[]>>;
  readonly readers: readonly ObjectRef[];
}
