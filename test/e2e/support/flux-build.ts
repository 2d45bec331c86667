import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Manifest, manifestsIn } from '../../support/manifest-tree';
import { program } from '../../support/programs';

export interface FluxKustomization extends Manifest {
  readonly spec: { readonly path?: string };
}

/** A Kustomization for a folder of a tree, with nothing but what Flux demands. */
export function kustomizationOf(folder: string): FluxKustomization {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'test', namespace: 'flux-system' },
    spec: {
      path: `./${folder}`,
      interval: '1h',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'flux-system' },
    } as FluxKustomization['spec'],
  };
}

/**
 * The objects that Flux's CLI makes of a Kustomization, strict about variables, without the labels by which Flux marks
 * them as its own.
 *
 * The CLI knows no Secret and no ConfigMap, and without any variable it leaves every text as it is. So variables are
 * given to it here, in the place of `substituteFrom`.
 *
 * @param tree the folder that the paths of Kustomizations start from; Flux does not read outside of it
 * @throws Error with what Flux says
 */
export function fluxBuild(
  tree: string,
  kustomization: FluxKustomization,
  variables: Readonly<Record<string, string>> = {},
): Manifest[] {
  const { name, namespace = '' } = kustomization.metadata;
  const scratch = mkdtempSync(join(tmpdir(), 'flux-'));
  try {
    const file = join(scratch, 'kustomization.json');
    const asked = Object.keys(variables).length === 0 ? {} : { postBuild: { substitute: variables } };
    writeFileSync(file, JSON.stringify({ ...kustomization, spec: { ...kustomization.spec, ...asked } }));
    const args = ['build', 'kustomization', name, '--namespace', namespace, '--kustomization-file', file];
    const { status, stdout, stderr } = spawnSync(
      program('flux'),
      [...args, '--path', kustomization.spec.path ?? '.', '--dry-run', '--strict-substitute', '--in-memory-build'],
      { cwd: tree, encoding: 'utf8', maxBuffer: 2 ** 28 },
    );
    if (status !== 0) throw new Error(`flux build kustomization ${name}: ${stderr.trim()}`);
    // Flux ends each object with `---`, so that the last document is none.
    const objects = manifestsIn({ path: `flux build kustomization ${name}`, text: stdout }).filter(Boolean);
    return objects.map((each) => withoutOwner(each, { name, namespace }));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function withoutOwner(object: Manifest, owner: { readonly name: string; readonly namespace: string }): Manifest {
  const { labels, ...metadata } = object.metadata as Manifest['metadata'] & { labels: Record<string, string> };
  const {
    'kustomize.toolkit.fluxcd.io/name': name,
    'kustomize.toolkit.fluxcd.io/namespace': namespace,
    ...own
  } = labels;
  if (name !== owner.name || namespace !== owner.namespace) {
    throw new Error(`${object.kind} ${metadata.name} is marked as built by ${namespace}/${name}`);
  }
  return { ...object, metadata: { ...metadata, ...(Object.keys(own).length > 0 && { labels: own }) } };
}
