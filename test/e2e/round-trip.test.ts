import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudSyncCronJob, KopiaMaintenance, KopiaVerify, NfsInjectionPolicy, VolsyncApp } from '../../src';
import { home } from '../../src/home/cluster';
import type { Manifest } from '../support/manifest-tree';
import {
  type BackupSite,
  calling,
  distributed,
  emitted,
  nodeOf,
  only,
  podFrom,
  podSpecOf,
  runJob,
  startBackupSite,
} from './support/backup-site';
import { counted } from './support/counts';
import { count, differences, readTree, type Tree, withoutFolderTimes } from './support/file-tree';
import { backupPod, createPod, maintenancePod, restorePod } from './support/mover';
import { type MakeMover, runMover, snapshotsFor } from './support/mover-run';
import { runPod } from './support/pod';
import type { PodSpec } from './support/pod-spec';
import { lostNas } from './support/recovery';
import { blobsInBucket, blobsOnDisk } from './support/repository-blobs';
import { LONGEST_NAME, makeSampleTree } from './support/sample-tree';
import { describeSite } from './support/site-needs';
import { initializeNas } from './support/small-repository';

const FILES = 10_000;
const { b2, nas, r2 } = home.repositories;
const succeeded = expect.objectContaining({ phase: 'Succeeded' });
const failed = (message: string) => ({ phase: 'Failed', message: expect.stringContaining(message) });

jest.setTimeout(300_000);

// One story: each part goes on where the one before has ended.
describeSite('round trip of what is in dist/', () => {
  let site: BackupSite;
  let data: string;
  let original: Tree;
  let files = 0;
  let buckets: Record<'b2' | 'r2', string>;
  const romm = distributed('games/romm');
  // Of all that is declared in dist/, one app is backed up here.
  const verify = emitted((app) => {
    for (const repository of [nas, r2, b2]) new KopiaVerify(app.chart('storage', repository.name), { repository });
    new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: nas });
    new NfsInjectionPolicy(app.chart('storage', 'volsync-nfs'), { repository: nas });
    new CloudSyncCronJob(app.chart('storage', 'cloud-sync'), { from: nas, to: r2 });
    new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
  });
  const maintenance = distributed('storage/kopia-maintenance');

  beforeAll(async () => {
    site = await startBackupSite();
    buckets = { b2: site.b2.bucket('home-backups'), r2: site.r2.bucket('home-replica') };
    data = join(site.scratch, 'data');
    makeSampleTree(data, FILES);
    original = readTree(data);
    await initializeNas(site);
  });

  afterAll(async () => {
    counted('round trip', 'files compared after a restore', files);
    await site?.stop();
  });

  const move = (
    objects: readonly Manifest[],
    object: Manifest,
    make: MakeMover,
    claims?: Readonly<Record<string, string>>,
  ) => runMover(site, objects, object, make, claims);

  /** Restores as a ReplicationDestination says, into an empty folder, and compares. */
  async function restore(objects: readonly Manifest[], folder: string): Promise<string[]> {
    const destination = only(objects, 'ReplicationDestination');
    const newest = (await snapshotsFor(site, objects, destination)).at(-1)?.id ?? 'none';
    mkdirSync(join(site.scratch, folder));
    const restored = await move(objects, destination, (...from) => restorePod(...from, newest, 'romm'), {
      romm: join(site.scratch, folder),
    });
    expect(restored).toEqual(succeeded);
    const found = readTree(join(site.scratch, folder));
    files += count(found, 'file');
    return differences(withoutFolderTimes(original), withoutFolderTimes(found));
  }

  test('movers file every file of an app under its identity, on the NAS and in the cloud', async () => {
    const cloud = only(romm, 'ReplicationSource', 'romm-b2');
    expect(await move(romm, cloud, createPod)).toEqual(succeeded);
    for (const source of [only(romm, 'ReplicationSource', 'romm'), cloud]) {
      expect(await move(romm, source, backupPod, { romm: data })).toEqual(succeeded);
    }
    expect(await snapshotsFor(site, romm, only(romm, 'ReplicationDestination'))).toMatchObject([
      {
        source: { userName: 'romm', host: 'games', path: '/data' },
        stats: { fileCount: FILES, errorCount: 0, ignoredErrorCount: 0 },
        rootEntry: { summ: { symlinks: count(original, 'link'), dirs: count(original, 'folder'), numFailed: 0 } },
      },
    ]);
  });

  test('a copy begins where somebody says so, and nowhere else; then it is the same, blob by blob', async () => {
    const sync = distributed('storage/cloud-sync');
    expect(await runJob(site, sync, only(sync, 'CronJob'))).toMatchObject(
      failed('destination repository does not have a format blob'),
    );
    expect(blobsInBucket(buckets.r2, '')).toEqual(new Map());
    const seeding = emitted(
      (app) => new CloudSyncCronJob(app.chart('storage', 'seed'), { from: nas, to: r2, firstSeeding: true }),
    );
    expect(await runJob(site, seeding, only(seeding, 'CronJob'))).toEqual(succeeded);
    expect(await runJob(site, sync, only(sync, 'CronJob'))).toEqual(succeeded);
    const blobs = blobsOnDisk(site.nas);
    expect(blobsInBucket(buckets.r2, 'nas/')).toEqual(blobs);
    counted('round trip', 'blobs of the copy', blobs.size);
  });

  test('original and copy are verified, and neither changes by that', async () => {
    const before = [readTree(site.nas), readTree(buckets.r2)];
    for (const name of ['kopia-verify-nas', 'kopia-verify-r2', 'kopia-verify-b2']) {
      const result = await runJob(site, verify, only(verify, 'CronJob', name));
      expect(result).toEqual(succeeded);
      expect(result.message).toMatch(/Finished processing \d{5} objects/);
    }
    expect(differences(before[0] as Tree, readTree(site.nas))).toEqual([]);
    expect(differences(before[1] as Tree, readTree(buckets.r2))).toEqual([]);
  });

  test('an app comes back from the NAS', async () => {
    expect(await restore(romm, 'from-nas')).toEqual([]);
    // Kopia does not know that two names are one file.
    expect(lstatSync(join(data, 'links/hard-0')).nlink).toBe(2);
    expect(lstatSync(join(site.scratch, 'from-nas/links/hard-0')).nlink).toBe(1);
  });

  test('a name that is too long for a mover is backed up, and comes back by hand', async () => {
    const long = join(site.scratch, 'long');
    mkdirSync(long);
    writeFileSync(join(long, 'x'.repeat(LONGEST_NAME + 10)), 'contents');
    expect(await move(romm, only(romm, 'ReplicationSource', 'romm'), backupPod, { romm: long })).toEqual(succeeded);
    const destination = only(romm, 'ReplicationDestination');
    const newest = (await snapshotsFor(site, romm, destination)).at(-1)?.id ?? 'none';
    const back = join(site.scratch, 'long-back');
    mkdirSync(back);
    const mover = await move(romm, destination, (...from) => restorePod(...from, newest, 'romm'), { romm: back });
    expect(mover).toMatchObject(failed('file name too long'));
    const byHand = (...from: Parameters<MakeMover>) => {
      const spec = restorePod(...from, newest, 'romm');
      const { initContainers } = spec;
      return { ...calling(spec, 'snapshot', 'restore', newest, '/restore/data'), initContainers };
    };
    expect(await move(romm, destination, byHand, { romm: back })).toEqual(succeeded);
    expect(differences(withoutFolderTimes(readTree(long)), withoutFolderTimes(readTree(back)))).toEqual([]);
  });

  test('it comes back from its own repository in the cloud', async () => {
    const fromCloud = emitted((app) => {
      new NfsInjectionPolicy(app.chart('storage', 'policy'), { repository: nas });
      new KopiaMaintenance(app.chart('storage', 'maintenance'), { repository: nas });
      new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', capacity: '15Gi', restore: { from: b2 } });
    });
    expect(await restore(fromCloud, 'from-b2')).toEqual([]);
  });

  test('without the NAS nothing is copied, the copy still opens, and the app comes back from it', async () => {
    renameSync(site.nas, `${site.nas}-lost`);
    const sync = distributed('storage/cloud-sync');
    expect(await runJob(site, sync, only(sync, 'CronJob'))).toMatchObject({
      phase: 'Pending',
      message: expect.stringContaining('FailedMount'),
    });
    const copy = blobsInBucket(buckets.r2, 'nas/');
    const r2Verify = only(verify, 'CronJob', 'kopia-verify-r2');
    expect(await runJob(site, verify, r2Verify)).toEqual(succeeded);
    const node = nodeOf(site, verify);
    const list = podFrom(site, r2Verify, calling(podSpecOf(r2Verify), 'snapshot', 'list', '--all', '--json'));
    expect(JSON.parse((await runPod(list, node)).message)).toMatchObject([{ source: { userName: 'romm' } }]);

    expect(await restore(emitted(lostNas.app, lostNas.cluster), 'from-r2')).toEqual([]);
    // Movers of any kind leave a log.
    const added = [...blobsInBucket(buckets.r2, 'nas/')].filter(([name, hash]) => copy.get(name) !== hash);
    expect(added.filter(([name]) => !name.startsWith('_log_'))).toEqual([]);
  });

  test('a new NAS is filled from the copy, and everything goes on there', async () => {
    const job = only(verify, 'CronJob', 'kopia-verify-r2');
    const spec = podSpecOf(job);
    mkdirSync(site.nas);
    const back = calling(spec, 'repository', 'sync-to', 'filesystem', '--path=/new');
    const fill: PodSpec = {
      ...back,
      containers: back.containers.map((each) => ({
        ...each,
        volumeMounts: [...(each.volumeMounts ?? []), { name: 'new', mountPath: '/new' }],
      })),
      volumes: [...(spec.volumes ?? []), { name: 'new', persistentVolumeClaim: { claimName: 'new' } }],
    };
    const node = { ...nodeOf(site, verify), claims: { new: site.nas } };
    expect(await runPod(podFrom(site, job, fill), node)).toEqual(succeeded);
    expect(blobsOnDisk(site.nas)).toEqual(blobsInBucket(buckets.r2, 'nas/'));
    expect(await move(romm, only(romm, 'ReplicationSource', 'romm'), backupPod, { romm: data })).toEqual(succeeded);
    expect(await move(maintenance, only(maintenance, 'KopiaMaintenance'), maintenancePod)).toEqual(succeeded);
    const sync = distributed('storage/cloud-sync');
    expect(await runJob(site, sync, only(sync, 'CronJob', 'cloud-sync-r2'))).toEqual(succeeded);
    // What is in dist/ misses the backups of all other apps.
    expect(await runJob(site, verify, only(verify, 'CronJob', 'kopia-verify-nas'))).toEqual(succeeded);
  });
});
