import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The packed package. */
export const tarball = fromSetup('PACKAGE_TARBALL');

/** An empty folder, as a consumer begins with, and the files that they write. */
export function emptyFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(fromSetup('PACKAGE_SCRATCH'), 'consumer-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set: the suite "package" of jest.config.js sets it`);
}
