import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../support/project';
import { type MoverVersion, moverVersion } from './mover-script';
import { tellSftpStory } from './mover-sftp';
import { tellMoverStory } from './mover-story';
import type { Told } from './mover-teller';

/** What the mover's script did when it was last asked, and which script that was. */
export interface MoverRuns {
  readonly script: MoverVersion;
  readonly runs: readonly Told[];
}

/** Written by `npm run e2e:record`, where `MOVER_DIR` is set. */
export const RECORDED_RUNS = join(projectRoot, 'test/e2e/recorded/mover-runs.json');

export function recordedRuns(): MoverRuns {
  return JSON.parse(readFileSync(RECORDED_RUNS, 'utf8'));
}

/** What it does now. Throws where it is not here. */
export async function runMovers(): Promise<MoverRuns> {
  const script = moverVersion();
  return { script, runs: [...(await tellMoverStory()), ...(await tellSftpStory())] };
}
