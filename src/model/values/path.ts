import { isLine } from './line';

export function isAbsolutePath(path: unknown): path is string {
  return isLine(path) && /^\/[^\s]*$/.test(path) && !path.split('/').includes('..');
}

/** A folder, spelt alike however it is written. */
export function canonicalFolder(path: string): string {
  return `${path}/`.replace(/\/(\.?\/)+/g, '/');
}
