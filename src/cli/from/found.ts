import type { FileObjects } from '../../ledger/folder-owners';

/** What was found where somebody asked to look. */
export interface Found {
  /** What it is called in messages: `dist`, `git:HEAD`, `stdin`. */
  readonly name: string;
  /** Objects by file; of what is no folder there is one. */
  readonly files: FileObjects;
  /** Where the folder is in its repository; `''` where nothing says. */
  readonly base: string;
  /** Other files of it, by path: they hold no objects. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Files that hold objects. */
export function holdsObjects(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path) && !isOwnList(path);
}

/** What the library writes beside objects. */
export function isOwnList(path: string): boolean {
  return path === ACKNOWLEDGED;
}

export const ACKNOWLEDGED = 'acknowledged.json';
