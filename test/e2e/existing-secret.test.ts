import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  claimRepository,
  daily,
  defineCluster,
  destination,
  existingSecret,
  externalSecrets,
  type GitOpsApp,
  InitializeRepository,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  KopiaVerify,
  plan,
  type SecretSource,
  sftpRepository,
  VolsyncApp,
} from '../../src';
import { moverSecretKeys, podSecretKeys } from '../../src/model/secrets/secret-keys';
import { emitted, only, runJob } from './support/backup-site';
import { counted } from './support/counts';
import { count, differences, readTree, type Tree, withoutFolderTimes } from './support/file-tree';
import { backupPod, maintenancePod, restorePod } from './support/mover';
import { runMover, snapshotsFor } from './support/mover-run';
import { makeSampleTree } from './support/sample-tree';
import { needsSshd, sftpAccount } from './support/sftp-server';
import { type SftpSite, startSftpSite } from './support/sftp-site';
import { describeSite } from './support/site-needs';

const FILES = 200;
const succeeded = expect.objectContaining({ phase: 'Succeeded' });

jest.setTimeout(300_000);

/** A cluster without a vault; what its repositories need to know is in their declarations. */
function cluster(knownHosts: string) {
  const { host, port, username, path } = sftpAccount;
  const box = { host, port, username, knownHosts };
  return defineCluster({
    name: 'by-hand',
    kubernetes: '1.36',
    secrets: existingSecret(({ app, repository }) =>
      app === undefined ? `opens-${repository}` : `${app}-${repository}`,
    ),
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      key: sftpRepository({ ...box, path: `${path}/by-hand` }),
      password: sftpRepository({
        ...box,
        path: `${path}/asked`,
        credentials: { item: 'box', password: 'PASSWORD' },
        secret: { item: 'kopia' },
      }),
      claim: claimRepository({ claim: 'backups' }),
    },
    primary: 'key',
    plans: ({ key }) => ({ standard: plan(destination(key, { schedule: daily, retention: { daily: 7 } })) }),
    defaultPlan: 'standard',
  });
}

type Name = 'key' | 'password' | 'claim';

function suite() {
  let site: SftpSite;
  let home: ReturnType<typeof cluster>;
  let data: string;
  let original: Tree;
  let files = 0;

  beforeAll(async () => {
    site = await startSftpSite();
    home = cluster(site.server.knownHosts);
    data = join(site.scratch, 'data');
    makeSampleTree(data, FILES);
    original = readTree(data);
  });

  afterAll(async () => {
    counted('existing Secrets', 'files compared after a restore', files);
    await site?.stop();
  });

  /** What the docs say that a Secret must hold, filled in by hand. */
  const handMade = (keys: ReturnType<typeof podSecretKeys>): Record<string, string> => {
    const { kopia, box } = site.vault;
    const texts: Record<string, string | undefined> = {
      KOPIA_PASSWORD: kopia?.KOPIA_PASSWORD,
      SFTP_PASSWORD: box?.PASSWORD,
      SFTP_KEY_FILE: box?.['private key'],
    };
    return Object.fromEntries(
      keys.map(({ key, value = texts[key] }) => {
        if (value === undefined) throw new Error(`the docs do not say what ${key} is`);
        return [key, value];
      }),
    );
  };
  /** The site with the Secrets for pods of the platform, which are the least, and for movers. */
  const here = (name: Name, platform = podSecretKeys(home.repositories[name])) => ({
    ...site,
    secrets: new Map([
      [`storage/opens-${name}`, handMade(platform)],
      [`games/romm-${name}`, handMade(moverSecretKeys(home.repositories[name]))],
    ]),
  });
  const objectsOf = (build: (app: GitOpsApp) => void) => emitted(build, home);
  const job = (name: Name, build: (app: GitOpsApp) => void) => {
    const objects = objectsOf(build);
    const [found] = objects.filter(({ kind }) => kind.endsWith('Job'));
    if (!found) throw new Error('there is no Job');
    return runJob(here(name), objects, found);
  };
  const maintain = (name: Name) => (app: GitOpsApp) =>
    new KopiaMaintenanceCronJob(app.chart('storage', 'upkeep'), { repository: home.repositories[name] });

  // One story each: a part goes on where the one before has ended.
  describe.each(['key', 'claim'] as const)('of a repository that is reached by %s', (name) => {
    const romm = () =>
      objectsOf((app) => {
        maintain(name)(app);
        const to = destination(home.repositories[name], { schedule: daily, retention: { daily: 7 } });
        new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', destinations: [to] });
      });

    test('no Secret and no ExternalSecret is written, and nothing secret is', () => {
      const objects = romm();
      expect(objects.filter(({ kind }) => /Secret$/.test(kind))).toEqual([]);
      const { kopia, box } = site.vault;
      for (const text of [kopia?.KOPIA_PASSWORD, box?.PASSWORD, box?.['private key']?.split('\n')[1]]) {
        expect(JSON.stringify(objects)).not.toContain(`${text}`);
      }
    });

    test('a Job makes it with the Secret that is there', async () => {
      const create = (app: GitOpsApp) =>
        new InitializeRepository(app.chart('storage', 'new'), { repository: home.repositories[name] });
      expect(await job(name, create)).toEqual(succeeded);
    });

    test('a mover fills it, and another brings every file back', async () => {
      const objects = romm();
      const source = only(objects, 'ReplicationSource');
      expect(await runMover(here(name), objects, source, backupPod, { romm: data })).toEqual(succeeded);
      const restore = only(objects, 'ReplicationDestination');
      const [snapshot] = await snapshotsFor(here(name), objects, restore);
      const folder = join(site.scratch, `from-${name}`);
      mkdirSync(folder);
      const make = (...from: Parameters<typeof backupPod>) => restorePod(...from, snapshot?.id ?? 'none', 'romm');
      expect(await runMover(here(name), objects, restore, make, { romm: folder })).toEqual(succeeded);
      const found = readTree(folder);
      files += count(found, 'file');
      expect(differences(withoutFolderTimes(original), withoutFolderTimes(found))).toEqual([]);
    });

    test('it is verified to the last file, and maintained', async () => {
      const verify = (app: GitOpsApp) =>
        new KopiaVerify(app.chart('storage', 'verify'), { repository: home.repositories[name], filesPercent: 100 });
      expect(await job(name, verify)).toEqual(succeeded);
      const { phase, logs } = await job(name, maintain(name));
      expect([phase, logs.maintenance]).toEqual(['Succeeded', expect.stringContaining('Finished full maintenance')]);
    });
  });

  test('where no Secret that exists can open it, a Job makes it with one of a vault, as the message says', async () => {
    const { password: repository } = home.repositories;
    const create = (secrets?: SecretSource) => (app: GitOpsApp) =>
      new InitializeRepository(app.chart('storage', 'new'), { repository, ...(secrets && { secrets }) });
    expect(() => objectsOf(create())).toThrow('or write secrets: externalSecrets({ store: { kind, name } }) here');
    const vault = externalSecrets({ store: { kind: 'ClusterSecretStore', name: 'vault' } });
    expect(await job('password', create(vault))).toEqual(succeeded);
  });

  test.each(['password', 'claim'] as const)("movers and VolSync's own maintenance open the one of %s", async (name) => {
    const repository = home.repositories[name];
    const objects = objectsOf((app) => {
      new KopiaMaintenance(app.chart('storage', 'own'), { repository });
      const to = destination(repository, { schedule: daily, retention: { daily: 7 } });
      new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', destinations: [to] });
    });
    const site = here(name, moverSecretKeys(repository));
    const source = only(objects, 'ReplicationSource');
    expect(await runMover(site, objects, source, backupPod, { romm: data })).toEqual(succeeded);
    const { phase, logs } = await runMover(site, objects, only(objects, 'KopiaMaintenance'), maintenancePod);
    expect([phase, logs.full]).toEqual(['Succeeded', expect.stringContaining('Finished full maintenance')]);
  });
}

describeSite('existing Secrets', suite, [], { "OpenSSH's server": needsSshd });
