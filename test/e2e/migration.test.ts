import { type Migration, type MigrationPhase, type ResticBackups, VolsyncApp } from '../../src';
import { ledgerOf } from '../ledger/support';
import { identity, type Manifest } from '../support/manifest-tree';
import { backups, bareNames, movingCluster, verified } from '../support/restic';
import { filesOf } from '../support/synth';
import { makeNamespaces, until } from './support/cluster-setup';
import { counted } from './support/counts';
import { differences, type Tree, withoutFolderTimes } from './support/file-tree';
import { type FluxCluster, startFlux, uids } from './support/flux';
import { kustomizationOf } from './support/flux-build';
import { objectsIn } from './support/flux-trees';
import { type MovingSite, startMovingSite } from './support/moving-site';
import { describeSite } from './support/site-needs';

const SUITE = 'migration';

/** Three apps in the shape of a cluster that has Restic alone; of one of them names meet those of Kopia. */
const apps: Readonly<Record<string, ResticBackups>> = {
  sonarr: backups,
  radarr: { ...backups, names: bareNames },
  plex: backups,
};

type Phases = Readonly<Record<string, MigrationPhase>>;

/** What stands in the repository that Flux reads while each app is in its phase. */
function treeOf(phases: Phases) {
  const cluster = movingCluster();
  const files = filesOf((app) => {
    for (const [name, phase] of Object.entries(phases)) {
      const migration: Migration = { phase, from: apps[name], ...(phase === 'clean' && { verified }) };
      new VolsyncApp(app.chart('media', name), { app: name, migration });
    }
  }, cluster);
  return [...files].map(([path, text]) => ({ path: `dist/${path}`, text }));
}

const shortly = (object: Manifest) => `${object.kind} ${object.metadata.name}`;

jest.setTimeout(300_000);

// One story: each week goes on where the one before has ended.
function suite() {
  let flux: FluxCluster;
  let site: MovingSite;
  const files = new Map<string, Tree>();
  let compared = 0;
  let now: Phases = { sonarr: 'restic', radarr: 'restic', plex: 'restic' };
  let kept = 0;

  beforeAll(async () => {
    [flux, site] = await Promise.all([startFlux(), startMovingSite()]);
  }, 300_000);

  afterAll(async () => {
    counted(SUITE, 'objects that a step left as they were', kept);
    counted(SUITE, 'restores that brought back every file', compared);
    await Promise.all([flux?.stop(), site?.stop()]);
  });

  const read = async (objects: readonly Manifest[]) => {
    const live = await Promise.all(objects.map((each) => flux.client.read(each)));
    return live.filter((each) => each !== undefined);
  };
  const restoreOf = async (app: string) => {
    const [live] = await read(
      objectsIn(treeOf(now)).filter((each) => shortly(each) === `ReplicationDestination ${app}-dst`),
    );
    return Object.keys(live?.spec as object).filter((key) => key !== 'trigger');
  };

  /** One changed word. Gives what the step has deleted; nothing else is, and nothing is made anew. */
  const commit = async (change: Phases, ...remade: readonly string[]): Promise<string[]> => {
    const [before, after] = [objectsIn(treeOf(now)), objectsIn(treeOf({ ...now, ...change }))];
    const were = await uids(flux.client, before);
    now = { ...now, ...change };
    await flux.commit(treeOf(now));
    const wanted = new Set(after.map(identity));
    const gone = before.filter((each) => !wanted.has(identity(each)));
    await until('what has left the output is gone', async () =>
      Object.values(await uids(flux.client, gone)).every((each) => each === 'absent'),
    );
    const are = await uids(flux.client, after);
    expect(Object.values(are)).not.toContain('absent');
    const same = Object.keys(were).filter((each) => each in are);
    expect(Object.fromEntries(same.map((each) => [each, are[each]]))).toEqual(
      Object.fromEntries(same.map((each) => [each, were[each]])),
    );
    kept += same.length;
    await everyAppIsProtected(remade);
    for (const app of remade) await remakeRestore(app);
    await everyAppRestores(Object.keys(change));
    return gone.map(shortly).sort();
  };

  /** By what is live, and not by what is declared: each claim is backed up, and what would fill it finds something. */
  const everyAppIsProtected = async (waiting: readonly string[] = []) => {
    const live = await read(objectsIn(treeOf(now)));
    const { protected: found } = ledgerOf(...live);
    expect(found.map(({ id }) => id).sort()).toEqual(
      Object.keys(now)
        .map((app) => `media/${app}`)
        .sort(),
    );
    for (const { id, destinations, restore } of found) {
      expect(destinations.filter(({ paused }) => !paused).length).toBeGreaterThanOrEqual(2);
      // The live restore is the old one until it is made anew, and the Secret that it names may be gone.
      if (!waiting.some((app) => id.endsWith(`/${app}`))) expect(restore).toMatchObject({ finds: 'yes' });
    }
  };

  /** Files of the apps that a step is about change and are backed up by every source; every app is then restored and compared. */
  const everyAppRestores = async (changed: readonly string[]) => {
    const declared = objectsIn(treeOf(now));
    const live = await read(declared);
    for (const app of changed) {
      files.set(app, site.change(app));
      const sources = live.filter(
        ({ kind, spec }) => kind === 'ReplicationSource' && (spec as { sourcePVC: string }).sourcePVC === app,
      );
      expect(sources.length).toBeGreaterThanOrEqual(2);
      for (const source of sources) await site.backUp(declared, source, app);
    }
    for (const app of Object.keys(now)) {
      const restore = live.find((each) => shortly(each) === `ReplicationDestination ${app}-dst`) as Manifest;
      const restored = await site.restore(declared, restore);
      expect(differences(withoutFolderTimes(files.get(app) as Tree), withoutFolderTimes(restored))).toEqual([]);
      compared += 1;
    }
  };

  /** As it is printed: deleted, and made anew by Flux. */
  const remakeRestore = async (app: string) => {
    const [restore] = objectsIn(treeOf(now)).filter((each) => shortly(each) === `ReplicationDestination ${app}-dst`);
    const [claim] = objectsIn(treeOf(now)).filter((each) => shortly(each) === `PersistentVolumeClaim ${app}`);
    const before = await uids(flux.client, [restore, claim] as Manifest[]);
    await flux.client.remove(restore as Manifest);
    await flux.reconcile(`media-${app}`);
    const after = await uids(flux.client, [restore, claim] as Manifest[]);
    const [made = '', bound = ''] = Object.keys(before);
    expect(after[made]).not.toBe(before[made]);
    expect(after[made]).not.toBe('absent');
    expect(after[bound]).toBe(before[bound]);
    const others = Object.keys(now).filter((each) => each !== app);
    await everyAppIsProtected(others);
  };

  test('week 1: everything is there as Restic has it', async () => {
    await makeNamespaces(flux.client, objectsIn(treeOf(now)));
    await flux.client.apply(kustomizationOf('dist/flux'));
    await flux.commit(treeOf(now));
    expect(await flux.progress()).toMatchObject({
      'media-sonarr': 'ready',
      'media-radarr': 'ready',
      'media-plex': 'ready',
    });
    await everyAppIsProtected();
    await everyAppRestores(Object.keys(apps));
    expect(await restoreOf('sonarr')).toEqual(['restic']);
  });

  test('week 2: Kopia comes to the pilot, goes again, and comes back; of Restic nothing is touched', async () => {
    expect(await commit({ sonarr: 'parallel' })).toEqual([]);
    expect(await commit({ sonarr: 'restic' })).toEqual([
      'ExternalSecret sonarr-volsync',
      'ExternalSecret sonarr-volsync-b2',
      'KopiaMaintenance sonarr-b2',
      'ReplicationSource sonarr',
      'ReplicationSource sonarr-b2',
    ]);
    expect(await commit({ sonarr: 'parallel' })).toEqual([]);
  });

  test('week 3: the live restore is of Restic until it is deleted, and then of Kopia; and back', async () => {
    expect(await commit({ sonarr: 'kopia', radarr: 'parallel' })).toEqual([]);
    expect(await restoreOf('sonarr')).toEqual(['restic']);
    await remakeRestore('sonarr');
    expect(await restoreOf('sonarr')).toEqual(['kopia']);

    expect(await commit({ sonarr: 'parallel' })).toEqual([]);
    expect(await restoreOf('sonarr')).toEqual(['kopia']);
    await remakeRestore('sonarr');
    expect(await restoreOf('sonarr')).toEqual(['restic']);

    expect(await commit({ sonarr: 'kopia' })).toEqual([]);
    await remakeRestore('sonarr');
  });

  test('week 4: Restic leaves the pilot, comes back, and leaves', async () => {
    const restic = [
      'ExternalSecret sonarr-volsync-local',
      'ExternalSecret sonarr-volsync-remote',
      'ReplicationSource sonarr-local',
      'ReplicationSource sonarr-remote',
    ];
    expect(await commit({ sonarr: 'clean', plex: 'parallel' })).toEqual(restic);
    expect(await commit({ sonarr: 'kopia' })).toEqual([]);
    expect(await commit({ sonarr: 'clean' })).toEqual(restic);
  });

  test('week 5: where names meet, each name has one mover at a time, and no source ever changes its own', async () => {
    const gone = ['ExternalSecret radarr-volsync', 'ReplicationSource radarr'];
    expect(await commit({ radarr: 'kopia' }, 'radarr')).toEqual(gone);
    expect(await commit({ radarr: 'parallel' }, 'radarr')).toEqual([
      'ExternalSecret radarr-volsync-restic',
      'ReplicationSource radarr-restic',
    ]);
    expect(await commit({ radarr: 'kopia', plex: 'kopia' }, 'radarr', 'plex')).toEqual(gone);
    expect(await commit({ radarr: 'clean', plex: 'clean' }, 'radarr')).toEqual([
      'ExternalSecret plex-volsync-local',
      'ExternalSecret plex-volsync-remote',
      'ExternalSecret radarr-volsync-kopia',
      'ExternalSecret radarr-volsync-remote',
      'ExternalSecret radarr-volsync-restic',
      'ReplicationSource plex-local',
      'ReplicationSource plex-remote',
      'ReplicationSource radarr-kopia',
      'ReplicationSource radarr-remote',
      'ReplicationSource radarr-restic',
    ]);
    const live = await read(objectsIn(treeOf(now)));
    expect(live.filter(({ spec }) => (spec as { restic?: object }).restic !== undefined)).toEqual([]);
  });
}

describeSite('five weeks from Restic to Kopia', suite, ['kube-apiserver', 'etcd', 'kustomize-controller', 'restic']);
