import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { foldersUpFrom } from '../program/place';
import { quietly, removeIfEmpty, stagedPath } from './staged';

/** A folder was left half changed: what was done could not be taken back. */
export class HalfDone extends Error {
  override readonly name = 'HalfDone';

  /**
   * @param reason what kept the rest from being done
   * @param changed the files that are not what they were
   */
  constructor(
    readonly reason: NodeJS.ErrnoException,
    readonly changed: readonly string[],
  ) {
    super(reason.message);
  }
}

/**
 * Writes and removes files of a folder, all of them or none. What can be tried before the first file is touched, is:
 * permissions, room, places. What fails all the same is taken back.
 * @param texts by path below the folder
 * @param stale paths below the folder
 * @throws an error of the file system if nothing has changed, {@link HalfDone} if something has
 */
export function replaceFiles(folder: string, texts: ReadonlyMap<string, string>, stale: readonly string[]): void {
  const steps = new Steps();
  const at = (path: string) => join(folder, path);
  const targets = namesLast([...texts.keys()]).map(at);
  const removed = namesLast(stale).reverse().map(at);
  try {
    for (const each of [...targets, ...removed]) {
      tryPlace(each);
    }
    for (const each of new Set(targets.map(dirname))) {
      steps.makeFolder(each);
    }
    for (const [path, text] of texts) {
      steps.stage(at(path), text);
    }
    for (const each of targets) {
      steps.move(each);
    }
    for (const each of removed) {
      steps.remove(each);
    }
  } catch (error) {
    const changed = steps.takeBack();
    throw changed.length === 0 ? error : new HalfDone(error as NodeJS.ErrnoException, changed);
  }
  for (const each of removed) {
    quietly(() => rmSync(stagedPath(each)));
    removeIfEmpty(dirname(each), folder);
  }
}

/**
 * What names others after what it names: objects, their lists, what points Flux at these, the list of lists. So an
 * interruption in between leaves nothing that names what is not there.
 */
function namesLast(paths: readonly string[]): string[] {
  const depth = (path: string) => path.split('/').length;
  const isList = (path: string) => Number(basename(path) === 'kustomization.yaml');
  return [...paths].sort((one, other) => depth(other) - depth(one) || isList(one) - isList(other));
}

/** @throws if a file cannot be replaced, or one beside it cannot be written */
function tryPlace(path: string): void {
  accessSync(foldersUpFrom(dirname(path)).find(existsSync) ?? path, constants.W_OK | constants.X_OK);
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    // Who may write in a folder may replace what he may not write to; but nobody what is immutable, or read only.
    if (!['ENOENT', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
  }
}

/** What was done, so that it can be taken back. */
class Steps {
  private readonly done: { readonly path?: string; readonly undo: () => void }[] = [];

  makeFolder(folder: string): void {
    const missing = existsSync(folder) ? [] : foldersUpFrom(folder).filter((each) => !existsSync(each));
    for (const each of missing.reverse()) {
      if (mkdirSync(each, { recursive: true }) !== undefined) {
        this.done.push({ undo: () => quietly(() => rmdirSync(each)) });
      }
    }
  }

  stage(path: string, text: string): void {
    this.done.push({ undo: () => quietly(() => rmSync(stagedPath(path), { force: true })) });
    write(path, text, 'wx');
  }

  move(path: string): void {
    const before = existsSync(path) ? readFileSync(path) : undefined;
    renameSync(stagedPath(path), path);
    this.done.push({ path, undo: () => (before === undefined ? rmSync(path) : putBack(path, before)) });
  }

  remove(path: string): void {
    renameSync(path, stagedPath(path));
    this.done.push({ path, undo: () => renameSync(stagedPath(path), path) });
  }

  /** @returns the files that stay changed */
  takeBack(): string[] {
    const changed: string[] = [];
    for (const { path, undo } of this.done.reverse()) {
      try {
        undo();
      } catch {
        changed.push(...(path === undefined ? [] : [path]));
      }
    }
    return changed;
  }
}

function putBack(path: string, bytes: Buffer): void {
  write(path, bytes, 'w');
  renameSync(stagedPath(path), path);
}

/** Writes what is to be moved to a place. An error while writing does not say where; this one does. */
function write(path: string, content: string | Buffer, flag: 'wx' | 'w'): void {
  try {
    writeFileSync(stagedPath(path), content, { flag });
  } catch (error) {
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  }
}
