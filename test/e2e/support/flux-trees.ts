import type { GitOpsApp } from '../../../src';
import { isKustomizeConfig, type Manifest, type ManifestFile, manifestsIn } from '../../support/manifest-tree';
import { nasCluster } from '../../support/nas';
import { filesOf } from '../../support/synth';

/** A cluster whose apps need nothing else in their tree. */
export const cluster = nasCluster({ injectedElsewhere: true, maintainedElsewhere: true });

/** What an app writes, as it stands in the repository that Flux reads. */
export function treeOf(build: (app: GitOpsApp) => void): ManifestFile[] {
  return [...filesOf(build, cluster)].map(([path, text]) => ({ path: `dist/${path}`, text }));
}

/** The objects in a tree, or in a folder of it. */
export function objectsIn(tree: readonly ManifestFile[], folder = 'dist'): Manifest[] {
  return tree
    .filter((file) => file.path.startsWith(`${folder}/`) && !isKustomizeConfig(file))
    .flatMap((file) => manifestsIn(file));
}

/**
 * An app as a Kustomize component has it: the same objects in a folder of somebody's own, without what this library adds
 * to say who made them and that they must stay.
 */
export function componentTree(objects: readonly Manifest[], folder: string): ManifestFile[] {
  const bare = objects.map((each) => {
    const {
      labels: _,
      annotations: __,
      ...metadata
    } = each.metadata as Manifest['metadata'] & {
      readonly labels?: object;
      readonly annotations?: object;
    };
    const once = { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' };
    return { ...each, metadata: { ...metadata, ...(each.kind === 'PersistentVolumeClaim' && { labels: once }) } };
  });
  return [
    { path: `${folder}/kustomization.yaml`, text: JSON.stringify({ resources: ['app.yaml'] }) },
    { path: `${folder}/app.yaml`, text: bare.map((each) => `---\n${JSON.stringify(each)}\n`).join('') },
  ];
}
