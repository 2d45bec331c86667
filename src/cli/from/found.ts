import { type Acknowledgement, acknowledgementsIn } from '../../ledger/compare/acknowledged';
import type { FileObjects } from '../../ledger/folder-owners';
import { CannotRun } from '../subcommand';

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

/** What the library writes beside objects: which losses are meant. */
const ACKNOWLEDGED = 'acknowledged.json';

/** Files that hold objects. */
export function holdsObjects(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path) && !isOwnList(path);
}

export function isOwnList(path: string): boolean {
  return path === ACKNOWLEDGED;
}

/** Which losses are meant, as the folder says. @throws CannotRun if it says so in a way that cannot be read */
export function acknowledgedIn({ name, texts }: Found): readonly Acknowledgement[] {
  const text = texts.get(ACKNOWLEDGED);
  const found = text === undefined ? [] : acknowledgementsIn(text);
  if (found === undefined) {
    throw new CannotRun(`${name}: ${ACKNOWLEDGED} is not what a synth writes; run it again`);
  }
  return found;
}
