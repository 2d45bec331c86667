import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { FileObjects } from '../../ledger/folder-owners';
import type { Output } from '../render';
import { isSigned, isSignedByAny } from '../signature';
import type { Baseline } from './baseline';

/** What the files of a baseline held, and those that nobody can read. */
export interface Before {
  readonly files: FileObjects;
  readonly unreadable: readonly string[];
}

/**
 * The objects of a baseline. Only files that differ from what is written now are parsed: those of the others are those
 * that were just rendered.
 * @returns `undefined` where no file differs
 */
export function objectsBefore(output: Output, baseline: Baseline, folder: string): Before | undefined {
  const paths = baseline.paths.filter((path) => path.endsWith('.yaml'));
  const known = new Set(paths);
  const same = new Set(paths.filter((path) => baseline.has(path, output.files.get(path) ?? '')));
  const others = paths.filter((path) => !same.has(path));
  const texts = baseline.texts(others);
  const signature = output.header.replace(/^# /, '');
  const own = others.filter((path) => {
    const text = texts.get(path) ?? '';
    // What another cluster's app has made is its own, unless it stands where this one writes, or stands no longer.
    const left = isSignedByAny(text) && !existsSync(join(folder, path));
    return output.files.has(path) || isSigned(text, signature) || left;
  });
  if (own.length === 0 && [...output.written.keys()].every((path) => known.has(path))) {
    return undefined;
  }
  const files = new Map<string, readonly unknown[]>([...same].map((path) => [path, output.written.get(path) ?? []]));
  const unreadable: string[] = [];
  for (const path of own) {
    const objects = objectsIn(texts.get(path) ?? '');
    if (objects === undefined) {
      unreadable.push(path);
    } else {
      files.set(path, objects);
    }
  }
  return { files, unreadable };
}

function objectsIn(text: string): readonly unknown[] | undefined {
  const documents = parseAllDocuments(text, { logLevel: 'error' });
  if (documents.some(({ errors }) => errors.length > 0)) {
    return undefined;
  }
  return documents.map((each) => each.toJS() as unknown).filter((each) => each !== null && each !== undefined);
}
