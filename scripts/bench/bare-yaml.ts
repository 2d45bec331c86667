import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';

/** Plain objects by the file they belong into. */
export type Contents = ReadonlyMap<string, readonly unknown[]>;

export function readContents(folder: string): Contents {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (each) => each.isFile() && each.name.endsWith('.yaml'),
  );
  return new Map(
    files.map((each) => {
      const path = join(each.parentPath, each.name);
      const documents = parseAllDocuments(readFileSync(path, 'utf8'), { version: '1.1' });
      return [relative(folder, path), documents.map((document): unknown => document.toJS())];
    }),
  );
}

/** The least that any program has to do to write these objects: `stringify` as it comes, and one write per file. */
export function writeBare(contents: Contents, folder: string): void {
  for (const path of new Set([...contents.keys()].map((each) => dirname(each)))) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  for (const [path, objects] of contents) {
    writeFileSync(join(folder, path), objects.map((object) => stringify(object)).join('---\n'));
  }
}
