import { existsSync, readdirSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isInside } from '../program/place';
import { filesIn } from './standing';

/**
 * Where a file waits until it is moved to its place, or is kept until it may be forgotten: in the same folder, because
 * a file cannot be moved from one file system to another, and a folder may be one. Neither Flux nor git reads it
 * (`.gitignore`: `.*.next`).
 */
export function stagedPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.next`);
}

const STAGED = /^\.(.+)\.([1-9]\d*)\.next$/;

export function isStaged(path: string): boolean {
  return STAGED.test(basename(path));
}

/** The place of a file that waits. */
export function placeOf(path: string): string {
  return join(dirname(path), basename(path).replace(STAGED, '$1'));
}

/** Removes what processes that were killed have left, in a folder and, as version 0.1.0 did, beside it. */
export function removeLeftovers(folder: string): void {
  const real = existsSync(folder) ? realpathSync(folder) : folder;
  const beside = namesIn(dirname(real)).map((name) => join(dirname(real), name));
  const paths = [...filesIn(real).map((path) => join(real, path)), ...beside.filter((path) => placeOf(path) === real)];
  for (const path of paths.filter(isLeftover)) {
    quietly(() => rmSync(path, { recursive: true, force: true }));
    removeIfEmpty(dirname(path), real);
  }
}

/** Removes a folder and those above it that hold nothing any more, up to the one that is to stay. */
export function removeIfEmpty(folder: string, upTo: string): void {
  if (folder !== upTo && isInside(upTo, folder)) {
    quietly(() => rmdirSync(folder));
    removeIfEmpty(dirname(folder), upTo);
  }
}

/** Whether nobody is going to move it any more. Nothing of our own waits while we look. */
function isLeftover(path: string): boolean {
  const pid = Number(STAGED.exec(basename(path))?.[2]);
  return pid > 0 && (pid === process.pid || !isAlive(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing that could be found is of ours.
    return [];
  }
}

/** Does what is better done, and whose failing harms nobody. */
export function quietly(act: () => void): void {
  try {
    act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) {
      throw error;
    }
  }
}
