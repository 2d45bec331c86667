import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InitializeRepository, KopiaMaintenanceCronJob, type Repository } from '../../src';
import { home } from '../../src/home/cluster';
import {
  type BackupSite,
  calling,
  distributed,
  emitted,
  nas,
  nodeOf,
  only,
  podFrom,
  podSpecOf,
  runJob,
  startBackupSite,
} from './support/backup-site';
import { counted } from './support/counts';
import { differences, readTree } from './support/file-tree';
import { backupPod, createPod, maintenancePod } from './support/mover';
import { type MakeMover, runMover } from './support/mover-run';
import { runPod } from './support/pod';
import type { PodSpec } from './support/pod-spec';
import { describeSite } from './support/site-needs';

const succeeded = expect.objectContaining({ phase: 'Succeeded' });
const failed = (message: string) => ({ phase: 'Failed', message: expect.stringContaining(message) });

jest.setTimeout(120_000);

describeSite('creation and maintenance', () => {
  let site: BackupSite;
  let folders: Record<'nas' | 'r2', string>;

  beforeAll(async () => {
    site = await startBackupSite();
    site.b2.bucket('home-backups');
    folders = { nas: site.nas, r2: site.r2.bucket('home-replica') };
  });

  afterAll(() => site?.stop());

  const cronJobFor = (repository: Repository) =>
    emitted((app) => new KopiaMaintenanceCronJob(app.chart('storage', 'maintenance'), { repository }));

  /** Runs a pod like that of a repository's maintenance. */
  function likeMaintenance(repository: Repository, change: (spec: PodSpec) => PodSpec) {
    const objects = cronJobFor(repository);
    const job = only(objects, 'CronJob');
    return runPod(podFrom(site, job, change(podSpecOf(job))), nodeOf(site, objects));
  }

  async function ownerOf(repository: Repository): Promise<unknown> {
    const info = await likeMaintenance(repository, (spec) => calling(spec, 'maintenance', 'info', '--json'));
    return JSON.parse(info.message).owner;
  }

  describe.each(['nas', 'r2'] as const)('of %s', (name) => {
    const repository = name === 'nas' ? nas : home.repositories.r2;

    test('a Job makes the repository, owned by the maintainer, and never a second time', async () => {
      const objects = emitted((app) => new InitializeRepository(app.chart('storage', 'new'), { repository }));
      const job = only(objects, 'Job');
      expect(await runJob(site, objects, job)).toEqual(succeeded);
      const made = readTree(folders[name]);
      expect(await runJob(site, objects, job)).toMatchObject(failed('found existing data in storage location'));
      expect(differences(made, readTree(folders[name]))).toEqual([]);
      expect(await ownerOf(repository)).toBe('maintenance@volsync');
    });

    test('the CronJob maintains it, and takes over what a mover had made', async () => {
      const stranger = 'nobody@volsync-src-romm-x7k2p';
      const setOwner = (spec: PodSpec) => calling(spec, 'maintenance', 'set', `--owner=${stranger}`);
      expect(await likeMaintenance(repository, setOwner)).toEqual(succeeded);
      expect(await likeMaintenance(repository, (spec) => ({ ...spec, initContainers: [] }))).toMatchObject(
        failed(`maintenance must be run by designated user: ${stranger}`),
      );
      const objects = cronJobFor(repository);
      const { phase, logs } = await runJob(site, objects, only(objects, 'CronJob'));
      expect(phase).toBe('Succeeded');
      expect(logs.maintenance).toContain('Finished full maintenance');
      expect(await ownerOf(repository)).toBe('maintenance@volsync');
    });
  });

  test('VolSync maintains the repositories of dist/, the one of an app after it has claimed it', async () => {
    const shared = distributed('storage/kopia-maintenance');
    expect(await runMover(site, shared, only(shared, 'KopiaMaintenance'), maintenancePod)).toEqual(succeeded);

    const romm = distributed('games/romm');
    const source = only(romm, 'ReplicationSource', 'romm-b2');
    const data = join(site.scratch, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'file'), 'contents');
    expect(await runMover(site, romm, source, createPod)).toEqual(succeeded);
    expect(await runMover(site, romm, source, backupPod, { romm: data })).toEqual(succeeded);
    const own = only(romm, 'KopiaMaintenance');
    const withoutClaim = (...from: Parameters<MakeMover>) => {
      const spec = maintenancePod(...from);
      return { ...spec, initContainers: spec.initContainers?.filter(({ name }) => name !== 'owner') };
    };
    expect(await runMover(site, romm, own, withoutClaim)).toMatchObject(
      failed('maintenance must be run by designated user'),
    );
    expect(await runMover(site, romm, own, maintenancePod)).toEqual(succeeded);
    counted('maintenance', 'repositories created and maintained', 3);
  });
});
