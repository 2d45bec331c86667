import { posix } from 'node:path';
import { isRecord, type Loose, type LooseRecord, textAt } from './loose';

/** Objects by the file that they are in, paths below one folder. */
export type FileObjects = ReadonlyMap<string, readonly Loose[]>;

/**
 * Which Flux Kustomization applies each object of a folder, as `namespace/name`, by the `path` that Kustomizations in it
 * name. The nearest counts; where two would do, nothing is said.
 * @param base where the folder is in its repository, from whose root Flux counts; `''` is the root itself
 */
export function folderOwners(files: FileObjects, base: string): ReadonlyMap<LooseRecord, string> {
  const kustomizations = [...files.values()].flat().filter(isKustomization).map(ownerOf);
  const byFolder = new Map<string, string | undefined>();
  const owners = new Map<LooseRecord, string>();
  for (const [path, objects] of files) {
    const folder = posix.dirname(path);
    if (!byFolder.has(folder)) {
      byFolder.set(folder, applying(folder, base, kustomizations));
    }
    const owner = byFolder.get(folder);
    for (const each of owner === undefined ? [] : objects.filter(isRecord)) {
      owners.set(each, owner as string);
    }
  }
  return owners;
}

interface Applying {
  readonly owner: string;
  readonly path: string;
}

function isKustomization(object: Loose): object is LooseRecord {
  return (
    isRecord(object) &&
    textAt(object, 'kind') === 'Kustomization' &&
    textAt(object, 'apiVersion')?.startsWith('kustomize.toolkit.fluxcd.io/') === true
  );
}

function ownerOf(object: LooseRecord): Applying {
  const [namespace = '', name = ''] = ['namespace', 'name'].map((key) => textAt(object, 'metadata', key));
  return { owner: `${namespace}/${name}`, path: fromRoot(textAt(object, 'spec', 'path') ?? '') };
}

/** Whoever applies a folder, or the nearest above it that anybody applies. */
function applying(folder: string, base: string, all: readonly Applying[]): string | undefined {
  const below = folder === '.' ? '' : folder;
  const whole = fromRoot(posix.join(base, below));
  const exact = all.filter(({ path }) => path === whole);
  // Where the folder is in its repository is not always known: then the end of a path tells it.
  const found = exact.length > 0 ? exact : all.filter(({ path }) => below !== '' && path.endsWith(`/${below}`));
  if (found.length > 0) {
    return found.length === 1 ? found[0]?.owner : undefined;
  }
  return below === '' ? undefined : applying(posix.dirname(below), base, all);
}

/** A path as Flux takes it, `./dist/games` and `/dist/games/` alike. */
function fromRoot(path: string): string {
  return posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '');
}
