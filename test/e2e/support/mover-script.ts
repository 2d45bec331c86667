import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../support/project';

/** The folder with VolSync's mover script, `mover-kopia` of the fork's repository. Throws where nothing names it. */
export function moverDir(): string {
  const { MOVER_DIR: dir } = process.env;
  if (!dir) throw new Error("MOVER_DIR is not set: it names the folder with the fork's mover-kopia/entry.sh");
  return dir;
}

/** Whether the script is here. Where it is not, what it did when it was last asked stands in for it. */
export function isMoverThere(): boolean {
  return Boolean(process.env.MOVER_DIR);
}

/** The folder with its script for Restic, beside that one. */
export function resticMoverDir(): string {
  return join(dirname(moverDir()), 'mover-restic');
}

/** Whether that is here. */
export function isResticMoverThere(): boolean {
  return isMoverThere() && existsSync(join(resticMoverDir(), 'entry.sh'));
}

/** Which script it is. */
export interface MoverVersion {
  /** The version of the fork that the tests build its controller from. */
  readonly fork: string;
  /** Of its text. */
  readonly sha256: string;
}

export function moverVersion(): MoverVersion {
  const text = readFileSync(join(moverDir(), 'entry.sh'));
  return { fork: pinnedFork(), sha256: createHash('sha256').update(text).digest('hex') };
}

export function pinnedFork(): string {
  const modules = readFileSync(join(projectRoot, 'test/e2e/programs/volsync/go.mod'), 'utf8');
  const [, version = ''] = /=> github\.com\/perfectra1n\/volsync (v[\d.]+)/.exec(modules) ?? [];
  return version;
}
