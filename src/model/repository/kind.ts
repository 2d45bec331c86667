import type { AppName } from '../app/app-name';
import type { Problem } from '../rules/problem';
import type { KeysOf } from '../values/known-keys';
import type { DecidedCustomCa } from './custom-ca';
import type { NetworkPlace } from './network-place';

/** Reads a field of a vault item in a Secret's template. */
export type ReadField = (field: string) => string;

/** Where a repository is that a pod mounts, in Kubernetes' field names. */
export type RepositoryVolume =
  | { readonly nfs: { readonly server: string; readonly path: string; readonly readOnly?: boolean } }
  | { readonly persistentVolumeClaim: { readonly claimName: string; readonly readOnly?: boolean } };

/** Kopia's own description of a place, as it stands in a connection file. */
export interface KopiaStorage {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What the keys that open a place are called in a vault, or in a Secret that exists. */
export interface KeyNames {
  readonly item?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** All that there is to know of one kind of repository. Nobody else asks what kind a repository is. */
export interface RepositoryKind<R extends { readonly type: string }> {
  /** The functions that declare one, as messages name them. */
  readonly makers: readonly string[];
  /** Every field of its declaration. */
  readonly keys: KeysOf<R & { readonly name: string }>;
  /** Everything wrong with where it is said to be. */
  problems(field: string, repository: R): Problem[];
  /** Whether every app has a repository of its own here, rather than one shared by all. */
  ownedByApp(repository: R): boolean;
  /** The place, spelt alike wherever it is the same. @param filedAs the app, where every app has its own */
  location(repository: R, filedAs: AppName | undefined): string;
  /** What names of objects are made of that belong to the place: whatever changes it renames them, so nothing may. */
  seed(repository: R): string;
  /** The place as an address, for people; of a field of a vault's item nothing is known but its name. */
  address(repository: R, filedAs: AppName | undefined): string;
  /**
   * What the declaration would say if its files had no owner of their own, so that all who read and write it need not be
   * one user; `undefined` where they need not.
   */
  oneUserUnless(repository: R): string | undefined;
  /** The volume that a pod mounts; `undefined` where the repository is reached by network. */
  volume(repository: R): RepositoryVolume | undefined;
  /** Where a pod connects to; `undefined` where its node mounts a volume. */
  network(repository: R): NetworkPlace | undefined;
  /** Where movers see that volume. */
  moverPath(repository: R): string | undefined;
  /** The vault item with its keys, beside the one with its password; `undefined` where it needs none. */
  credentials(repository: R): { readonly item?: string } | undefined;
  /** The same place, opened by other keys, as a provider gives out that may only read; `undefined` where there are no such. */
  withKeys(repository: R, keys: KeyNames): R | undefined;
  /** What of the declaration may be a field of a vault's item. */
  secretTexts(repository: R): Readonly<Record<string, unknown>>;
  /** What it is called in a vault, by field of the declaration: none of these may be empty. */
  vaultNames(repository: R): Readonly<Record<string, unknown>>;
  /**
   * How Kopia is told of it by file.
   * @param mountPath where the pod mounts its volume; @param filedAs the app, where every app has its own
   */
  storage(repository: R, read: ReadField, mountPath: string, filedAs?: AppName): KopiaStorage;
  /**
   * The same without a secret in it: what Kopia reads from files it finds in `folder`, called as {@link moverFiles} are.
   * `undefined` where Kopia takes what opens the place from {@link storage} alone.
   */
  storageBesideFiles(repository: R, mountPath: string, folder: string, filedAs?: AppName): KopiaStorage | undefined;
  /** The variables from which Kopia takes the keys that it need not find in {@link storage}. */
  environment(repository: R, read: ReadField): Readonly<Record<string, string>>;
  /** The same keys as they can stand in {@link storage} as well, for a pod that has those of another place in its environment. */
  storageKeys(repository: R, read: ReadField): Readonly<Record<string, unknown>>;
  /**
   * How `kopia repository connect` is told of it by arguments, without a secret in them, so that it takes the keys from the
   * environment into its own file; `undefined` where it takes none from there.
   */
  connectArgs(repository: R): readonly string[] | undefined;
  /** What a mover's Secret holds beside the password: these keys and no others (rule S1). */
  moverKeys(repository: R, read: ReadField, filedAs: AppName | undefined): Readonly<Record<string, string>>;
  /** Those of them whose value Kopia reads from a file. */
  moverFiles(repository: R): readonly string[];
  /** Whom whoever speaks with it has to trust beside the public authorities; `undefined` where those do. */
  customCa(repository: R): DecidedCustomCa | undefined;
  /** What else a mirror would delete that is pointed at this place; `undefined` where it has the place to itself. */
  mirrorRisk(repository: R): string | undefined;
}
