import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isStaged, removeLeftovers, stagedPath } from '../files/staged';
import { filesIn } from '../files/standing';
import { isSignedByAny } from '../signature';
import { GitError, trackedFiles } from './git';
import { foldersUpFrom, isInside, repositoriesAround } from './place';

/** A file of the copy. Bytes that are no text are kept in base64. */
interface KeptFile {
  readonly text?: string;
  readonly base64?: string;
  /** Of a file that is not ours and that git does not have: who may do what with it. */
  readonly foreign?: { readonly mode: number };
}

/** What an output folder held after the last synth that went well, by path below it. */
export type LastGood = Readonly<Record<string, KeptFile>>;

/**
 * Keeps what an output folder holds, in one file below `node_modules/.cache`: for the next `cdk8s synth`, which removes
 * the folder before anybody can look at it. Where there is no `node_modules`, nothing is kept.
 * @param written what was just written into it, by path; the rest is read
 */
export function keepLastGood(folder: string, written: ReadonlyMap<string, string>): void {
  const file = lastGoodFile(folder);
  if (file === undefined) {
    return;
  }
  try {
    if (lstatSync(folder).isSymbolicLink()) {
      return;
    }
    const text = JSON.stringify(readFolder(folder, written));
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      mkdirSync(dirname(file), { recursive: true });
      removeLeftovers(dirname(file));
      writeFileSync(stagedPath(file), text, { mode: 0o600 });
      renameSync(stagedPath(file), file);
    }
  } catch (error) {
    // The synth went well all the same, and of a cache that cannot be written nothing is promised.
    if ((error as NodeJS.ErrnoException).code === undefined) {
      throw error;
    }
  }
}

/** What {@link keepLastGood} kept of a folder; `undefined` where that is nothing. */
export function lastGoodOf(folder: string): LastGood | undefined {
  const file = lastGoodFile(folder);
  try {
    return file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // There is none, or somebody has changed it.
    return undefined;
  }
}

export function bytesOf({ text, base64 }: KeptFile): Buffer {
  return text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);
}

function lastGoodFile(folder: string): string | undefined {
  const project = foldersUpFrom(process.cwd()).find((each) => existsSync(join(each, 'node_modules')));
  return project === undefined || isInside(folder, project)
    ? undefined
    : join(project, 'node_modules/.cache/cdk8s-volsync-kopia', `${encodeURIComponent(relative(project, folder))}.json`);
}

function readFolder(folder: string, written: ReadonlyMap<string, string>): LastGood {
  // Links are none of them: what they lead to is not removed with the folder.
  const others = filesIn(folder).filter((path) => !written.has(path) && !isStaged(path));
  const contents = new Map(others.map((path) => [path, readFileSync(join(folder, path))]));
  const foreign = new Set(others.filter((path) => !isSignedByAny(contents.get(path)?.toString('utf8', 0, 200) ?? '')));
  const tracked = trackedAmong(folder, foreign);
  const kept: Record<string, KeptFile> = {};
  for (const path of [...written.keys(), ...others].sort()) {
    const bytes = contents.get(path);
    const content = bytes === undefined ? { text: written.get(path) } : fileOf(bytes);
    if (!foreign.has(path)) {
      kept[path] = content;
    } else if (!tracked.has(path)) {
      // What git tracks, it puts back itself; a copy would still do so after somebody has removed it there.
      kept[path] = { ...content, foreign: { mode: statSync(join(folder, path)).mode & 0o777 } };
    }
  }
  return kept;
}

function fileOf(bytes: Buffer): KeptFile {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? { text } : { base64: bytes.toString('base64') };
}

function trackedAmong(folder: string, paths: ReadonlySet<string>): ReadonlySet<string> {
  const [root] = repositoriesAround(folder);
  if (paths.size === 0 || root === undefined) {
    return new Set();
  }
  try {
    return new Set(trackedFiles(root, relative(root, folder)).map((path) => relative(folder, join(root, path))));
  } catch (error) {
    if (error instanceof GitError) {
      return new Set();
    }
    throw error;
  }
}
