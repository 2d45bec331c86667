import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudSyncCronJob,
  daily,
  destination,
  type GitOpsApp,
  InitializeRepository,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  KopiaVerify,
  VolsyncApp,
} from '../../src';
import { emitted, only, runJob, withFields } from './support/backup-site';
import { counted } from './support/counts';
import { count, differences, readTree, type Tree, withoutFolderTimes } from './support/file-tree';
import { backupPod, maintenancePod, restorePod } from './support/mover';
import { runMover, snapshotsFor } from './support/mover-run';
import { blobsOnDisk } from './support/repository-blobs';
import { makeSampleTree } from './support/sample-tree';
import { sftpCluster } from './support/sftp-cluster';
import { needsSshd } from './support/sftp-server';
import { type SftpSite, startSftpSite } from './support/sftp-site';
import { describeSite } from './support/site-needs';

const FILES = 500;
const succeeded = expect.objectContaining({ phase: 'Succeeded' });
const failed = (message: string) => ({ phase: 'Failed', message: expect.stringContaining(message) });

jest.setTimeout(300_000);

// One story: each part goes on where the one before has ended.
function suite() {
  let site: SftpSite;
  let cluster: ReturnType<typeof sftpCluster>;
  let data: string;
  let original: Tree;
  let files = 0;

  beforeAll(async () => {
    site = await startSftpSite();
    cluster = sftpCluster(site.server.knownHosts);
    data = join(site.scratch, 'data');
    makeSampleTree(data, FILES);
    original = readTree(data);
  });

  afterAll(async () => {
    counted('SFTP and claim', 'files compared after a restore', files);
    await site?.stop();
  });

  type Name = keyof typeof cluster.repositories;
  const objectsOf = (build: (app: GitOpsApp) => void) => emitted(build, cluster);
  const job = (build: (app: GitOpsApp) => void, vault = site.vault) => {
    const objects = objectsOf(build);
    const [found] = objects.filter(({ kind }) => kind.endsWith('Job'));
    if (!found) throw new Error('there is no Job');
    return runJob(site, objects, found, vault);
  };
  const initialize = (name: Name) => (app: GitOpsApp) =>
    new InitializeRepository(app.chart('storage', 'new'), { repository: cluster.repositories[name] });
  const verify = (name: Name) => (app: GitOpsApp) =>
    new KopiaVerify(app.chart('storage', 'verify'), { repository: cluster.repositories[name], filesPercent: 100 });
  const maintain = (name: Name) => (app: GitOpsApp) =>
    new KopiaMaintenanceCronJob(app.chart('storage', 'upkeep'), { repository: cluster.repositories[name] });
  /** An app that is backed up there alone. */
  const romm = (name: Name) =>
    objectsOf((app) => {
      const repository = cluster.repositories[name];
      maintain(name)(app);
      new VolsyncApp(app.chart('games', 'romm'), {
        app: 'romm',
        destinations: [destination(repository, { schedule: daily, retention: { daily: 7 } })],
      });
    });

  describe.each(['key', 'password', 'claim'] as const)('of a repository that is reached by %s', (name) => {
    test('a Job makes it, and never a second time', async () => {
      expect(await job(initialize(name))).toEqual(succeeded);
      expect(await job(initialize(name))).toMatchObject(failed('found existing data in storage location'));
    });

    test('a mover fills it, and another brings every file back', async () => {
      const objects = romm(name);
      const source = only(objects, 'ReplicationSource');
      expect(await runMover(site, objects, source, backupPod, { romm: data })).toEqual(succeeded);

      const restore = only(objects, 'ReplicationDestination');
      const [snapshot, ...others] = await snapshotsFor(site, objects, restore);
      expect(others).toEqual([]);
      const folder = join(site.scratch, `from-${name}`);
      mkdirSync(folder);
      const make = (...from: Parameters<typeof backupPod>) => restorePod(...from, snapshot?.id ?? 'none', 'romm');
      expect(await runMover(site, objects, restore, make, { romm: folder })).toEqual(succeeded);
      const found = readTree(folder);
      files += count(found, 'file');
      expect(differences(withoutFolderTimes(original), withoutFolderTimes(found))).toEqual([]);
    });

    test('it is verified to the last file, and maintained', async () => {
      const { phase, message } = await job(verify(name));
      expect([phase, message]).toEqual(['Succeeded', expect.stringMatching(/Finished processing \d+ objects/)]);
      const { logs } = await job(maintain(name));
      expect(logs.maintenance).toContain('Finished full maintenance');
    });
  });

  describe("VolSync's own maintenance", () => {
    const maintained = (name: Name) =>
      objectsOf((app) => new KopiaMaintenance(app.chart('storage', 'own'), { repository: cluster.repositories[name] }));

    test.each(['password', 'claim'] as const)('opens a repository that is reached by %s', async (name) => {
      const objects = maintained(name);
      const { phase, logs } = await runMover(site, objects, only(objects, 'KopiaMaintenance'), maintenancePod);
      expect([phase, logs.full]).toEqual(['Succeeded', expect.stringContaining('Finished full maintenance')]);
    });

    test('cannot use a private key, which comes to it as text', async () => {
      const objects = [...romm('key'), ...maintained('password')];
      const { spec, ...object } = only(objects, 'KopiaMaintenance');
      const byKey = {
        ...object,
        metadata: { ...object.metadata, namespace: 'games' },
        spec: { ...(spec as object), repository: { repository: 'romm-volsync-secret' } },
      };
      expect(await runMover(site, objects, byKey, maintenancePod)).toMatchObject(
        failed('error reading private key file'),
      );
    });
  });

  test('the volume is copied to the server, blob by blob, where somebody says that a copy begins', async () => {
    const { claim: from, copy: to } = cluster.repositories;
    const sync = (firstSeeding: boolean) => (app: GitOpsApp) =>
      new CloudSyncCronJob(app.chart('storage', 'sync'), { from, to, firstSeeding });
    expect(await job(sync(false))).toMatchObject(failed('destination repository does not have a format blob'));
    expect(await job(sync(true))).toEqual(succeeded);
    expect(await job(sync(false))).toEqual(succeeded);
    const blobs = blobsOnDisk(site.volume);
    expect(blobs.size).toBeGreaterThan(5);
    expect(blobsOnDisk(join(site.server.folder, 'copy'))).toEqual(blobs);
    expect(await job(verify('copy'))).toEqual(succeeded);
  });

  test.each<[title: string, name: Name, fields: (site: SftpSite) => Record<string, string>, message: string]>([
    ['another password', 'password', () => ({ PASSWORD: 'another' }), 'ssh: unable to authenticate'],
    [
      'a key that nobody has heard of',
      'key',
      ({ server }) => ({ KNOWN_HOSTS: server.knownHosts.replaceAll('box', 'other') }),
      'knownhosts: key is unknown',
    ],
    [
      'of two keys the one that ssh would ask for',
      'key',
      ({ server }) => ({ KNOWN_HOSTS: /^.* ssh-ed25519 .*$/m.exec(server.knownHosts)?.[0] ?? '' }),
      'knownhosts: key mismatch',
    ],
  ])('%s does not open a server, and the pod says why', async (_, name, fields, message) => {
    const vault = withFields(site.vault, 'box', fields(site));
    expect(await job(verify(name), vault)).toMatchObject(failed(message));
  });
}

describeSite('SFTP and claim', suite, [], { "OpenSSH's server": needsSshd });
