import { join } from 'node:path';
import { exampleProjects } from '../../scripts/examples/example-projects';
import type { ChartName } from './charts';
import { isKustomizeConfig, type Manifest, type ManifestFile, manifestsIn, readTree } from './manifest-tree';
import { platformZooFiles } from './platform-zoo';
import { projectRoot } from './project';
import { sopsFiles } from './sops-cluster';

/** A release, and what else is in the tree that it is of. */
export interface Release {
  readonly of: string;
  readonly chart: ChartName;
  readonly release: Manifest;
  /** The objects of its folder. */
  readonly beside: readonly Manifest[];
}

/** The releases of `dist/`, of the examples and of everything that the tests combine. */
export function allReleases(): readonly Release[] {
  const written = ['dist', ...exampleProjects().map((each) => join('examples', each, 'dist'))];
  return [
    ...written.flatMap((tree) => releasesIn(tree, readTree(join(projectRoot, tree)))),
    ...platformZooFiles().flatMap((files, tree) => releasesIn(`zoo ${tree}`, filesOf(files))),
    ...releasesIn('sops', filesOf(sopsFiles())),
  ];
}

/** The releases of `dist/`. */
export function ownReleases(): readonly Release[] {
  return releasesIn('dist', readTree(join(projectRoot, 'dist')));
}

function filesOf(files: ReadonlyMap<string, string>): ManifestFile[] {
  return [...files].map(([path, text]) => ({ path, text }));
}

function releasesIn(tree: string, files: readonly ManifestFile[]): Release[] {
  return files
    .filter((file) => !isKustomizeConfig(file))
    .flatMap((file) => {
      const objects = manifestsIn(file);
      return objects
        .filter(({ kind }) => kind === 'HelmRelease')
        .map((release) => {
          const beside = objects.filter((each) => each !== release);
          return { of: `${tree}: ${file.path}`, chart: chartOf(release, beside), release, beside };
        });
    });
}

function chartOf({ spec }: Manifest, beside: readonly Manifest[]): ChartName {
  const { chartRef } = spec as { readonly chartRef: { readonly name: string } };
  const source = beside.find(({ kind, metadata }) => kind === 'OCIRepository' && metadata.name === chartRef.name);
  const { url = '' } = (source?.spec ?? {}) as { readonly url?: string };
  return url.includes('volsync') ? 'volsync' : 'app-template';
}

/** The values of a release. */
export function valuesOf({ spec }: Manifest): Record<string, unknown> {
  return (spec as { readonly values: Record<string, unknown> }).values;
}

/** A release with every variable of Flux filled in. */
export function filledIn({ release, ...others }: Release): Release {
  return { ...others, release: JSON.parse(JSON.stringify(release).replace(/\$\{\w+\}/g, 'example.org')) };
}
