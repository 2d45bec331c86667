import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  backblazeB2,
  daily,
  destination,
  field,
  type MigrationPhase,
  nfsRepository,
  ResticBackup,
  type ResticRepository,
  resticDestination,
  resticRepository,
  VolsyncApp,
} from '../../src';
import { home } from '../../src/home/cluster';
import type { Manifest } from '../support/manifest-tree';
import { type BackupSite, emitted, nodeOf, only, podFrom, startBackupSite } from './support/backup-site';
import { counted } from './support/counts';
import { differences, readTree, type Tree, withoutFolderTimes } from './support/file-tree';
import { backupPod, createPod, restorePod } from './support/mover';
import { type MakeMover, runMover, snapshotsFor } from './support/mover-run';
import { isResticMoverThere } from './support/mover-script';
import { type PodResult, runPod } from './support/pod';
import type { PodSpec } from './support/pod-spec';
import { backupCalls, type ResticStep, resticPod, restoreCalls, scriptPod } from './support/restic-mover';
import { makeSampleTree } from './support/sample-tree';
import { describeSite } from './support/site-needs';

const NAS = { server: '192.0.2.7', path: '/tank/volsync' };
const secret = { item: 'volsync' };

/** A place of each sort that people have: a bucket, the same by an address in the vault, and a NAS. */
const places: Readonly<Record<string, ResticRepository>> = {
  'in a bucket': resticRepository({
    name: 'old',
    at: backblazeB2({
      region: 'us-east-005',
      bucket: 'restic-1',
      credentials: {
        item: 'backblaze',
        accessKeyId: 'VOLSYNC_KOPIA_B2_ACCESS_KEY',
        secretAccessKey: 'VOLSYNC_KOPIA_B2_SECRET_ACCESS_KEY',
      },
    }),
    secret,
  }),
  'at an address in the vault': resticRepository({
    name: 'old',
    at: field('REPOSITORY_TEMPLATE'),
    secret,
    credentials: { keys: { AWS_ACCESS_KEY_ID: 'ID', AWS_SECRET_ACCESS_KEY: 'KEY' } },
  }),
  'on a NAS': resticRepository({ name: 'old', at: nfsRepository({ ...NAS, access: 'mover-volumes' }), secret }),
};

const destinations = (repository: ResticRepository) => [
  resticDestination(repository, { schedule: daily, retention: { last: 2 }, pruneIntervalDays: 1 }),
];
/** Without the folder itself: Restic is told to back up what is in it. */
function inside(tree: Tree): Tree {
  return new Map([...tree].filter(([path]) => path !== '.'));
}

const succeeded = expect.objectContaining({ phase: 'Succeeded' });

jest.setTimeout(300_000);

function suite() {
  let site: BackupSite;
  let files = 0;
  const folder = (name: string) => {
    const path = join(site.scratch, name);
    mkdirSync(path, { recursive: true });
    return path;
  };

  beforeAll(async () => {
    site = await startBackupSite();
    for (const bucket of ['restic-1', 'restic-2', 'home-backups']) site.b2.bucket(bucket);
  });

  afterAll(async () => {
    counted('restic', 'files restored from Restic and compared', files);
    await site?.stop();
  });

  const vault = () => ({
    ...site.vault,
    volsync: {
      RESTIC_PASSWORD: 'ladder staple horse',
      REPOSITORY_TEMPLATE: 's3:s3.us-east-005.backblazeb2.com/restic-2',
      ID: site.b2.keys.accessKeyId,
      KEY: site.b2.keys.secretAccessKey,
    },
  });

  /** Runs a pod of Restic for an object; its Secret is what External Secrets makes. */
  const run = (
    objects: readonly Manifest[],
    object: Manifest,
    claim: string,
    make: (secret: Record<string, string>) => PodSpec,
  ) => {
    const node = nodeOf({ ...site, exports: { [`${NAS.server}:${NAS.path}`]: folder('tank') } }, objects, vault());
    const { restic } = object.spec as { readonly restic: { readonly repository: string } };
    const found = node.secrets.get(`${object.metadata.namespace}/${restic.repository}`);
    if (!found) throw new Error(`no Secret for ${object.metadata.name}`);
    const pod = podFrom(site, object, make(found));
    return runPod(pod, { ...node, claims: { ...node.claims, [claim]: folder(claim) } });
  };
  const compare = (before: Tree, claim: string) => {
    const after = readTree(folder(claim));
    files += after.size;
    expect(before.size).toBeGreaterThan(100);
    expect(differences(inside(before), inside(after))).toEqual([]);
  };
  const snapshotsIn = ({ message }: PodResult) => (JSON.parse(message) as { id: string }[]).map(({ id }) => id);

  describe.each(Object.entries(places))('%s', (where, repository) => {
    const claim = where.replaceAll(' ', '-');
    const objects = () =>
      emitted(
        (app) =>
          new ResticBackup(app.chart('media', 'sonarr'), { app: 'sonarr', destinations: destinations(repository) }),
      );
    const source = () => only(objects(), 'ReplicationSource');
    const call = (...calls: readonly (readonly string[])[]) =>
      run(objects(), source(), claim, (opens) => resticPod(source(), opens, claim, ...calls));
    const list = async () => snapshotsIn(await call(['snapshots', '--json', '--quiet']));

    test('backs up, keeps as many as it is told, frees their space, and restores file by file', async () => {
      makeSampleTree(folder(claim), 120);
      expect(await call(...backupCalls(source(), true))).toEqual(succeeded);
      for (const word of ['second', 'third']) {
        writeFileSync(join(folder(claim), 'news'), word.repeat(100_000));
        expect(await call(...backupCalls(source(), false))).toEqual(succeeded);
      }
      const kept = await list();
      expect(kept).toHaveLength(2);
      expect(await call(['prune'], ['check', '--read-data'])).toEqual(succeeded);
      const before = readTree(folder(claim));
      const restore = only(objects(), 'ReplicationDestination');
      const into = `${claim}-restored`;
      const pod = (opens: Record<string, string>) =>
        resticPod(restore, opens, into, ...restoreCalls(kept.at(-1) ?? ''));
      expect(await run(objects(), restore, into, pod)).toEqual(succeeded);
      compare(before, into);
    });

    test('does not open with another password', async () => {
      const other = (opens: Record<string, string>) => resticPod(source(), opens, claim, ['snapshots']);
      const node = { ...vault(), volsync: { ...vault().volsync, RESTIC_PASSWORD: 'wrong' } };
      const made = nodeOf({ ...site, exports: { [`${NAS.server}:${NAS.path}`]: folder('tank') } }, objects(), node);
      const opens = made.secrets.get('media/sonarr-volsync-old-secret') ?? {};
      const found = await runPod(podFrom(site, source(), other(opens)), {
        ...made,
        claims: { [claim]: folder(claim) },
      });
      expect(found).toMatchObject({ phase: 'Failed', message: expect.stringContaining('wrong password') });
    });

    if (isResticMoverThere()) {
      const script = (object: Manifest, into: string, ...steps: readonly ResticStep[]) =>
        run(objects(), object, into, (opens) => scriptPod(object, opens, into, steps));

      test("and so it does by the mover's own script", async () => {
        writeFileSync(join(folder(claim), 'news'), 'by the script');
        expect(await script(source(), claim, 'unlock', 'backup', 'prune')).toEqual(succeeded);
        expect(await list()).toHaveLength(2);
        const before = readTree(folder(claim));
        const restore = only(objects(), 'ReplicationDestination');
        expect(await script(restore, `${claim}-by-script`, 'restore')).toEqual(succeeded);
        compare(before, `${claim}-by-script`);
      });

      test('a wrong folder makes a new repository, and a restore from it reports success', async () => {
        const wrong = emitted(
          (app) =>
            new ResticBackup(app.chart('media', 'sonarr'), {
              app: 'sonarr',
              destinations: destinations({ ...repository, folder: () => 'sonar' }),
            }),
        );
        const restore = only(wrong, 'ReplicationDestination');
        const into = `${claim}-empty`;
        const found = await run(wrong, restore, into, (opens) => scriptPod(restore, opens, into, ['restore']));
        expect(found).toMatchObject({
          phase: 'Succeeded',
          message: expect.stringContaining('No data will be restored'),
        });
        expect(readdirSync(folder(into))).toEqual([]);
      });
    }
  });

  test('two apps in one folder forget the snapshots of each other, which is why that is refused (M1)', async () => {
    const repository = places['on a NAS'] as ResticRepository;
    const one = (app: string) =>
      emitted(
        (root) =>
          new ResticBackup(root.chart('media', app), {
            app,
            destinations: destinations({ ...repository, folder: () => 'shared' }),
          }),
      );
    const back = (app: string, first = false) => {
      const source = only(one(app), 'ReplicationSource');
      return run(one(app), source, app, (opens) => resticPod(source, opens, app, ...backupCalls(source, first)));
    };
    for (const app of ['one', 'two']) writeFileSync(join(folder(app), 'file'), app);
    expect(await back('one', true)).toEqual(succeeded);
    for (const _ of [1, 2]) expect(await back('two')).toEqual(succeeded);
    const source = only(one('one'), 'ReplicationSource');
    const restored = await run(one('one'), source, 'found', (opens) =>
      resticPod(source, opens, 'found', ...restoreCalls('latest')),
    );
    expect(restored).toEqual(succeeded);
    expect(readTree(folder('found')).get('file')?.content).toBe(readTree(folder('two')).get('file')?.content);
  });

  test('one claim is backed up by both, each by its own Secret, and restored from Kopia as from Restic', async () => {
    const from = { destinations: destinations(places['in a bucket'] as ResticRepository) };
    const to = destination(home.repositories.b2, { schedule: daily, retention: { daily: 7 } });
    const inPhase = (phase: MigrationPhase) =>
      emitted(
        (app) =>
          new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', destinations: [to], migration: { phase, from } }),
      );
    makeSampleTree(folder('romm'), 120);
    const before = readTree(folder('romm'));
    const opened = { ...site, vault: vault() };
    const parallel = inPhase('parallel');
    const restic = only(parallel, 'ReplicationSource', 'romm-old');
    const kopia = only(parallel, 'ReplicationSource', 'romm-b2');
    const backUp = (objects: readonly Manifest[], first: boolean) =>
      run(objects, restic, 'romm', (opens) => resticPod(restic, opens, 'romm', ...backupCalls(restic, first)));
    expect(await backUp(parallel, true)).toEqual(succeeded);
    expect(await runMover(opened, parallel, kopia, createPod)).toEqual(succeeded);
    expect(await runMover(opened, parallel, kopia, backupPod, { romm: folder('romm') })).toEqual(succeeded);

    const fromRestic = only(parallel, 'ReplicationDestination', 'romm-dst');
    const old = 'romm-from-restic';
    const pod = (opens: Record<string, string>) => resticPod(fromRestic, opens, old, ...restoreCalls('latest'));
    expect(await run(parallel, fromRestic, old, pod)).toEqual(succeeded);
    compare(before, old);

    const later = inPhase('kopia');
    expect(await backUp(later, false)).toEqual(succeeded);
    const fromKopia = only(later, 'ReplicationDestination', 'romm-dst');
    const [snapshot] = await snapshotsFor(opened, later, fromKopia);
    const restored = folder('romm-from-kopia');
    const make: MakeMover = (object, opens) => restorePod(object, opens, snapshot?.id ?? '', 'restored');
    expect(await runMover(opened, later, fromKopia, make, { restored })).toEqual(succeeded);
    expect(differences(withoutFolderTimes(before), withoutFolderTimes(readTree(restored)))).toEqual([]);
  });
}

describeSite('Restic, as people have it', suite, ['restic']);
