import { lstatSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import type { EmptiedFolder } from './state';

/**
 * The folder that `cdk8s synth` has removed before it started this program, which it tells by `CDK8S_OUTDIR`.
 * `undefined` where nothing is missing, and where another command started the program.
 */
export function findEmptiedFolder(): EmptiedFolder | undefined {
  const told = process.env.CDK8S_OUTDIR;
  if (!told) {
    return undefined;
  }
  const unasked = isForStdout(told);
  const shown = unasked ? configuredOutput() : told;
  return shown === undefined || isThere(shown) ? undefined : { folder: resolve(shown), shown, unasked };
}

export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** With `--stdout` the CLI has the program write into a folder for temporary files, and still empties the other. */
function isForStdout(folder: string): boolean {
  return resolve(dirname(folder)) === resolve(tmpdir()) && /^cdk8s-\w{6}$/.test(basename(folder)) && isThere(folder);
}

function configuredOutput(): string | undefined {
  // Loaded for this alone: what is preloaded must be small.
  const { parse } = require('yaml') as typeof import('yaml');
  try {
    const output: unknown = parse(readFileSync('cdk8s.yaml', 'utf8'))?.output;
    return typeof output === 'string' ? output : undefined;
  } catch {
    // The CLI has read it, so this is no file of its.
    return undefined;
  }
}
