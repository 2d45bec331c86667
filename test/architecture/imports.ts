import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { preProcessFile, resolveModuleName, sys } from 'typescript';
import { projectRoot } from '../support/project';

/** What every file of `src` imports from this project, types included; paths are below the project's root. */
export function importsOfSources(): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join('src', file));
  return new Map(files.sort().map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  const path = join(projectRoot, file);
  const { importedFiles } = preProcessFile(readFileSync(path, 'utf8'), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => resolved(fileName, path));
}

function resolved(specifier: string, from: string): string {
  const { resolvedModule } = resolveModuleName(specifier, from, {}, sys);
  if (resolvedModule === undefined) {
    throw new Error(`${relative(projectRoot, from)} imports ${specifier}, and no such file is there`);
  }
  return relative(projectRoot, resolvedModule.resolvedFileName);
}

/** A circle among imports, as the files on it; none where there is none. */
export function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(file)) {
      return [...trail.slice(trail.indexOf(file)), file];
    }
    if (done.has(file)) {
      return [];
    }
    done.add(file);
    for (const next of imports.get(file) ?? []) {
      const circle = visit(next, [...trail, file]);
      if (circle.length > 0) {
        return circle;
      }
    }
    return [];
  };
  for (const file of imports.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) {
      return circle;
    }
  }
  return [];
}

/** The room of a file: its folder below `src`, an engine's name included; `''` for what lies in `src` itself. */
export function roomOf(file: string): string {
  const [top, first = '', second = ''] = dirname(file).split('/');
  if (top !== 'src') {
    return top ?? '';
  }
  return first === 'engines' && second !== '' ? `engines/${second}` : first;
}
