import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { withoutStack } from '../../model/rules/without-stack';
import { Standing } from '../files/standing';
import { checkOutOfHead, committedFiles, everCommitted, GitError } from './git';
import { bytesOf, type LastGood, lastGoodOf } from './last-good';
import { repositoriesAround } from './place';
import type { EmptiedFolder } from './state';

/**
 * Puts back what an emptied folder held: what git's HEAD has there or, where that is nothing, what the last good synth
 * left. Files of others that git has never had come back from the latter in both cases. The folder was gone when the
 * program started, so whatever is overwritten was written by this program.
 * @param written files that apps of this program wrote there, by path; they go, where they are not to be there
 * @returns what was done, as a line
 */
export function putBack({ folder, shown }: EmptiedFolder, written: readonly string[] = []): string {
  const kept = lastGoodOf(folder) ?? {};
  try {
    const head = putBackHead(folder);
    const copied = Object.keys(putBackKept(folder, head.files.length > 0 ? unknownToGit(folder, kept) : kept));
    const back = new Set([...head.files, ...copied]);
    if (back.size === 0) {
      return `${shown}: ${EMPTIED}, and nothing is known that was in it: ${head.why}, and no synth that went well has left a copy`;
    }
    const standing = new Standing(folder);
    for (const path of written.filter((each) => !back.has(each) && !standing.obstacleTo(each))) {
      rmSync(join(folder, path), { force: true });
    }
    return `${shown}: ${EMPTIED}; ${whatIsBack(head, copied.length, differs(folder, kept))}`;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined && !(error instanceof GitError || error instanceof InTheWay)) {
      throw error;
    }
    return `${shown}: ${EMPTIED}, and it could not be put back whole (${message}); mend that, and run it again`;
  }
}

function whatIsBack({ files, why }: FromHead, copied: number, other: boolean): string {
  if (files.length === 0) {
    return `${areBack(copied)} from ${COPY} (${why})`;
  }
  return [
    `${areBack(files.length)} from git's HEAD`,
    ...(other ? [', which is not what the last good synth here wrote'] : []),
    ...(copied > 0
      ? [`; ${areBack(copied)} from ${COPY}, because git has never had ${copied === 1 ? 'it' : 'them'}`]
      : []),
  ].join('');
}

const EMPTIED = 'cdk8s synth empties it before the program starts';
const COPY = 'the copy of the last good synth';

interface FromHead {
  /** The files that came back, by path below the folder. */
  readonly files: readonly string[];
  /** Why there are none, where there are none. */
  readonly why: string;
}

function putBackHead(folder: string): FromHead {
  const [root] = repositoriesAround(folder);
  if (root === undefined) {
    return { files: [], why: 'it is in no git repository' };
  }
  const files = filesOfHead(root, relative(root, folder));
  if (!Array.isArray(files)) {
    return { files: [], why: `what git's HEAD has there is not known, because ${files.message}` };
  }
  if (files.length > 0) {
    checkOutOfHead(root, files);
  }
  return { files: files.map((each) => relative(folder, join(root, each))), why: "git's HEAD has nothing there" };
}

function filesOfHead(root: string, path: string): string[] | GitError {
  try {
    return committedFiles(root, path);
  } catch (error) {
    if (error instanceof GitError) {
      return error;
    }
    throw error;
  }
}

/** Something stands in HEAD where a file was. */
class InTheWay extends Error {}

function putBackKept(folder: string, kept: LastGood): LastGood {
  const standing = new Standing(folder);
  for (const [path, file] of Object.entries(kept)) {
    const obstacle = standing.obstacleTo(path);
    if (obstacle) {
      throw withoutStack(new InTheWay(`${obstacle.at}: ${obstacle.is}`));
    }
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytesOf(file), { mode: file.foreign?.mode });
  }
  return kept;
}

/** Files of others that git has never had: what it has had, somebody may have removed there since. */
function unknownToGit(folder: string, kept: LastGood): LastGood {
  const foreign = Object.entries(kept).filter(([, file]) => file.foreign);
  const [root] = repositoriesAround(folder);
  if (foreign.length === 0 || root === undefined) {
    return {};
  }
  const below = relative(root, folder);
  const had = everCommitted(
    root,
    foreign.map(([path]) => join(below, path)),
  );
  return Object.fromEntries(foreign.filter(([path]) => !had.includes(join(below, path))));
}

/** Whether a folder holds anything else than what was kept of it. A checkout may have changed how lines end. */
function differs(folder: string, kept: LastGood): boolean {
  const text = (bytes: Buffer) => bytes.toString('latin1').replaceAll('\r\n', '\n');
  return Object.entries(kept).some(([path, file]) => {
    const target = join(folder, path);
    return !existsSync(target) || text(readFileSync(target)) !== text(bytesOf(file));
  });
}

function areBack(files: number): string {
  return files === 1 ? '1 file is back' : `${files} files are back`;
}
