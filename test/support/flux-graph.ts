import { posix } from 'node:path';
import type { Manifest } from './manifest-tree';

interface FluxKustomization extends Manifest {
  readonly spec: {
    readonly path?: string;
    readonly dependsOn?: { readonly name: string; readonly namespace?: string }[];
  };
}

export function fluxKustomizations(manifests: Manifest[]): FluxKustomization[] {
  return manifests.filter(
    (manifest): manifest is FluxKustomization =>
      manifest.apiVersion.startsWith('kustomize.toolkit.fluxcd.io/') && manifest.kind === 'Kustomization',
  );
}

/** Each folder must be applied, and by one Kustomization only: two would fight over its objects. */
export function coverageProblems(kustomizations: FluxKustomization[], folders: string[]): string[] {
  const covers = kustomizations.map(({ metadata, spec }) => ({
    name: metadata.name,
    path: posix.normalize(spec.path ?? '.').replace(/\/$/, ''),
  }));
  const astray = covers.filter(({ path }) => !folders.includes(path));
  const counted = folders.map((folder) => ({
    folder,
    names: covers.filter(({ path }) => path === folder).map(({ name }) => name),
  }));
  return [
    ...astray.map(({ name, path }) => `${name}: spec.path ${path} is no folder of a chart`),
    ...counted
      .filter(({ names }) => names.length !== 1)
      .map(({ folder, names }) => `${folder}: applied by ${names.join(' and ') || 'nobody'}`),
  ];
}

/**
 * Flux waits for ever for a Kustomization that does not exist, or that waits for the one that waits for it.
 * @param elsewhere those that are made elsewhere, as `<namespace>/<name>`
 */
export function dependencyProblems(kustomizations: FluxKustomization[], elsewhere: readonly string[] = []): string[] {
  const graph = new Map(kustomizations.map((each) => [idOf(each), dependenciesOf(each)]));
  const unknown = [...graph].flatMap(([id, dependencies]) =>
    dependencies
      .filter((dependency) => !graph.has(dependency) && !elsewhere.includes(dependency))
      .map((dependency) => `${id}: no ${dependency} to wait for`),
  );
  const circular = [...graph.keys()]
    .filter((id) => reachable(graph, id).has(id))
    .map((id) => `${id}: waits for itself`);
  return [...unknown, ...circular];
}

function idOf({ metadata }: FluxKustomization): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function dependenciesOf({ metadata, spec }: FluxKustomization): string[] {
  return (spec.dependsOn ?? []).map(({ name, namespace }) => `${namespace ?? metadata.namespace}/${name}`);
}

function reachable(graph: ReadonlyMap<string, string[]>, start: string): Set<string> {
  const seen = new Set<string>();
  const open = [...(graph.get(start) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return seen;
}
