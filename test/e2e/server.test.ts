import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GitOpsApp, KopiaServer, type KopiaServerProps } from '../../src';
import { home } from '../../src/home/cluster';
import type { Manifest } from '../support/manifest-tree';
import {
  type BackupSite,
  distributed,
  emitted,
  exporting,
  nas,
  nodeOf,
  only,
  podFrom,
  startBackupSite,
} from './support/backup-site';
import { counted } from './support/counts';
import { differences, readTree } from './support/file-tree';
import { answersTcp } from './support/network';
import { type RunningPod, runPod, startPod } from './support/pod';
import type { PodSpec } from './support/pod-spec';
import { type ForwardedPort, forwardPort } from './support/port-forward';
import { releaseConfigMaps, releasePod, tcpProbes } from './support/release-pod';
import type { Vault } from './support/secrets';
import { describeSite } from './support/site-needs';
import { backUpFolders, initializeNas, makeFolders, seedCopy } from './support/small-repository';
import { type Session, signIn } from './support/web-session';

/** What is otherwise than at the site: claims by name, the vault, the pod. */
interface Served {
  readonly claims?: Readonly<Record<string, string>>;
  readonly vault?: Vault;
  readonly spec?: (made: PodSpec) => PodSpec;
}

const LOGIN = { name: 'kopia', password: 'look but do not touch' };
const ROMM = { userName: 'romm', host: 'games', path: '/data/romm' };
const SNAPSHOTS = `/api/v1/snapshots?all=1&userName=${ROMM.userName}&host=${ROMM.host}&path=${encodeURIComponent(ROMM.path)}`;

jest.setTimeout(120_000);

describeSite('KopiaServer', () => {
  let site: BackupSite;
  const running: (() => Promise<void> | void)[] = [];

  beforeAll(async () => {
    site = await startBackupSite();
    await initializeNas(site);
    const data = join(site.scratch, 'data');
    makeFolders(data, ['romm'], 'contents');
    writeFileSync(join(data, 'romm', 'note'), 'to be read in the browser');
    await backUpFolders(site, data, ['romm']);
    site.r2.bucket('home-replica');
    await seedCopy(site);
  });

  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });

  afterAll(() => site?.stop());

  /** Starts the pod of a release and waits for its startup probe. */
  async function serve(
    objects: readonly Manifest[],
    { claims = {}, vault = site.vault, spec = (made) => made }: Served = {},
  ): Promise<{ pod: RunningPod; web: ForwardedPort }> {
    const release = only(objects, 'HelmRelease');
    const node = { ...nodeOf(site, objects, vault), configMaps: releaseConfigMaps(release), claims };
    const pod = startPod(podFrom(site, release, spec(releasePod(release))), node);
    running.push(async () => {
      pod.kill();
      await pod.result;
    });
    const enter = await pod.enter();
    const [port = 0] = tcpProbes(release);
    const ended = pod.result.then(({ message }) => message);
    while (!answersTcp(enter, '127.0.0.1', port)) {
      const message = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))]);
      if (message !== undefined) throw new Error(`the server has ended: ${message}`);
    }
    const web = await forwardPort(enter, port);
    running.push(web.stop);
    return { pod, web };
  }

  const server = (props: Partial<KopiaServerProps>) => (app: GitOpsApp) => {
    new KopiaServer(app.chart('storage', 'kopia'), { repository: nas, ...props });
  };

  /** Tries everything that would change a backup. */
  const changes = async (session: Session, snapshot: string) => [
    await session.ask('PUT', SNAPSHOTS.replace('snapshots?all=1&', 'policy?'), { retention: { keepLatest: 1 } }),
    await session.ask('POST', '/api/v1/snapshots/edit', { snapshots: [snapshot], description: 'changed' }),
    await session.ask('POST', '/api/v1/snapshots/delete', { source: ROMM, snapshotManifestIds: [snapshot] }),
  ];

  test('of dist/ lets in whoever logs in, shows the backups, and cannot change them', async () => {
    const before = readTree(site.nas);
    const { web } = await serve(distributed('storage/kopia'));
    expect((await web.fetch('/')).status).toBe(401);
    expect((await web.fetch('/api/v1/sources')).status).toBe(401);
    await expect(signIn(web, { ...LOGIN, password: 'guessed' })).rejects.toThrow('401');

    const session = await signIn(web, LOGIN);
    expect(await session.ask('GET', '/api/v1/repo/status')).toMatchObject({
      status: 200,
      body: { connected: true, username: 'server', hostname: 'kopia.storage', storage: 'filesystem' },
    });
    const { body } = await session.ask('GET', SNAPSHOTS);
    expect(body).toMatchObject({ snapshots: [{ summary: { files: 2, numFailed: 0 } }] });
    const [{ id, rootID }] = (body as { snapshots: [{ id: string; rootID: string }] }).snapshots;
    const folder = (await session.ask('GET', `/api/v1/objects/${rootID}`)).body as {
      entries: Record<string, string>[];
    };
    const note = folder.entries.find(({ name }) => name === 'note');
    expect((await session.ask('GET', `/api/v1/objects/${note?.obj}?fname=note`)).text).toBe(
      'to be read in the browser',
    );

    const refused = await changes(session, id);
    expect(refused.map(({ status }) => status)).toEqual([500, 500, 500]);
    for (const { text } of refused) expect(text).toContain('storage is read-only');
    // Whoever gets past the login must not be able to end it either.
    expect((await session.ask('POST', '/api/v1/control/shutdown')).status).toBe(404);
    // The page opens with everybody's snapshots, and what is set there is not kept.
    const preferences = { defaultSnapshotViewAll: true };
    expect(await session.ask('GET', '/api/v1/ui-preferences')).toMatchObject({ status: 200, body: preferences });
    expect((await session.ask('PUT', '/api/v1/ui-preferences', { theme: 'dark' })).status).toBe(500);
    expect((await session.ask('GET', '/api/v1/ui-preferences')).body).toMatchObject(preferences);
    expect((await session.ask('GET', '/api/v1/repo/status')).body).toMatchObject({ description: 'nas' });
    expect(differences(before, readTree(site.nas))).toEqual([]);
    counted('server', 'changes refused', refused.length);
  });

  test('serves metrics at a port of their own, without a login', async () => {
    const { pod } = await serve(emitted(server({ metrics: true })));
    const metrics = await forwardPort(await pod.enter(), 51516);
    running.push(metrics.stop);
    expect(await metrics.fetch('/metrics')).toMatchObject({ status: 200, body: expect.stringContaining('\nkopia_') });
  });

  test('shows the copy in a bucket as well', async () => {
    const { web } = await serve(emitted(server({ repository: home.repositories.r2 })));
    const session = await signIn(web, LOGIN);
    expect(await session.ask('GET', '/api/v1/repo/status')).toMatchObject({ body: { connected: true, storage: 's3' } });
    expect((await session.ask('GET', SNAPSHOTS)).body).toMatchObject({ snapshots: [{ summary: { files: 2 } }] });
  });

  test('keeps its cache on a claim, where the next start finds it', async () => {
    const folder = join(site.scratch, 'cache');
    mkdirSync(folder);
    const objects = emitted(server({ cache: { capacity: '1Gi' } }));
    const start = async () => {
      const { pod, web } = await serve(objects, { claims: { kopia: folder } });
      const session = await signIn(web, LOGIN);
      expect((await session.ask('GET', SNAPSHOTS)).body).toMatchObject({ snapshots: [{ summary: { files: 2 } }] });
      pod.kill();
      await pod.result;
      return [...readTree(join(folder, 'cache')).keys()];
    };
    const first = await start();
    expect(first.length).toBeGreaterThan(5);
    expect(await start()).toEqual(expect.arrayContaining(first));
  });

  test.each([
    ['0.23', undefined],
    ['0.22', { repository: 'ghcr.io/home-operations/kopia', tag: '0.22.3' }],
  ])('starts without a login where somebody says so, Kopia %s', async (_, image) => {
    const login = 'nobody-logs-in-and-whoever-reaches-the-gateway-reads-every-backup';
    const gateway = { name: 'internal', namespace: 'network' };
    const { web } = await serve(emitted(server({ login, gateway, hostname: 'kopia.example.org', image })));
    expect((await web.fetch('/')).status).toBe(200);
  });

  test('ends and says why where the password is another, or there is no repository; it makes none', async () => {
    const objects = distributed('storage/kopia');
    const release = only(objects, 'HelmRelease');
    const configMaps = releaseConfigMaps(release);
    const run = async (vault: Vault, folder: string) => {
      const node = nodeOf({ ...site, exports: exporting(folder) }, objects, vault);
      return runPod(podFrom(site, release, releasePod(release)), { ...node, configMaps });
    };
    const kopia = { ...site.vault.kopia, KOPIA_PASSWORD: 'another' };
    expect(await run({ ...site.vault, kopia }, site.nas)).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining('invalid repository password'),
    });
    const empty = join(site.scratch, 'empty');
    mkdirSync(empty);
    expect(await run(site.vault, empty)).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining('error getting kopia.repository blob: BLOB not found'),
    });
    expect(readdirSync(empty)).toEqual([]);
  });

  describe('whoever has logged in can have the pod run programs', () => {
    /** Has Kopia ask for a repository by a program, as its page can be made to, and gives what that has written. */
    async function run(objects: readonly Manifest[], script: string, vault?: Vault): Promise<string> {
      const { pod, web } = await serve(objects, { spec: withShell, vault });
      const session = await signIn(web, LOGIN);
      // Kopia parts arguments at blanks, and at nothing else.
      const sshArguments = `-c ${script.replaceAll(' ', '\t')}`;
      const config = { path: '/x', host: 'x', username: 'x', externalSSH: true, sshCommand: 'sh', sshArguments };
      expect(await session.ask('POST', '/api/v1/repo/exists', { storage: { type: 'sftp', config } })).toMatchObject({
        status: 500,
      });
      pod.kill();
      return (await pod.result).message;
    }

    /** The image has a shell, which the tests' sandbox for Kopia alone has not. */
    const withShell = ({ containers, ...spec }: PodSpec): PodSpec => ({
      ...spec,
      containers: containers.map((each) => ({
        ...each,
        command: ['sh'],
        args: ['-c', 'exec kopia "$@"', 'kopia', ...(each.args ?? [])],
      })),
    });

    test('of the NAS they read the password, and change nothing', async () => {
      const before = readTree(site.nas);
      const script = 'echo got:$KOPIA_PASSWORD >&2; touch /repository/mine || rm -r /repository/* || echo kept >&2';
      const log = await run(distributed('storage/kopia'), script);
      expect(log).toContain(`got:${site.vault.kopia?.KOPIA_PASSWORD}`);
      expect(log).toContain('kept');
      expect(differences(before, readTree(site.nas))).toEqual([]);
    });

    const { r2 } = home.repositories;
    const place =
      '--bucket=home-replica --endpoint=account-1.r2.cloudflarestorage.com --prefix=nas/ --region=auto --config-file=/tmp/own --cache-directory=/tmp/own-cache';
    const deleteAll = `kopia repository connect s3 ${place} >&2 && kopia --config-file=/tmp/own snapshot delete --all-snapshots-for-source ${ROMM.userName}@${ROMM.host}:${ROMM.path} --delete >&2`;
    const snapshotsIn = async (objects: readonly Manifest[], vault?: Vault) => {
      const { pod, web } = await serve(objects, { vault });
      const { body } = await (await signIn(web, LOGIN)).ask('GET', SNAPSHOTS);
      // All that reach the buckets share one network, in which a port is one server's.
      pod.kill();
      await pod.result;
      return (body as { snapshots: unknown[] }).snapshots.length;
    };

    test('with keys of a bucket that may only read, they delete nothing there', async () => {
      const keys = site.r2.reader('home-replica');
      const vault = { ...site.vault, reader: { ID: keys.accessKeyId, KEY: keys.secretAccessKey } };
      const credentials = { item: 'reader', accessKeyId: 'ID', secretAccessKey: 'KEY' };
      const objects = emitted(server({ repository: r2, credentials }));
      expect(await snapshotsIn(objects, vault)).toBe(1);
      const before = readTree(site.r2.bucket('home-replica'));
      expect(await run(objects, deleteAll, vault)).toContain('Access Denied');
      expect(differences(before, readTree(site.r2.bucket('home-replica')))).toEqual([]);
      expect(await snapshotsIn(objects, vault)).toBe(1);
    });

    test('with those that movers write with, they delete every backup', async () => {
      const objects = emitted(server({ repository: r2 }));
      expect(await snapshotsIn(objects)).toBe(1);
      await run(objects, deleteAll);
      expect(await snapshotsIn(objects)).toBe(0);
    });
  });

  // The last, because it does what the others must not.
  test('with readOnly: false changes what it is told to', async () => {
    const { web } = await serve(emitted(server({ readOnly: false })));
    const session = await signIn(web, LOGIN);
    const { body } = await session.ask('GET', SNAPSHOTS);
    const [{ id }] = (body as { snapshots: [{ id: string }] }).snapshots;
    expect((await changes(session, id)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});
