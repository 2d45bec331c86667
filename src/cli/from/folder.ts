import { readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { filesIn } from '../../gitops/files/standing';
import { repositoriesAround } from '../../gitops/program/place';
import { CannotRun } from '../subcommand';
import { documentsIn } from './documents';
import { type Found, holdsObjects, isOwnList } from './found';

/** Reads a file, or all files of a folder that hold objects. @throws CannotRun */
export function readPath(path: string): Found {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) {
    throw new CannotRun(`${path}: there is no such file or folder`);
  }
  if (!entry.isDirectory()) {
    return {
      name: path,
      files: new Map([[basename(path), documentsIn(textOf(path), path)]]),
      base: '',
      texts: new Map(),
    };
  }
  const all = filesIn(path).filter((each) => !isHidden(each));
  const files = all.filter(holdsObjects).map((each) => [each, textOf(join(path, each))] as const);
  return {
    name: path,
    files: new Map(files.map(([each, text]) => [each, documentsIn(text, join(path, each))])),
    base: belowRoot(resolve(path)),
    texts: new Map(all.filter(isOwnList).map((each) => [each, textOf(join(path, each))])),
  };
}

/** Where a folder is in its repository, from whose root Flux counts. */
export function belowRoot(folder: string): string {
  const [root] = repositoriesAround(folder);
  return root === undefined ? '' : relative(root, folder).split(sep).join('/');
}

function isHidden(path: string): boolean {
  return path.split('/').some((each) => each.startsWith('.') || each === 'node_modules');
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CannotRun(`${path}: ${(error as Error).message}`);
  }
}
