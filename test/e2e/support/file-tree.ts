import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What there is to compare of a file, a folder or a link. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly mode: string;
  /** Nanoseconds. */
  readonly modified: bigint;
  /** The hash of a file's contents, or where a link leads. */
  readonly content: string;
}

export type Tree = ReadonlyMap<string, Entry>;

/** All that is below a folder, and the folder itself as `.`. */
export function readTree(folder: string): Tree {
  const entries = new Map<string, Entry>();
  const visit = (path: string) => {
    entries.set(path, entryAt(join(folder, path)));
    if (entries.get(path)?.kind === 'folder') {
      for (const name of readdirSync(join(folder, path)).sort()) visit(join(path, name));
    }
  };
  visit('.');
  return entries;
}

function entryAt(path: string): Entry {
  const stat = lstatSync(path, { bigint: true });
  const entry = { mode: (stat.mode & 0o7777n).toString(8), modified: stat.mtimeNs };
  if (stat.isFile()) return { ...entry, kind: 'file', content: hash(readFileSync(path)) };
  if (stat.isSymbolicLink()) return { ...entry, kind: 'link', content: readlinkSync(path) };
  return { ...entry, kind: stat.isDirectory() ? 'folder' : 'other', content: '' };
}

function hash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A tree with no word on when folders were changed: Kopia gives each the time of the newest thing in it. */
export function withoutFolderTimes(tree: Tree): Tree {
  return new Map(
    [...tree].map(([path, entry]) => [path, entry.kind === 'folder' ? { ...entry, modified: 0n } : entry]),
  );
}

/** How many there are of a kind. */
export function count(tree: Tree, kind: Entry['kind']): number {
  return [...tree.values()].filter((each) => each.kind === kind).length;
}

/** What is not the same in two trees, a line each; at most so many that a person reads them. */
export function differences(expected: Tree, found: Tree): string[] {
  const paths = [...new Set([...expected.keys(), ...found.keys()])];
  return paths
    .map((path) => [path, show(expected.get(path)), show(found.get(path))] as const)
    .filter(([, before, after]) => before !== after)
    .map(([path, before, after]) => `${JSON.stringify(path)}: ${before} became ${after}`)
    .slice(0, 20);
}

function show(entry: Entry | undefined): string {
  return entry ? `${entry.kind} ${entry.mode} ${entry.modified} ${entry.content}` : 'nothing';
}
