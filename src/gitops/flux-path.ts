import { join, relative, resolve, sep } from 'node:path';
import type { Flux } from '../model/cluster/flux';
import type { Warning } from '../model/rules/problem';
import { show } from '../model/rules/show';
import { isScratch, repositoriesAround } from './program/place';

/**
 * `flux.path` says where Flux finds what is written into the output folder. The root of a GitRepository is that of the
 * repository around the folder; that of any other source, and of a checkout without its `.git`, may be any folder above
 * it. Nothing is said of scratch output, which Flux does not read.
 */
export function fluxPathWarnings(outdir: string, { path, source }: Pick<Flux, 'path' | 'source'>): Warning[] {
  const folder = resolve(outdir);
  if (isScratch(folder)) {
    return [];
  }
  const roots = source.kind === 'GitRepository' ? repositoriesAround(folder) : [];
  const isThere =
    roots.length > 0 ? roots.some((root) => join(root, path) === folder) : endsIn(folder, relative('.', join(path)));
  if (isThere) {
    return [];
  }
  const [root = process.cwd()] = roots;
  const right = show(['.', ...relative(root, folder).split(sep)].filter((each) => each !== '').join('/'));
  const text = `${show(path)} is not where the output is written, ${right} from the root of the source, so Flux would find nothing; write flux: { path: ${right} } in defineCluster, or set outdir to match`;
  return [{ field: 'flux.path', text, rule: 'F3' }];
}

function endsIn(folder: string, path: string): boolean {
  return path === '' || folder === join(sep, path) || folder.endsWith(join(sep, path));
}
