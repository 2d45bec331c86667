import type { Reader } from '../../ledger/reader';
import { withoutStack } from '../../model/rules/without-stack';

let load: (() => readonly Reader[]) | undefined;

/** Hands over what can read objects, which is listed where this room cannot look; loaded when it is first needed. */
export function readWith(loadReaders: () => readonly Reader[]): void {
  load = loadReaders;
}

export function handedReaders(): readonly Reader[] {
  if (load === undefined) {
    throw withoutStack(new Error('nothing can read what objects say of backups: src/readers.ts was not loaded'));
  }
  return load();
}
