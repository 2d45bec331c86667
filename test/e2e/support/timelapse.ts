import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot as Filed } from '../../../src/model/plan/kept-snapshots';
import { cronFields } from '../../../src/model/schedule/cron';
import { minutesOfDay } from '../../../src/model/schedule/cron-calendar';
import { program } from '../../support/programs';
import type { BackupSite } from './backup-site';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** When a cron text that runs every day runs, from one midnight of UTC on. */
export function runsOf(cron: string, from: number, days: number): number[] {
  const [minute = '*', hour = '*'] = cronFields(cron);
  const minutes = minutesOfDay(minute, hour);
  return Array.from({ length: days }, (_, day) => minutes.map((each) => from + day * DAY + each * MINUTE)).flat();
}

/**
 * Files snapshots of a source in the NAS' repository by Kopia's own code, without a run of Kopia for each.
 * @returns when those that are left began, after each
 */
export function fileSnapshots(site: BackupSite, source: string, snapshots: readonly Filed[]): number[][] {
  const [, username, hostname] = /^([^@]+)@([^:]+):/.exec(source) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'timelapse-'));
  try {
    const configFile = join(folder, 'repository.config');
    const storage = { type: 'filesystem', config: { path: site.nas } };
    writeFileSync(configFile, JSON.stringify({ storage, username, hostname }));
    const { status, stdout, stderr } = spawnSync(program('kopia-timelapse'), {
      input: JSON.stringify({
        configFile,
        source,
        snapshots: snapshots.map(({ start, complete }) => ({
          startTime: new Date(start).toISOString(),
          incomplete: complete ? '' : 'checkpoint',
        })),
      }),
      env: { KOPIA_PASSWORD: site.vault.kopia?.KOPIA_PASSWORD },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`kopia-timelapse: ${stderr.trim()}`);
    return JSON.parse(stdout) as number[][];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
