import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { parseAllDocuments } from 'yaml';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

export interface ManifestFile {
  /** Relative to the tree, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What stands beside the manifests for people, and no list of kustomize names. */
const FOR_PEOPLE = new Set(['README.md', 'acknowledged.json']);

/** Every file below a folder that is for programs. A folder that is not there, or holds nothing, is an error: it would pass any check. */
export function readTree(dir: string): ManifestFile[] {
  if (!existsSync(dir)) throw new Error(`${dir} does not exist: run \`npm run synth\``);
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (entries.length === 0) throw new Error(`${dir} is empty: run \`npm run synth\``);
  return entries
    .filter(({ name }) => !FOR_PEOPLE.has(name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      path: path.slice(dir.length + 1).replaceAll(sep, '/'),
      text: readFileSync(path, 'utf8'),
    }));
}

/** Files that kustomize reads as its own configuration, never as objects. */
export function isKustomizeConfig({ path }: ManifestFile): boolean {
  return basename(path) === 'kustomization.yaml';
}

/** The objects of a file, as kubectl and Flux understand it. */
export function manifestsIn({ path, text }: ManifestFile): Manifest[] {
  return parseAllDocuments(text, { version: '1.1' }).map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${path}: ${error.message}`);
    return document.toJS() as Manifest;
  });
}

/** What makes an object that object in a cluster: the version of its API does not. */
export function identity({ apiVersion, kind, metadata }: Manifest): string {
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : 'core';
  return `${group}/${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}
