import { fluxKustomizations } from '../../support/flux-graph';
import { isKustomizeConfig, type Manifest, type ManifestFile, manifestsIn } from '../../support/manifest-tree';

/** What one Flux Kustomization applies. */
export interface Step {
  readonly name: string;
  readonly objects: readonly Manifest[];
}

/** The objects of a tree as Flux applies them: a Kustomization after the ones that it depends on. */
export function fluxOrder(files: readonly ManifestFile[]): Step[] {
  const manifests = files
    .filter((file) => !isKustomizeConfig(file))
    .flatMap((file) => manifestsIn(file).map((manifest) => ({ path: file.path, manifest })));
  const kustomizations = fluxKustomizations(manifests.map(({ manifest }) => manifest));
  const open = new Map(kustomizations.map((each) => [each.metadata.name, each]));
  const steps: Step[] = [];
  while (open.size > 0) {
    const ready = [...open.values()].filter(({ spec }) => !(spec.dependsOn ?? []).some(({ name }) => open.has(name)));
    if (ready.length === 0) throw new Error(`these wait for each other: ${[...open.keys()].join(', ')}`);
    for (const { metadata, spec } of ready) {
      const folder = `${spec.path?.replace(/^(\.\/)?dist\//, '')}/`;
      const objects = manifests.filter(({ path }) => path.startsWith(folder)).map(({ manifest }) => manifest);
      steps.push({ name: metadata.name, objects });
      open.delete(metadata.name);
    }
  }
  return [...steps, { name: 'flux-system', objects: kustomizations }];
}
