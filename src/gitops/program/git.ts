import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why git does not answer, in its own words. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/**
 * The files of HEAD at a path or below it. Those whose removal is staged are not among them: to put them back would
 * undo it.
 * @throws GitError
 */
export function committedFiles(root: string, path: string): string[] {
  const head = git(root, ['rev-parse', '--quiet', '--verify', 'HEAD']);
  if (head.status === 1) {
    // Nothing has been committed yet.
    return [];
  }
  const tracked = new Set(trackedFiles(root, path));
  const entries = list(answer(git(root, ['ls-tree', '-r', '-z', '--full-tree', 'HEAD', '--', path])));
  // Each is `<mode> <type> <hash>\t<path>`; what is in a submodule, this repository does not have.
  return entries
    .filter((each) => !each.startsWith('160000 '))
    .map((each) => each.slice(each.indexOf('\t') + 1))
    .filter((each) => tracked.has(each));
}

/** The files at a path or below it that the next commit would have. @throws GitError */
export function trackedFiles(root: string, path: string): string[] {
  return list(answer(git(root, ['ls-files', '-z', '--', path])));
}

/** Those of some files that any commit up to HEAD has had. @throws GitError */
export function everCommitted(root: string, paths: readonly string[]): string[] {
  return [...new Set(list(answer(git(root, ['log', '--format=', '--name-only', '-z', 'HEAD', '--', ...paths]))))];
}

/**
 * Writes files as HEAD has them, through git's own filters. Neither the index is changed nor its lock taken: a commit
 * may be under way, whose hook has started us.
 * @throws GitError
 */
export function checkOutOfHead(root: string, paths: readonly string[]): void {
  const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-volsync-kopia-'));
  try {
    const env = { GIT_INDEX_FILE: join(scratch, 'index') };
    answer(git(root, ['read-tree', 'HEAD'], { env }));
    answer(git(root, ['checkout-index', '--force', '--quiet', '-z', '--stdin'], { env, input: paths.join('\0') }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** `latin1` has each byte as a character. @default 'utf8' */
  readonly encoding?: 'utf8' | 'latin1';
}

/** Runs git. @throws GitError if it cannot be run; that it fails is in the result */
export function git(cwd: string, args: readonly string[], { env = {}, input = '', encoding = 'utf8' }: Options = {}) {
  const result = spawnSync('git', args, {
    cwd,
    input,
    encoding,
    env: { ...process.env, ...NO_OTHER_REPOSITORY, GIT_LITERAL_PATHSPECS: '1', LC_ALL: 'C', ...env },
    maxBuffer: 2 ** 30,
  });
  if (result.error) {
    const { code, message } = result.error as NodeJS.ErrnoException;
    throw new GitError(code === 'ENOENT' ? 'git is not installed' : message);
  }
  return result;
}

/** A hook of git has these set, for its own repository. */
const NO_OTHER_REPOSITORY = Object.fromEntries(
  ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'].map((name) => [name, undefined]),
);

/** What git has printed. @throws GitError if it has failed */
export function answer({ status, stdout, stderr }: ReturnType<typeof git>): string {
  if (status !== 0) {
    throw new GitError(stderr.trim().split('\n', 1)[0] || `git ended with ${status}`);
  }
  return stdout;
}

/** Entries that a zero ends. */
export function list(text: string): string[] {
  return text.split('\0').filter((each) => each !== '');
}
