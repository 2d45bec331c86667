import { basename, extname } from 'node:path';
import { isAlias, isNode, parseAllDocuments, visit } from 'yaml';
import { ambiguousScalars } from './go-yaml';
import { identity, isKustomizeConfig, type ManifestFile, manifestsIn } from './manifest-tree';

/** A rule over the files of a tree: the lines it returns are what is wrong. */
export type TreeRule = (files: ManifestFile[]) => string[];

const onlyYaml: TreeRule = (files) =>
  files.filter(({ path }) => extname(path) !== '.yaml').map(({ path }) => `${path}: not a .yaml file`);

const noEmptyFile: TreeRule = (files) =>
  files.filter((file) => !parseAllDocuments(file.text).some(hasContent)).map(({ path }) => `${path}: holds nothing`);

const noEmptyDocument: TreeRule = (files) =>
  files
    .filter(({ text }) => parseAllDocuments(text).some((document) => !hasContent(document)))
    .map(({ path }) => `${path}: has an empty document`);

/** cdk8s numbers all files as soon as one chart depends on another: every name changes with any new app. */
const noNumberedFile: TreeRule = (files) =>
  files.filter(({ path }) => /^\d{4}-/.test(basename(path))).map(({ path }) => `${path}: numbered name`);

/** Flux substitutes and edits document by document, people line by line: neither follows a reference. */
const noAnchor: TreeRule = (files) =>
  files.flatMap(({ path, text }) => anchorsIn(text).map((name) => `${path}: anchor or alias ${name}`));

/** A string must not turn into a number on its way to the cluster. */
const oneReading: TreeRule = (files) =>
  files.flatMap(({ path, text }) => ambiguousScalars(text).map((problem) => `${path}: ${problem}`));

const noObjectTwice: TreeRule = (files) => {
  const owners = new Map<string, string>();
  return objectsOf(files).flatMap(({ path, id }) => {
    const first = owners.get(id);
    owners.set(id, first ?? path);
    return first ? [`${path}: ${id} is also in ${first}`] : [];
  });
};

export const treeRules = {
  onlyYaml,
  noEmptyFile,
  noEmptyDocument,
  noNumberedFile,
  noAnchor,
  oneReading,
  noObjectTwice,
};

function objectsOf(files: ManifestFile[]): { readonly path: string; readonly id: string }[] {
  return files
    .filter((file) => !isKustomizeConfig(file))
    .flatMap((file) => manifestsIn(file).map((manifest) => ({ path: file.path, id: identity(manifest) })));
}

function hasContent(document: { readonly contents: unknown; toJS(): unknown }): boolean {
  return document.contents !== null && document.toJS() !== null;
}

function anchorsIn(text: string): string[] {
  const found: string[] = [];
  for (const document of parseAllDocuments(text)) {
    visit(document, (_, node) => {
      if (isAlias(node)) found.push(`*${node.source}`);
      else if (isNode(node) && node.anchor) found.push(`&${node.anchor}`);
    });
  }
  return found;
}
