import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type GitOpsApp, InitializeRepository, KopiaMaintenanceCronJob, KopiaVerify, VolsyncApp } from '../../src';
import { emitted, only, runJob } from './support/backup-site';
import { type BucketSite, buckets, startBucketSite } from './support/bucket-site';
import { counted } from './support/counts';
import { count, differences, readTree, type Tree, withoutFolderTimes } from './support/file-tree';
import { backupPod, maintenancePod, restorePod } from './support/mover';
import { runMover, snapshotsFor } from './support/mover-run';
import { makeSampleTree } from './support/sample-tree';
import { describeSite } from './support/site-needs';

const FILES = 200;
const succeeded = expect.objectContaining({ phase: 'Succeeded' });
const untrusted = { phase: 'Failed', message: expect.stringContaining('certificate signed by unknown authority') };

jest.setTimeout(300_000);

// One story: each part goes on where the one before has ended.
function suite() {
  const { minio } = buckets.repositories;
  let site: BucketSite;
  let data: string;
  let original: Tree;
  let files = 0;

  beforeAll(async () => {
    site = await startBucketSite();
    site.minio.bucket('backups');
    data = join(site.scratch, 'data');
    makeSampleTree(data, FILES);
    original = readTree(data);
  });

  afterAll(async () => {
    counted('custom CA', 'files compared after a restore', files);
    await site?.stop();
  });

  const objectsOf = (build: (app: GitOpsApp) => void) => emitted(build, buckets);
  const run = (build: (app: GitOpsApp) => void, configMaps = site.configMaps) => {
    const objects = objectsOf(build);
    const [found] = objects.filter(({ kind }) => kind.endsWith('Job'));
    if (!found) throw new Error('there is no Job');
    return runJob({ ...site, configMaps }, objects, found);
  };
  const initialize = (app: GitOpsApp) => new InitializeRepository(app.chart('storage', 'new'), { repository: minio });
  const maintain = (app: GitOpsApp) => new KopiaMaintenanceCronJob(app.chart('storage', 'up'), { repository: minio });
  const verify = (app: GitOpsApp) =>
    new KopiaVerify(app.chart('storage', 'verify'), { repository: minio, filesPercent: 100 });

  test('a Job makes the repository behind a certificate that nobody else trusts', async () => {
    const foreign = new Map([['storage/minio-ca', { 'ca.crt': 'not in PEM' }]]);
    expect(await run(initialize, foreign)).toMatchObject(untrusted);
    expect(await run(initialize)).toEqual(succeeded);
  });

  test('a mover fills it, and another brings every file back', async () => {
    const objects = objectsOf((app) => {
      maintain(app);
      new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
    });
    const source = only(objects, 'ReplicationSource');
    expect(await runMover(site, objects, source, backupPod, { romm: data })).toEqual(succeeded);
    const restore = only(objects, 'ReplicationDestination');
    const [snapshot, ...others] = await snapshotsFor(site, objects, restore);
    expect(others).toEqual([]);
    const folder = join(site.scratch, 'restored');
    mkdirSync(folder);
    const make = (...from: Parameters<typeof backupPod>) => restorePod(...from, snapshot?.id ?? 'none', 'romm');
    expect(await runMover(site, objects, restore, make, { romm: folder })).toEqual(succeeded);
    const found = readTree(folder);
    files += count(found, 'file');
    expect(differences(withoutFolderTimes(original), withoutFolderTimes(found))).toEqual([]);
  });

  test('it is verified to the last file, and maintained', async () => {
    expect(await run(verify)).toEqual(succeeded);
    const { phase, logs } = await run(maintain);
    expect([phase, logs.maintenance]).toEqual(['Succeeded', expect.stringContaining('Finished full maintenance')]);
  });

  test("VolSync's own maintenance would trust nobody, whatever its object says", async () => {
    const objects = objectsOf((app) => {
      maintain(app);
      new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
    });
    const source = only(objects, 'ReplicationSource');
    const { kopia } = source.spec as { kopia: { repository: string; customCA: object; moverSecurityContext: object } };
    const object = {
      ...source,
      kind: 'KopiaMaintenance',
      spec: {
        repository: { repository: kopia.repository, customCA: kopia.customCA },
        podSecurityContext: kopia.moverSecurityContext,
        moverPodLabels: {},
      },
    };
    expect(await runMover(site, objects, object, maintenancePod)).toMatchObject(untrusted);
  });
}

describeSite('custom CA', suite);
