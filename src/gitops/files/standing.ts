import { closeSync, lstatSync, openSync, readdirSync, readSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What stands where something else is to be. */
export interface Obstacle {
  readonly at: string;
  /** What it is, and what to do with it. */
  readonly is: string;
}

/**
 * What stands in a folder. A link to the folder is followed; one in it never is: what it leads to is somebody else's,
 * and would be overwritten or removed.
 */
export class Standing {
  private readonly known = new Map<string, Obstacle | undefined>();

  constructor(readonly root: string) {}

  /** What keeps a file from being written at a path below the root. */
  obstacleTo(path: string): Obstacle | undefined {
    const at = join(this.root, path);
    return this.aroundFilesIn(dirname(path)) ?? obstacle(at, lstatOf(at), 'file');
  }

  /** Whether there is anything at a path that {@link obstacleTo} finds no fault with. */
  has(path: string): boolean {
    return lstatOf(join(this.root, path)) !== undefined;
  }

  private aroundFilesIn(folder: string): Obstacle | undefined {
    if (!this.known.has(folder)) {
      const at = join(this.root, folder);
      this.known.set(
        folder,
        folder === '.' ? this.atRoot() : (this.aroundFilesIn(dirname(folder)) ?? obstacle(at, lstatOf(at), 'folder')),
      );
    }
    return this.known.get(folder);
  }

  private atRoot(): Obstacle | undefined {
    const target = statSync(this.root, { throwIfNoEntry: false });
    return target === undefined && lstatOf(this.root) !== undefined
      ? { at: this.root, is: 'it is a link that leads nowhere; remove it' }
      : obstacle(this.root, target, 'folder');
  }
}

function obstacle(at: string, entry: Stats | undefined, wanted: 'file' | 'folder'): Obstacle | undefined {
  if (entry === undefined || (wanted === 'file' ? entry.isFile() : entry.isDirectory())) {
    return undefined;
  }
  return entry.isSymbolicLink()
    ? { at, is: 'it is a link, and what it leads to is not to be touched; remove it' }
    : { at, is: `it stands where a ${wanted} is to be, and is ${kindOf(entry)}; move it away` };
}

function kindOf(entry: Stats): string {
  return entry.isFile() ? 'a file' : entry.isDirectory() ? 'a folder' : 'neither file nor folder';
}

function lstatOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/**
 * All files of a folder, by path below it. What links lead to is not in it; what git keeps of a repository is none of
 * its files; and where nobody may look, there is nothing that was made here.
 */
export function filesIn(folder: string, below = ''): string[] {
  const entries = entriesOf(join(folder, below)).filter(({ name }) => name !== '.git');
  return entries.flatMap((each) => {
    const path = `${below}${each.name}`;
    return each.isDirectory() ? filesIn(folder, `${path}/`) : each.isFile() ? [path] : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return [];
    }
    throw error;
  }
}

/** The first bytes of a file; none of one that may not be read. */
export function headOf(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(HEAD);
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, HEAD, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) {
      throw error;
    }
    return '';
  }
}

const HEAD = 4096;
