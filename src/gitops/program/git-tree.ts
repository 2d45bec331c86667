import { relative, sep } from 'node:path';
import { answer, GitError, git, list } from './git';

/** A commit of a repository, or what stands for one: `HEAD`, a branch, a hash. */
export interface Revision {
  /** The root of the repository's files. */
  readonly root: string;
  readonly name: string;
}

/**
 * The files that a commit has in a folder, or at a path, each with the hash of what is in it; paths are below the
 * folder. What is in a submodule, the commit does not have.
 * @throws GitError
 */
export function treeFiles({ root, name }: Revision, folder: string): ReadonlyMap<string, string> {
  const path = relative(root, folder).split(sep).join('/');
  const args = ['ls-tree', '-r', '-z', '--full-tree', checked(name), ...(path === '' ? [] : ['--', path])];
  const entries = list(answer(git(root, args)));
  const files = entries.flatMap((each): [string, string][] => {
    const [, type, hash, file] = /^\d+ (\w+) (\w+)\t(.*)$/s.exec(each) ?? [];
    return type !== 'blob' || hash === undefined || file === undefined ? [] : [[below(path, file), hash]];
  });
  return new Map(files);
}

/** What is in files of a repository, by their hashes. @throws GitError */
export function blobs(root: string, hashes: readonly string[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(hashes)];
  if (wanted.length === 0) {
    return new Map();
  }
  const options = { input: `${wanted.join('\n')}\n`, encoding: 'latin1' } as const;
  const found = answer(git(root, ['cat-file', '--batch'], options));
  const texts = new Map<string, string>();
  let from = 0;
  for (const hash of wanted) {
    const head = found.indexOf('\n', from);
    const [, size] = /^\w+ blob (\d+)$/.exec(found.slice(from, head)) ?? [];
    if (head < 0 || size === undefined) {
      throw new GitError(`git does not have ${hash}`);
    }
    const end = head + 1 + Number(size);
    texts.set(hash, Buffer.from(found.slice(head + 1, end), 'latin1').toString('utf8'));
    from = end + 1;
  }
  return texts;
}

/** Whether a repository has any commit yet. @throws GitError */
export function hasCommits(root: string): boolean {
  return git(root, ['rev-parse', '--quiet', '--verify', 'HEAD']).status === 0;
}

/** What begins with a dash, git would take for an option. */
function checked(revision: string): string {
  if (!/^[^-\s][^\s]*$/.test(revision)) {
    throw new GitError(`${JSON.stringify(revision)} is no revision of git`);
  }
  return revision;
}

/** A path below a folder; a file that is asked for by itself goes by its own name. */
function below(folder: string, file: string): string {
  return folder === '' ? file : file === folder ? file.slice(file.lastIndexOf('/') + 1) : file.slice(folder.length + 1);
}
