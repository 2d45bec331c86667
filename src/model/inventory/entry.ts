import type { AppName } from '../app/app-name';
import type { Identity } from '../identity';
import type { Repository } from '../repository/repository';
import type { Problem, Warning } from '../rules/problem';
import type { Timetable } from '../schedule/timetable';

interface RepositoryEntry {
  /** Path of the construct that says so. */
  readonly path: string;
  readonly repository: Repository;
  /** Where the repository physically is; see `repositoryLocation`. */
  readonly location: string;
  /** The Secret that exists, and that says to the engine where the repository is: `<namespace>/<name>`. */
  readonly toldBy?: string;
}

/** What is backed up. */
export interface BackedUp {
  /** The app that it is of. */
  readonly app: string;
  readonly namespace: string;
  readonly claim: string;
  /** Whether something else makes the claim. */
  readonly claimExists: boolean;
}

export interface Affixes {
  readonly before: string;
  readonly after: string;
}

/** Something that runs by schedule, as monitoring finds it in the cluster. */
export type Run = {
  readonly does: 'run';
  /** Path of the construct that says so. */
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly cron: string;
} & (
  | {
      readonly job: 'back-up';
      /** What makes it, where that is not Kopia. */
      readonly program?: 'restic';
    }
  | {
      readonly job: 'maintain' | 'sync' | 'verify';
      /** After how long a run is ended. */
      readonly deadlineSeconds: number;
      /** What stands around `name` in the CronJob's name, as regular expressions, where an operator makes one up. */
      readonly cronJob?: Affixes;
    }
);

/** What one construct does with one repository, and what it has run by schedule. */
export type InventoryEntry =
  | (RepositoryEntry & {
      readonly does: 'back-up';
      readonly volume: BackedUp;
      readonly identity: Identity;
      /** Whose repository it is written to, where every app has one. */
      readonly filedAs: AppName;
      /** When it runs. */
      readonly cron: string;
      /** The construct that can maintain the repository, as messages name it. */
      readonly maintainerConstruct: string;
    })
  | (RepositoryEntry & {
      readonly does: 'maintain';
      readonly timetable: Timetable;
      /** It brings its own mount of a repository on a volume, and needs no admission policy. */
      readonly mountsItself?: true;
    })
  | (RepositoryEntry & { readonly does: 'inject' })
  /** Makes a copy; the entry's repository is the copy, `from` is the original. */
  | (RepositoryEntry & { readonly does: 'replicate'; readonly from: Repository; readonly timetable: Timetable })
  | (RepositoryEntry & { readonly does: 'create' })
  /** Keeps something there that Kopia does not know: Restic's repository of one app, also when nothing writes it any more. */
  | {
      readonly does: 'occupy';
      /** Path of the construct that says so. */
      readonly path: string;
      /** Where it is, spelt like the location of a repository. */
      readonly place: string;
      /** The same for people. */
      readonly address: string;
      /** What messages call it. */
      readonly name: string;
      /** The field of its declaration. */
      readonly field: string;
      /** From which repository of Kopia's the same data is said to have been restored, and the field that says so. */
      readonly verified?: { readonly from: string; readonly field: string };
    }
  /** Opens it and changes nothing. */
  | (RepositoryEntry & {
      readonly does: 'read';
      /** The prop that names it. */
      readonly field: string;
    })
  /** Lets people change it. */
  | (RepositoryEntry & { readonly does: 'write' })
  | Run;

/** The entries that do one thing. */
export type Does<D extends InventoryEntry['does']> = Extract<InventoryEntry, { does: D }>;

/** Something that a view of the whole tree shows, and the construct that can repair it. */
export interface InventoryFinding extends Problem {
  readonly path: string;
}

/** Something legal but unwise that a view of the whole tree shows. */
export interface InventoryWarning extends Warning {
  readonly path: string;
}

/** Whether an entry does one thing. */
export function does<D extends InventoryEntry['does']>(what: D): (entry: InventoryEntry) => entry is Does<D> {
  return (entry): entry is Does<D> => entry.does === what;
}
