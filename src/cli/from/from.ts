import { folderOwners } from '../../ledger/folder-owners';
import type { Ledger } from '../../ledger/ledger';
import { readLedger } from '../../ledger/read';
import type { Reader } from '../../ledger/reader';
import { readSettings } from '../settings';
import { CannotRun, type Flag, type Io, type Options, textOption } from '../subcommand';
import { readPath } from './folder';
import type { Found } from './found';
import { readCommit } from './git';
import { readLive } from './live';
import { readStdin } from './stdin';

/** What a subcommand that reads objects can be told beside where they are. */
export const FROM_FLAGS: readonly Flag[] = [
  { flags: '--live', says: 'read the live cluster by kubectl, Secrets aside' },
  { flags: '--context <name>', says: 'the context of kubectl, with --live' },
];

/** What the help says of `[from]`. */
export const FROM_HELP = `Where objects are read from:
  PATH             a file or a folder of YAML or JSON
  -                stdin: what kustomize build, flate build or kubectl get -o yaml print
  git:REV[:PATH]   what a commit has in the output folder, or at PATH
  --live           the cluster that kubectl talks to`;

/** Where objects are: what was typed, or the live cluster. */
export type Where = { readonly typed: string } | { readonly context: string | undefined };

/** What `--live` says, if it was given. */
export function liveOption(options: Options): Where | undefined {
  const context = textOption(options, 'context');
  if (options.live !== true && context !== undefined) {
    throw new CannotRun('--context is of the live cluster; write --live as well');
  }
  return options.live === true ? { context } : undefined;
}

/** Objects, and what they say about backups. */
export interface Statement {
  readonly found: Found;
  readonly ledger: Ledger;
}

interface ReadFromOptions {
  /** That nothing is there says something as well. @default false */
  readonly mayBeEmpty?: boolean;
}

/** Reads objects from wherever they are. @throws CannotRun if that cannot be read, or holds none */
export async function readFrom(where: Where, io: Io, { mayBeEmpty = false }: ReadFromOptions = {}): Promise<Statement> {
  const { readers } = await import('../../engines');
  const found = await readFound(where, io, readers);
  const { files, base, name } = found;
  const ledger = readLedger([...files.values()].flat(), { readers, owners: folderOwners(files, base) });
  if (ledger.objects === 0 && !mayBeEmpty) {
    throw new CannotRun(`${name}: no object is there, so nothing can be said of backups`);
  }
  return { found, ledger };
}

/**
 * Objects as they are, from wherever they are.
 * @param readers of a live cluster the kinds of these are asked for
 * @throws CannotRun if that cannot be read
 */
export async function readFound(where: Where, io: Io, readers: readonly Reader[]): Promise<Found> {
  return 'typed' in where ? await readTyped(where.typed, io) : readLive(where, io, readers);
}

async function readTyped(typed: string, io: Io): Promise<Found> {
  if (typed === '-') {
    return await readStdin(io);
  }
  const [, revision, path] = /^git:([^:]+)(?::(.+))?$/s.exec(typed) ?? [];
  return revision === undefined ? readPath(typed) : readCommit(revision, path ?? readSettings().output);
}
