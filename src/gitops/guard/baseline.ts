import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from '../files/standing';
import { FLUX_LIST } from '../layout';
import { GitError } from '../program/git';
import { blobs, hasCommits, treeFiles } from '../program/git-tree';
import { isScratch, repositoriesAround } from '../program/place';

/** What an output is compared with: what Flux has been told so far. Paths are below the output folder. */
export interface Baseline {
  /** What it is called in messages. */
  readonly name: string;
  /** It is nothing but what stands in the folder, which may never have been applied. */
  readonly isFolder: boolean;
  readonly paths: readonly string[];
  /** Whether it has a file with exactly this text. */
  has(path: string, text: string): boolean;
  /** What is in some of its files. @throws GitError */
  texts(paths: readonly string[]): ReadonlyMap<string, string>;
}

/** A baseline, and why it is not the one that was wanted. */
export interface FoundBaseline {
  /** None where nothing was written before, and for scratch output. */
  readonly baseline: Baseline | undefined;
  /** What git says, where it could not be asked. */
  readonly unknown?: string;
}

/**
 * What is committed: git's HEAD, or a revision that is asked for. Where nothing is committed, what stands in the folder.
 * It asks git once.
 * @param folder absolute
 * @throws GitError if a revision is asked for that git does not know
 */
export function findBaseline(folder: string, revision?: string): FoundBaseline {
  const [root] = repositoriesAround(folder);
  if (revision !== undefined) {
    if (root === undefined) {
      throw new GitError(`${folder} is in no git repository`);
    }
    return { baseline: committed(root, revision, folder) };
  }
  if (isScratch(folder)) {
    return { baseline: undefined };
  }
  if (root === undefined) {
    return { baseline: standing(folder) };
  }
  try {
    return { baseline: committed(root, 'HEAD', folder) ?? standing(folder) };
  } catch (error) {
    if (!(error instanceof GitError)) {
      throw error;
    }
    return hasNoCommit(root) ? { baseline: standing(folder) } : { baseline: standing(folder), unknown: error.message };
  }
}

/** A repository in which nothing has been committed yet is as good as none. */
function hasNoCommit(root: string): boolean {
  try {
    return !hasCommits(root);
  } catch (error) {
    if (error instanceof GitError) {
      return false;
    }
    throw error;
  }
}

/** What a commit has in a folder; nothing where it has no output there. */
function committed(root: string, revision: string, folder: string): Baseline | undefined {
  const hashes = treeFiles({ root, name: revision }, folder);
  if (!hashes.has(FLUX_LIST)) {
    return undefined;
  }
  return {
    name: revision === 'HEAD' ? "git's HEAD" : revision,
    isFolder: false,
    paths: [...hashes.keys()],
    has(path, text) {
      const hash = hashes.get(path);
      return hash !== undefined && hash === blobHash(text, hash.length);
    },
    texts(paths) {
      const wanted = paths.flatMap((path) => hashes.get(path) ?? []);
      const found = blobs(root, wanted);
      return new Map(paths.map((path) => [path, found.get(hashes.get(path) ?? '') ?? '']));
    },
  };
}

/** What git calls a file with this text. @param length of the hashes that the repository has */
function blobHash(text: string, length: number): string {
  const bytes = Buffer.from(text);
  return createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

/** What stands in a folder; nothing where no output does. */
function standing(folder: string): Baseline | undefined {
  if (!existsSync(join(folder, FLUX_LIST))) {
    return undefined;
  }
  // A checkout may have changed how lines end.
  const textOf = (path: string) => readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n');
  const paths = filesIn(folder);
  const there = new Set(paths);
  return {
    name: 'what stands there',
    isFolder: true,
    paths,
    has: (path, text) => there.has(path) && textOf(path) === text,
    texts: (wanted) => new Map(wanted.map((path) => [path, textOf(path)])),
  };
}
