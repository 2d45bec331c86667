import { spawnSync } from 'node:child_process';
import { type Manifest, manifestsIn } from './manifest-tree';
import { program } from './programs';

/** The objects that kustomize makes of a folder, with the files that the folder names and no others. */
export function kustomizeBuild(dir: string): Manifest[] {
  const { status, stdout, stderr } = spawnSync(program('kustomize'), ['build', dir], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`kustomize build ${dir}: ${stderr.trim()}`);
  return manifestsIn({ path: `kustomize build ${dir}`, text: stdout });
}
