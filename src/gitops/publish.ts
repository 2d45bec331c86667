import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorsAt, type Finding } from '../model/rules/finding';
import type { Problem } from '../model/rules/problem';
import { SynthesisError, stopAt } from './error';
import { HalfDone, replaceFiles } from './files/replace';
import { isStaged, placeOf, removeLeftovers } from './files/staged';
import { filesIn, headOf, Standing } from './files/standing';
import type { Output } from './render';
import { isSigned } from './signature';

/** How a folder differs from what it should hold. Paths are below the folder. */
export interface Difference {
  readonly changed: readonly string[];
  readonly added: readonly string[];
  /** Files made by this app before that are no longer wanted. Files of anybody else are left alone. */
  readonly stale: readonly string[];
}

/** @throws SynthesisError if something that this app did not make stands where a file is to be written */
export function compare(output: Output, folder: string): Difference {
  return orSay(folder, () => differenceFrom(output, folder));
}

/**
 * Makes a folder hold what it should, touching only what differs: all of it, or nothing.
 * @throws SynthesisError if a file cannot be written or removed
 */
export function publish(output: Output, folder: string): Difference {
  return orSay(folder, () => {
    const difference = differenceFrom(output, folder);
    removeLeftovers(folder);
    const paths = [...difference.changed, ...difference.added];
    replaceFiles(folder, new Map(paths.map((path) => [path, output.files.get(path) ?? ''])), difference.stale);
    return difference;
  });
}

function differenceFrom({ files, header }: Output, folder: string): Difference {
  const isOwn = (text: string) => isSigned(text, header.replace(/^# /, ''));
  const changed: string[] = [];
  const added: string[] = [];
  const refused = new Map<string, Finding[]>();
  const refuse = (at: string, is: string) =>
    refused.set(at, errorsAt('', [{ field: '', text: `${at}: ${is}`, rule: 'F3' }]));
  const standing = new Standing(folder);
  for (const [path, text] of files) {
    const target = join(folder, path);
    const obstacle = standing.obstacleTo(path);
    if (obstacle !== undefined) {
      refuse(obstacle.at, obstacle.is);
    } else if (!standing.has(path)) {
      added.push(path);
    } else {
      const present = readFileSync(target, 'utf8');
      if (present !== text && !isOwn(present)) {
        refuse(target, 'it was not made by this app and would be overwritten; move it away');
      } else if (present !== text) {
        changed.push(path);
      }
    }
  }
  stopAt([...refused.values()].flat());
  const stale = filesIn(folder).filter(
    (path) => !files.has(path) && !isStaged(path) && isOwn(headOf(join(folder, path))),
  );
  return { changed: changed.sort(), added: added.sort(), stale: stale.sort() };
}

/** Does what touches files, and says of an error of the file system what it has left. */
function orSay<T>(folder: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof HalfDone) {
      const left = error.changed.map((path) => ({ field: '', text: `${path}: ${LEFT}` }));
      throw new SynthesisError(errorsAt('', [problemOf(error.reason, folder), ...left]), 'Only a part was written');
    }
    if ((error as NodeJS.ErrnoException).code === undefined) {
      throw error;
    }
    throw new SynthesisError(errorsAt('', [problemOf(error as NodeJS.ErrnoException, folder)]));
  }
}

const LEFT = 'it was changed before that, and could not be changed back';

function problemOf(error: NodeJS.ErrnoException & { readonly dest?: string }, folder: string): Problem {
  const { code = '', message, path = folder, dest = path } = error;
  const place = placeOf(dest);
  const repair = REPAIRS[code]?.(dirname(place)) ?? 'mend that';
  return { field: '', text: `${place}: ${message}; ${repair}, and run npm run synth again` };
}

const makeWritable = (folder: string) => `make ${folder} and what is in it writable`;
const makeRoom = () => 'make room';

/** What to do about errors of the file system, by their code. */
const REPAIRS: Readonly<Record<string, (folder: string) => string>> = {
  EACCES: makeWritable,
  EPERM: makeWritable,
  EROFS: makeWritable,
  EBUSY: () => 'unmount it, since a file that is mounted by itself cannot be replaced',
  EDQUOT: makeRoom,
  ENOSPC: makeRoom,
};
