import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudSyncCronJob, KopiaMaintenance, KopiaVerify, NfsInjectionPolicy, VolsyncApp } from '../../src';
import { home } from '../../src/home/cluster';
import { type BackupSite, emitted, nas, only, runJob, startBackupSite } from './support/backup-site';
import { counted } from './support/counts';
import { describeSite } from './support/site-needs';
import { backUp, initializeNas, makeFolders, seedCopy } from './support/small-repository';

const { b2, r2 } = home.repositories;
const romm = { namespace: 'games', source: 'romm' };
const plex = { namespace: 'entertainment', source: 'plex' };

/** Whom Kopia is told to be, beside what is declared: names that shells and readers of JSON stumble over. */
const STRANGER = `O'Brien "x"@lap top:/data ; $(exit 3) "numFailed":1,"incomplete":"`;

jest.setTimeout(300_000);

describeSite('KopiaVerify of what is declared', () => {
  let site: BackupSite;
  let data: string;
  let empty: string;
  let cases = 0;

  beforeAll(async () => {
    site = await startBackupSite();
    [data, empty] = [join(site.scratch, 'data'), join(site.scratch, 'empty')];
    makeFolders(data, ['one'], 'contents');
    mkdirSync(join(empty, 'lost+found'), { recursive: true });
    site.b2.bucket('home-backups');
    site.r2.bucket('home-replica');
    await initializeNas(site);
  });

  afterAll(async () => {
    counted('verify', 'runs against what is declared', cases);
    await site?.stop();
  });

  /** Verifies where romm and plex are declared; every six hours onto the NAS, daily into B2, the copy nightly. */
  async function verify(repository: typeof nas | typeof b2 | typeof r2) {
    cases += 1;
    const objects = emitted((app) => {
      new KopiaVerify(app.chart('storage', 'verify'), { repository });
      new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: nas });
      new NfsInjectionPolicy(app.chart('storage', 'volsync-nfs'), { repository: nas });
      new CloudSyncCronJob(app.chart('storage', 'cloud-sync'), { from: nas, to: r2 });
      new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
      new VolsyncApp(app.chart('entertainment', 'plex'), { app: 'plex' });
    });
    const job = only(objects, 'CronJob', `kopia-verify-${repository.name}`);
    const { phase, logs } = await runJob(site, objects, job);
    const [, wrong] = (logs.verify ?? '').split('\nWrong:\n');
    return { phase, said: wrong?.trim().split('\n') ?? [logs.verify?.trim().split('\n').at(-1)] };
  }

  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const at = (time: Date) => `--start-time=${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const well = (repositories: number) => ({
    phase: 'Succeeded',
    said: [
      `Repositories: ${repositories}. Declared identities: 2, each with a recent, whole snapshot that holds files.`,
    ],
  });

  // One story on the NAS: each part goes on where the one before has ended.
  test('an empty repository', async () => {
    expect(await verify(nas)).toEqual({
      phase: 'Failed',
      said: [
        'the repository holds no snapshot',
        'plex@entertainment:/data has no complete snapshot',
        'romm@games:/data has no complete snapshot',
      ],
    });
  });

  test('one identity is missing, whoever else is there', async () => {
    await backUp(site, romm, data);
    await backUp(site, { namespace: 'games', source: 'pelican' }, data, `--override-source=${STRANGER}`);
    await backUp(site, { namespace: 'games', source: 'pelican' }, data, '--override-source=plex@entertainment:/data2');
    expect(await verify(nas)).toEqual({
      phase: 'Failed',
      said: ['plex@entertainment:/data has no complete snapshot'],
    });
  });

  test('one is stale: older than its six hours and a day', async () => {
    await backUp(site, plex, data, at(hoursAgo(31)));
    expect(await verify(nas)).toEqual({
      phase: 'Failed',
      said: [
        expect.stringMatching(/^plex@entertainment:\/data: the newest snapshot is of 20\S+Z, 31 hours old; 30 may be$/),
      ],
    });
  });

  test('all is well', async () => {
    await backUp(site, plex, data, at(hoursAgo(29)), `--description=${STRANGER}`);
    expect(await verify(nas)).toEqual(well(1));
  });

  test('one is of the future', async () => {
    await backUp(site, plex, data, at(hoursAgo(-2)));
    expect(await verify(nas)).toMatchObject({
      phase: 'Failed',
      said: [expect.stringMatching(/^plex@entertainment:\/data: the newest snapshot is of .* yet to come/)],
    });
    await backUp(site, plex, data, at(hoursAgo(-2.001)), '--tags=any:thing');
  });

  test('the copy is verified by what its original must hold', async () => {
    expect(await verify(r2)).toMatchObject({
      phase: 'Failed',
      said: expect.arrayContaining(['the repository cannot be read']),
    });
    await seedCopy(site);
    expect((await verify(r2)).said).toEqual([expect.stringContaining('yet to come')]);
  });

  test('two repositories in one bucket: that of an app that is not there yet stops no other', async () => {
    await backUp(site, { ...romm, source: 'romm-b2' }, empty);
    expect(await verify(b2)).toEqual({
      phase: 'Failed',
      said: [
        'the repository of entertainment/plex cannot be read',
        'plex-b2@entertainment:/data: nothing is known of it, because the repository of entertainment/plex cannot be read',
        'romm-b2@games:/data: the newest snapshot is empty',
      ],
    });
  });

  test('two repositories in one bucket: all is well', async () => {
    await backUp(site, { ...plex, source: 'plex-b2' }, data);
    await backUp(site, { ...romm, source: 'romm-b2' }, data);
    expect(await verify(b2)).toEqual(well(2));
  });

  test('two repositories in one bucket: what one holds is no proof of the other, and damage in one hides nothing', async () => {
    const bucket = site.b2.bucket('home-backups');
    rmSync(join(bucket, 'plex'), { recursive: true });
    writeFileSync(join(data, 'more'), 'more');
    await backUp(site, { ...plex, source: 'plex-b2' }, data, '--override-source=romm-b2@games:/data');
    expect(await verify(b2)).toEqual({
      phase: 'Failed',
      said: ['plex-b2@entertainment:/data has no complete snapshot'],
    });
  });
});
