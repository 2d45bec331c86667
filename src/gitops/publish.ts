import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { errorsAt, type Finding } from '../model/rules/finding';
import { SynthesisError, stopAt } from './error';
import type { Output } from './render';

/** How a folder differs from what it should hold. Paths are below the folder. */
export interface Difference {
  readonly changed: readonly string[];
  readonly added: readonly string[];
  /** Files made by this app before that are no longer wanted. Files of anybody else are left alone. */
  readonly stale: readonly string[];
}

/** @throws SynthesisError if something that this app did not make stands where a file is to be written */
export function compare({ files, header }: Output, folder: string): Difference {
  const changed: string[] = [];
  const added: string[] = [];
  const errors: Finding[] = [];
  const refuse = (text: string) => errors.push(...errorsAt('', [{ field: '', text, rule: 'F3' }]));
  const obstacles = new Map(foldersOf([...files.keys()]).map((each) => [each, obstacleAt(each, folder)]));
  for (const [path, text] of files) {
    const target = join(folder, path);
    const inTheWay = obstacles.get(dirname(path));
    const entry = inTheWay === undefined ? statSync(target, { throwIfNoEntry: false }) : undefined;
    const obstacle = inTheWay ?? (entry?.isDirectory() ? target : undefined);
    const present = obstacle === undefined && entry ? readFileSync(target, 'utf8') : undefined;
    if (obstacle !== undefined) {
      refuse(`${obstacle}: it stands where ${target} is to be written; move it away`);
    } else if (present === undefined) {
      added.push(path);
    } else if (present !== text && !isOwn(present, header)) {
      refuse(`${target}: it was not made by this app and would be overwritten; move it away`);
    } else if (present !== text) {
      changed.push(path);
    }
  }
  stopAt(errors);
  const stale = listFiles(folder).filter(
    (path) => !files.has(path) && isOwn(readFileSync(join(folder, path), 'utf8'), header),
  );
  return { changed: changed.sort(), added: added.sort(), stale: stale.sort() };
}

/**
 * Makes a folder hold what it should, touching only what differs. Everything is first written beside the folder, and
 * every place is tried, so that a full disk or a missing permission leaves the folder as it was.
 * @throws SynthesisError if a file cannot be written
 */
export function publish(output: Output, folder: string): Difference {
  const difference = compare(output, folder);
  try {
    move(output, folder, [...difference.changed, ...difference.added]);
    for (const path of difference.stale) {
      rmSync(join(folder, path));
      removeEmptyFolders(dirname(join(folder, path)), folder);
    }
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    if (code === undefined) {
      throw error;
    }
    const text = `${path ?? folder}: ${message}; make the folder writable, and run npm run synth again`;
    throw new SynthesisError(errorsAt('', [{ field: '', text }]));
  }
  return difference;
}

function move({ files }: Output, folder: string, paths: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  // Beside what a link leads to: a file cannot be moved from one file system to another.
  const real = realpathSync(folder);
  const staging = join(dirname(real), `.${basename(real)}.${process.pid}.next`);
  try {
    for (const each of foldersOf(paths)) {
      mkdirSync(join(staging, each), { recursive: true });
    }
    for (const path of paths) {
      writeFileSync(join(staging, path), files.get(path) ?? '');
    }
    for (const each of foldersOf(paths)) {
      mkdirSync(join(real, each), { recursive: true });
      accessSync(join(real, each), constants.W_OK);
    }
    for (const path of listedLast(paths)) {
      renameSync(join(staging, path), join(real, path));
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Lists of files after the files: an interruption in between leaves a list that names what is there. */
function listedLast(paths: readonly string[]): string[] {
  const isList = (path: string) => basename(path) === 'kustomization.yaml';
  return [...paths.filter((path) => !isList(path)), ...paths.filter(isList)];
}

function foldersOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => dirname(path)))];
}

/** What keeps files from being written into a folder below `root`: a file in place of it or of one above it. */
function obstacleAt(folder: string, root: string): string | undefined {
  let parent = root;
  for (const name of ['.', ...folder.split('/')]) {
    parent = join(parent, name);
    const entry = statSync(parent, { throwIfNoEntry: false });
    if (!entry?.isDirectory()) {
      return entry && parent;
    }
  }
  return undefined;
}

/** Whether a file says that this app made it. A checkout may have changed how its lines end. */
function isOwn(text: string, header: string): boolean {
  return text.split(/\r?\n/, 3).includes(header);
}

function removeEmptyFolders(from: string, upTo: string): void {
  for (let folder = from; relative(upTo, folder) !== '' && readdirSync(folder).length === 0; folder = dirname(folder)) {
    rmdirSync(folder);
  }
}

function listFiles(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile())
    : [];
}
