import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { GitError } from '../../gitops/program/git';
import { blobs, treeFiles } from '../../gitops/program/git-tree';
import { foldersUpFrom } from '../../gitops/program/place';
import { CannotRun } from '../subcommand';
import { documentsIn } from './documents';
import { type Found, holdsObjects, isOwnList } from './found';

/**
 * Reads the files that a commit has in a folder.
 * @param revision what git calls it: `HEAD`, `main`, `v1.2`
 * @throws CannotRun
 */
export function readCommit(revision: string, path: string): Found {
  const name = `git:${revision}`;
  const folder = resolve(path);
  const root = foldersUpFrom(existsSync(folder) ? folder : dirname(folder)).find((each) =>
    existsSync(join(each, '.git')),
  );
  if (root === undefined) {
    throw new CannotRun(`${name}: ${path} is in no git repository`);
  }
  try {
    const hashes = treeFiles({ root, name: revision }, folder);
    const wanted = [...hashes].filter(([each]) => holdsObjects(each) || isOwnList(each));
    const texts = blobs(
      root,
      wanted.map(([, hash]) => hash),
    );
    const textOf = (hash: string) => texts.get(hash) ?? '';
    const objects = wanted.filter(([each]) => holdsObjects(each));
    return {
      name,
      files: new Map(objects.map(([each, hash]) => [each, documentsIn(textOf(hash), `${name}:${join(path, each)}`)])),
      base: relative(root, folder).split(sep).join('/'),
      texts: new Map(wanted.filter(([each]) => isOwnList(each)).map(([each, hash]) => [each, textOf(hash)])),
    };
  } catch (error) {
    throw error instanceof GitError ? new CannotRun(`${name}: ${plainly(error.message)}`) : error;
  }
}

function plainly(message: string): string {
  return message.replace(/^fatal: /, '');
}
