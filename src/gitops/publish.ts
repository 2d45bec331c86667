import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { SynthesisError } from './error';
import { HEADER } from './render';

/** How a folder differs from what it should hold. Paths are below the folder. */
export interface Difference {
  readonly changed: readonly string[];
  readonly added: readonly string[];
  /** Files made here before that are no longer wanted. Files of anybody else are left alone. */
  readonly stale: readonly string[];
}

/** @throws SynthesisError if a file that was not made here stands where one is to be written */
export function compare(files: ReadonlyMap<string, string>, folder: string): Difference {
  const changed: string[] = [];
  const added: string[] = [];
  const foreign: string[] = [];
  for (const [path, text] of files) {
    const present = readText(join(folder, path));
    if (present === undefined) {
      added.push(path);
    } else if (present !== text) {
      (present.startsWith(HEADER) ? changed : foreign).push(path);
    }
  }
  if (foreign.length > 0) {
    throw new SynthesisError(
      foreign.map(
        (path) => `[] ${join(folder, path)}: it was not made here and would be overwritten; move it away (rule F3)`,
      ),
    );
  }
  const stale = listFiles(folder).filter(
    (path) => !files.has(path) && readText(join(folder, path))?.startsWith(HEADER),
  );
  return { changed: changed.sort(), added: added.sort(), stale: stale.sort() };
}

/**
 * Makes a folder hold what it should, touching only what differs. Everything is first written beside the folder, so
 * that a full disk or a missing permission leaves it as it was.
 */
export function publish(files: ReadonlyMap<string, string>, folder: string): Difference {
  const difference = compare(files, folder);
  const written = [...difference.changed, ...difference.added];
  const staging = join(dirname(folder), `.${basename(folder)}.${process.pid}.next`);
  try {
    for (const path of written) {
      mkdirSync(dirname(join(staging, path)), { recursive: true });
      writeFileSync(join(staging, path), files.get(path) ?? '');
    }
    for (const path of written) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      renameSync(join(staging, path), join(folder, path));
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  for (const path of difference.stale) {
    rmSync(join(folder, path));
    removeEmptyFolders(dirname(join(folder, path)), folder);
  }
  return difference;
}

function removeEmptyFolders(from: string, upTo: string): void {
  for (let folder = from; relative(upTo, folder) !== '' && readdirSync(folder).length === 0; folder = dirname(folder)) {
    rmdirSync(folder);
  }
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => relative(folder, join(each.parentPath, each.name)));
}
