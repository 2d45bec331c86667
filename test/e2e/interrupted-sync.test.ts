import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CloudSyncCronJob, type CloudSyncCronJobProps, KopiaMaintenanceCronJob, KopiaVerify } from '../../src';
import { home } from '../../src/home/cluster';
import {
  type BackupSite,
  calling,
  emitted,
  nas,
  nodeOf,
  only,
  podFrom,
  podSpecOf,
  runJob,
  startBackupSite,
  startJob,
  withFields,
} from './support/backup-site';
import { counted } from './support/counts';
import { changesSince, cutAfter, spread } from './support/cut';
import type { Snapshot } from './support/mover-run';
import { type PodResult, runPod } from './support/pod';
import { type Blobs, blobsInBucket, blobsOnDisk } from './support/repository-blobs';
import type { Vault } from './support/secrets';
import { describeSite } from './support/site-needs';
import { backUpFolders, initializeNas, makeFolders } from './support/small-repository';

const { r2 } = home.repositories;
const OLD = 48;
const succeeded = expect.objectContaining({ phase: 'Succeeded' });

jest.setTimeout(600_000);

describeSite('a sync that is killed', () => {
  let site: BackupSite;
  let original: Blobs;
  let cutPoints = 0;
  const sync = (props: Partial<CloudSyncCronJobProps>) =>
    emitted((app) => new CloudSyncCronJob(app.chart('storage', 'sync'), { from: nas, to: r2, ...props }));
  const verify = emitted((app) => new KopiaVerify(app.chart('storage', 'v'), { repository: r2, filesPercent: 100 }));

  beforeAll(async () => {
    site = await startBackupSite();
    await initializeNas(site);
    await backUp('old', OLD);
    original = blobsOnDisk(site.nas);
  });

  afterAll(async () => {
    counted('faults', 'cut points', cutPoints);
    await site?.stop();
  });

  /** Adds as many snapshots, a run of Kopia each, in two movers at once. */
  async function backUp(name: string, snapshots: number): Promise<void> {
    const data = join(site.scratch, 'data');
    const folders = Array.from({ length: snapshots }, (_, index) => `${name}-${index}`);
    makeFolders(data, folders, 'contents');
    const half = snapshots / 2;
    await Promise.all([folders.slice(0, half), folders.slice(half)].map((each) => backUpFolders(site, data, each)));
  }

  /** A bucket of its own for one cut, and the vault that names it. */
  function newBucket(name: string): { bucket: string; blobs: string; vault: Vault } {
    const bucket = site.r2.bucket(name);
    mkdirSync(join(bucket, 'nas'), { recursive: true });
    return {
      bucket,
      blobs: join(bucket, 'nas'),
      vault: withFields(site.vault, 'cloudflare', { VOLSYNC_KOPIA_R2_BUCKET: name }),
    };
  }

  /** Calls Kopia in the pod that verifies the copy. */
  async function inVerifier(vault: Vault, ...args: string[]): Promise<PodResult> {
    const job = only(verify, 'CronJob');
    return runPod(podFrom(site, job, calling(podSpecOf(job), ...args)), nodeOf(site, verify, vault));
  }

  async function snapshotsIn(vault: Vault): Promise<Snapshot[] | undefined> {
    const { phase, message } = await inVerifier(vault, 'snapshot', 'list', '--all', '--json');
    return phase === 'Succeeded' ? JSON.parse(message) : undefined;
  }

  test('while it makes the copy is made up for by the next one', async () => {
    const seeding = sync({ firstSeeding: true });
    const sizes = new Set<number>();
    for (const cut of spread(14, original.size - 16)) {
      const { bucket, blobs, vault } = newBucket(`seed-${cut}`);
      const killed = await cutAfter(cut, blobs, () => startJob(site, seeding, only(seeding, 'CronJob'), vault));
      expect(killed.phase).toBe('Failed');
      const { size } = blobsInBucket(bucket, 'nas/');
      if (size < original.size) sizes.add(size);
      const next = sync({});
      expect(await runJob(site, next, only(next, 'CronJob'), vault)).toEqual(succeeded);
      expect(blobsInBucket(bucket, 'nas/')).toEqual(original);
      expect(await runJob(site, verify, only(verify, 'CronJob'), vault)).toEqual(succeeded);
    }
    expect(sizes.size).toBeGreaterThanOrEqual(12);
    cutPoints += sizes.size;
  });

  describe('while it brings the copy up to date', () => {
    let complete: string;
    let before: ReadonlySet<string>;

    beforeAll(async () => {
      const { blobs, vault } = newBucket('complete');
      const seeding = sync({ firstSeeding: true });
      expect(await runJob(site, seeding, only(seeding, 'CronJob'), vault)).toEqual(succeeded);
      complete = blobs;
      before = new Set(readdirSync(blobs));
      await backUp('new', 12);
      const maintenance = emitted((app) => new KopiaMaintenanceCronJob(app.chart('storage', 'm'), { repository: nas }));
      const job = only(maintenance, 'CronJob');
      // Without its hours of patience, so that it puts packs together and removes what is left over today.
      const run = calling(podSpecOf(job), 'maintenance', 'run', '--full', '--safety=none');
      for (let time = 0; time < 2; time++) {
        expect(await runPod(podFrom(site, job, run), nodeOf(site, maintenance))).toEqual(succeeded);
      }
    });

    /** Old snapshots, each with all its files, as the copy has them now. */
    async function expectOldSnapshots(vault: Vault): Promise<void> {
      const old = (await snapshotsIn(vault))?.filter(({ source }) => source.path.startsWith('/data/old-')) ?? [];
      expect(old).toHaveLength(OLD);
      const ids = old.map(({ id }) => id);
      expect(await inVerifier(vault, 'snapshot', 'verify', '--verify-files-percent=100', ...ids)).toEqual(succeeded);
    }

    /** A bucket with the same, repaired as docs/cloud-sync-cron-job.md says: without the indexes that came last. */
    function repair(copy: string, name: string): Vault {
      const { blobs, vault } = newBucket(name);
      cpSync(copy, blobs, { recursive: true, preserveTimestamps: true });
      const indexes = changesSince(before, blobs).added.filter((each) => each.startsWith('x'));
      for (const index of indexes) rmSync(join(blobs, index));
      return vault;
    }

    test.each(['add', 'mirror'] as const)(
      'mode %s, no old snapshot is lost, and the next one ends it',
      async (mode) => {
        const blobsNow = blobsOnDisk(site.nas);
        const gone = [...before].filter((name) => !blobsNow.has(name)).length;
        const added = [...blobsNow.keys()].filter((name) => !before.has(name)).length;
        const job = sync({ mode });
        const sizes = new Set<number>();
        let broken = 0;
        for (const cut of spread(8, added + (mode === 'mirror' ? gone : 0) - 8)) {
          const { bucket, blobs, vault } = newBucket(`${mode}-${cut}`);
          cpSync(complete, blobs, { recursive: true, preserveTimestamps: true });
          const killed = await cutAfter(cut, blobs, () => startJob(site, job, only(job, 'CronJob'), vault));
          expect(killed.phase).toBe('Failed');
          sizes.add(blobsInBucket(bucket, 'nas/').size);

          const whole = (await runJob(site, verify, only(verify, 'CronJob'), vault)).phase === 'Succeeded';
          if (!whole) broken++;
          await expectOldSnapshots(whole ? vault : repair(blobs, `${mode}-${cut}-repaired`));

          expect(await runJob(site, job, only(job, 'CronJob'), vault)).toEqual(succeeded);
          const made = blobsInBucket(bucket, 'nas/');
          expect(new Map([...made].filter(([name]) => blobsNow.has(name)))).toEqual(blobsNow);
          expect(made.size).toBe(blobsNow.size + (mode === 'add' ? gone : 0));
          expect(await runJob(site, verify, only(verify, 'CronJob'), vault)).toEqual(succeeded);
        }
        // Else nothing has been repaired, and nothing is known of the repair.
        if (mode === 'add') expect(broken).toBeGreaterThan(0);
        cutPoints += sizes.size;
        counted('faults', `cuts in mode ${mode} after which the copy wanted repair or the next sync`, broken);
      },
    );
  });
});
