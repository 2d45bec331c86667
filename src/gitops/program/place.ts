import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** A folder and all above it, the nearest first. */
export function foldersUpFrom(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpFrom(parent)];
}

/** The roots of the git repositories around a folder, the nearest first; the folder need not exist. */
export function repositoriesAround(folder: string): string[] {
  return foldersUpFrom(folder).filter((each) => existsSync(join(each, '.git')));
}

/**
 * Whether an output folder is one that nobody keeps: neither in a repository nor in the project, or in the system's
 * folder for temporary files while the project is not.
 */
export function isScratch(folder: string): boolean {
  if (isInside(process.cwd(), folder)) {
    return false;
  }
  const temporary = resolve(tmpdir());
  return (
    (isInside(temporary, folder) && !isInside(temporary, process.cwd())) || repositoriesAround(folder).length === 0
  );
}

/** Whether a path is that of a folder or leads into it. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way);
}
