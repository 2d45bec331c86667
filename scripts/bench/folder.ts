import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Linux keeps files in memory there: a disk would add the same waiting to both sides and bring the ratios near to 1.
const MEMORY = '/dev/shm';

/** Runs work in a fresh folder and removes that afterwards. */
export function inFolder<T>(work: (folder: string) => T, parent = existsSync(MEMORY) ? MEMORY : tmpdir()): T {
  const folder = mkdtempSync(join(parent, 'bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
