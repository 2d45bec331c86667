import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { stagedPath } from '../files/staged';
import { foldersUpFrom } from '../program/place';

/**
 * A page that is made of what stands in files, and takes longer to make than all the rest: it is kept below
 * `node_modules/.cache` until one of them changes, or our own code does. Where there is no `node_modules`, it is made
 * every time.
 * @param name of the page; of one name one is kept
 */
export function keptPage(name: string, texts: readonly string[], make: () => string): string {
  const file = fileFor(name);
  if (file === undefined) {
    return make();
  }
  const key = hashOf([...texts, ...ownCode()]);
  const kept = read(file);
  if (kept?.startsWith(`${key}\n`)) {
    return kept.slice(key.length + 1);
  }
  const page = make();
  keep(file, `${key}\n${page}`);
  return page;
}

function fileFor(name: string): string | undefined {
  const project = foldersUpFrom(process.cwd()).find((each) => existsSync(join(each, 'node_modules')));
  const slot = `map-${hashOf([name]).slice(0, 12)}`;
  return project && join(project, 'node_modules/.cache/cdk8s-volsync-kopia', slot);
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const each of texts) {
    hash.update(`${each.length}\0${each}`);
  }
  return hash.digest('hex');
}

/** The rooms whose code decides what a page says. */
const ROOMS = ['ledger', 'engines', 'constructs', 'model', 'gitops/guard'];

/** Tells one state of our own code from another, without reading it. */
function ownCode(): readonly string[] {
  const root = resolve(__dirname, '../..');
  if (root.split(sep).includes('node_modules')) {
    // What is installed changes with its version, and all its files have one date.
    return versionsAbove(root);
  }
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((path) => join(room, path)),
  );
  return [...versionsAbove(root), ...files.filter((path) => /(?<!\.d)\.[jt]s$/.test(path)).map(stateOf)];

  function stateOf(path: string): string {
    const { size, mtimeMs } = statSync(join(root, path));
    return `${path} ${size} ${mtimeMs}`;
  }
}

function versionsAbove(folder: string): readonly string[] {
  return foldersUpFrom(folder)
    .slice(0, 3)
    .flatMap((each) => read(join(each, 'package.json')) ?? []);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** In one step, so that nobody reads half of it. Of a cache that cannot be written nothing is promised. */
function keep(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(stagedPath(file), text);
    renameSync(stagedPath(file), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) {
      throw error;
    }
  }
}
