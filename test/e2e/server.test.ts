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
import { type ForwardedPort, forwardPort } from './support/port-forward';
import { releaseConfigMaps, releasePod, tcpProbes } from './support/release-pod';
import type { Vault } from './support/secrets';
import { describeSite } from './support/site-needs';
import { backUpFolders, initializeNas, makeFolders, seedCopy } from './support/small-repository';
import { type Session, signIn } from './support/web-session';

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
  });

  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });

  afterAll(() => site?.stop());

  /** Starts the pod of a release and waits for its startup probe. */
  async function serve(objects: readonly Manifest[]): Promise<{ pod: RunningPod; web: ForwardedPort }> {
    const release = only(objects, 'HelmRelease');
    const node = { ...nodeOf(site, objects), configMaps: releaseConfigMaps(release) };
    const pod = startPod(podFrom(site, release, releasePod(release)), node);
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
    site.r2.bucket('home-replica');
    await seedCopy(site);
    const { web } = await serve(emitted(server({ repository: home.repositories.r2 })));
    const session = await signIn(web, LOGIN);
    expect(await session.ask('GET', '/api/v1/repo/status')).toMatchObject({ body: { connected: true, storage: 's3' } });
    expect((await session.ask('GET', SNAPSHOTS)).body).toMatchObject({ snapshots: [{ summary: { files: 2 } }] });
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

  // The last, because it does what the others must not.
  test('with readOnly: false changes what it is told to', async () => {
    const { web } = await serve(emitted(server({ readOnly: false })));
    const session = await signIn(web, LOGIN);
    const { body } = await session.ask('GET', SNAPSHOTS);
    const [{ id }] = (body as { snapshots: [{ id: string }] }).snapshots;
    expect((await changes(session, id)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});
