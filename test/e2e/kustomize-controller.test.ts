import { join } from 'node:path';
import { VolsyncApp, type VolsyncAppProps } from '../../src';
import { ledgerOf, protectionIn } from '../ledger/support';
import { identity, type Manifest, readTree } from '../support/manifest-tree';
import { projectRoot } from '../support/project';
import { makeNamespaces, until } from './support/cluster-setup';
import { counted } from './support/counts';
import { type FluxCluster, startFlux, uids } from './support/flux';
import { kustomizationOf } from './support/flux-build';
import { componentTree, objectsIn, treeOf } from './support/flux-trees';
import { describeWith } from './support/needs';
import { makeReady, makeUnready } from './support/played';

const SUITE = 'kustomize-controller';
const claimOf = (app: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: app, namespace: 'games' },
});

jest.setTimeout(180_000);

// One cluster, in which one story follows the other.
describeWith(['kube-apiserver', 'etcd', 'kustomize-controller'], "Flux's kustomize-controller", () => {
  let flux: FluxCluster;

  beforeAll(async () => {
    flux = await startFlux();
  }, 300_000);

  afterAll(() => flux?.stop());

  describe('on dist/', () => {
    const tree = readTree(join(projectRoot, 'dist')).map((file) => ({ ...file, path: `dist/${file.path}` }));
    const objects = objectsIn(tree);
    const named = (kind: string, name: string) => {
      const found = objects.find((each) => each.kind === kind && each.metadata.name === name);
      if (!found) throw new Error(`no ${kind} ${name} in dist/`);
      return found;
    };
    const names = async (progress: string) =>
      Object.entries(await flux.progress()).flatMap(([name, each]) => (each === progress ? [name] : []));
    const isAt = (name: string, progress: string) =>
      until(
        `${name} is ${progress}`,
        async () => (await flux.progress())[name] === progress,
        () => flux.message(name),
      );

    test('applies what waits for nobody, and holds back what waits for VolSync', async () => {
      await makeNamespaces(flux.client, objects);
      const variables = { kind: 'Secret', metadata: { name: 'cluster-secrets', namespace: 'flux-system' } };
      await flux.client.apply({ apiVersion: 'v1', ...variables, stringData: { SECRET_DOMAIN: 'example.org' } });
      await flux.client.apply(kustomizationOf('dist/flux'));
      await flux.commit(tree);

      expect(await names('failed')).toEqual([]);
      expect((await names('ready')).sort()).toEqual([
        'storage-backup-alerts',
        'storage-volsync-jitter',
        'storage-volsync-nfs',
        'test',
      ]);
      expect(await names('waits for health')).toEqual([
        'storage-cloud-sync',
        'storage-kopia',
        'storage-kopia-verify',
        'storage-volsync',
      ]);
      expect(await flux.message('games-romm')).toBe("dependency 'flux-system/storage-volsync' is not ready");
      expect(await flux.client.read(named('ReplicationSource', 'romm'))).toBeUndefined();
    });

    test('applies every app as soon as the release of VolSync is ready', async () => {
      await makeReady(flux.client, named('HelmRelease', 'volsync'));
      await isAt('games-romm', 'ready');
      await isAt('storage-kopia-maintenance', 'waits for health');
      await until('every app is applied', async () =>
        (await names('waits for others')).every((name) => name === 'storage-kopia-scaler'),
      );
      const there = await uids(flux.client, [
        named('ReplicationSource', 'romm'),
        named('PersistentVolumeClaim', 'romm'),
      ]);
      expect(Object.values(there)).not.toContain('absent');
    });

    test('takes neither a maintainer without a CronJob nor a Secret of an older text for healthy', async () => {
      const [maintainer, secret] = [named('KopiaMaintenance', 'nas'), named('ExternalSecret', 'nas-maintenance')];
      await makeReady(flux.client, secret);
      await makeUnready(flux.client, maintainer);
      // Flux looks every five seconds.
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      expect((await flux.progress())['storage-kopia-maintenance']).toBe('waits for health');

      await flux.client.patchStatus(secret, { syncedResourceVersion: '0-of-an-older-text' });
      await makeReady(flux.client, maintainer);
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      expect((await flux.progress())['storage-kopia-maintenance']).toBe('waits for health');

      await makeReady(flux.client, secret);
      await isAt('storage-kopia-maintenance', 'ready');
    });

    test('is done when every controller has done its part, and then changes nothing any more', async () => {
      for (const object of objects) {
        if (['HelmRelease', 'ExternalSecret', 'KopiaMaintenance'].includes(object.kind)) {
          await until(`${identity(object)} is applied`, async () => (await flux.client.read(object)) !== undefined);
          await makeReady(flux.client, object);
        }
      }
      await until('every Kustomization is ready', async () =>
        Object.values(await flux.progress()).every((each) => each === 'ready'),
      );
      const before = await uids(flux.client, objects);
      expect(Object.values(before)).not.toContain('absent');
      counted(SUITE, 'objects of dist/ applied', objects.length);
      await flux.commit(tree);
      expect(await uids(flux.client, objects)).toEqual(before);
      expect(new Set(Object.values(await flux.progress()))).toEqual(new Set(['ready']));
    });

    test('deletes everything that has left the output, but no claim', async () => {
      const claims = objects.filter(({ kind }) => kind === 'PersistentVolumeClaim');
      const before = await uids(flux.client, claims);
      await flux.commit(treeOf((app) => new VolsyncApp(app.chart('games', 'other'), { app: 'other' })));
      const others = objects.filter(({ kind }) => kind !== 'PersistentVolumeClaim');
      await until('what has left the output is gone', async () =>
        Object.values(await uids(flux.client, others)).every((each) => each === 'absent'),
      );
      expect(await uids(flux.client, claims)).toEqual(before);
      counted(SUITE, 'claims that stayed when their apps had gone', claims.length);
    });
  });

  describe('on apps', () => {
    const appsTree = (...apps: readonly (VolsyncAppProps & { readonly chart?: string })[]) =>
      treeOf((app) => {
        for (const { chart, ...props } of apps) new VolsyncApp(app.chart('games', chart ?? props.app), props);
      });
    const allOf = (app: string) => objectsIn(appsTree({ app }), `dist/games/${app}`);
    const look = (app: string) => uids(flux.client, allOf(app));
    const keeping = { app: 'keeping' };
    const other = { app: 'other' };

    test('a removed app loses all but its claim, unless it says prune: true; its neighbour loses nothing', async () => {
      const fleeting = { app: 'fleeting', prune: true };
      await flux.commit(appsTree(keeping, fleeting, other));
      const [kept, neighbour] = [await look('keeping'), await look('other')];
      await flux.commit(appsTree(other));
      await until('they are gone', async () => (await look('fleeting'))[CLAIM('fleeting')] === 'being deleted');
      expect(await look('keeping')).toEqual({
        ...Object.fromEntries(Object.keys(kept).map((each) => [each, 'absent'])),
        [CLAIM('keeping')]: kept[CLAIM('keeping')],
      });
      expect(await look('other')).toEqual(neighbour);
    });

    test('an app that comes back takes its claim up again, and is restored anew', async () => {
      const before = await flux.client.read(claimOf('keeping'));
      await flux.commit(appsTree(keeping, other));
      const after = await look('keeping');
      expect(after[CLAIM('keeping')]).toBe(before?.metadata.uid);
      expect(Object.values(after)).not.toContain('absent');
    });

    test('what a live claim cannot take does not reach it, nor its restore, and stops nothing', async () => {
      const before = await look('keeping');
      await flux.commit(appsTree({ ...keeping, capacity: '50Gi', parallelism: 7 }, other));
      expect((await flux.progress())['games-keeping']).toBe('ready');
      const [claim, restore, source] = await Promise.all(
        ['PersistentVolumeClaim', 'ReplicationDestination', 'ReplicationSource'].map(async (kind) =>
          flux.client.read(allOf('keeping').find((each) => each.kind === kind) as Manifest),
        ),
      );
      expect(claim).toMatchObject({ spec: { resources: { requests: { storage: '5Gi' } } } });
      expect(restore).toMatchObject({ spec: { kopia: { capacity: '5Gi' } } });
      expect(source).toMatchObject({ spec: { kopia: { parallelism: 7 } } });
      expect(await look('keeping')).toEqual(before);
    });

    test('without `ssa: IfNotPresent` such a claim stops its whole chart', async () => {
      const changed = appsTree({ ...keeping, capacity: '50Gi', parallelism: 9 }, other).map((file) => ({
        ...file,
        text: file.path.includes('keeping') ? file.text.replaceAll('ssa: IfNotPresent', 'ssa: Override') : file.text,
      }));
      await flux.commit(changed);
      expect((await flux.progress())['games-keeping']).toBe('failed');
      expect(await flux.message('games-keeping')).toContain('spec is immutable after creation');
      const source = allOf('keeping').find(({ kind }) => kind === 'ReplicationSource') as Manifest;
      expect(await flux.client.read(source)).toMatchObject({ spec: { kopia: { parallelism: 7 } } });
      await flux.commit(appsTree(keeping, other));
      expect((await flux.progress())['games-keeping']).toBe('ready');
    });

    test('what somebody sets by kubectl is taken back, unless the Kustomization is suspended, which stays', async () => {
      const source = allOf('keeping').find(({ kind }) => kind === 'ReplicationSource') as Manifest;
      const paused = async () => ((await flux.client.read(source))?.spec as { paused?: boolean } | undefined)?.paused;
      await flux.client.patch(source, { spec: { paused: true } });
      await flux.reconcile('games-keeping');
      expect(await paused()).toBeUndefined();

      await flux.suspend('games-keeping');
      await flux.client.patch(source, { spec: { paused: true } });
      await flux.reconcile('test');
      expect(await flux.progress()).toMatchObject({ test: 'ready', 'games-keeping': 'suspended' });
      expect(await paused()).toBe(true);
      await flux.resume('games-keeping');
      expect(await paused()).toBeUndefined();
    });

    test('a chart of another name keeps the claim, and loses the restore at least', async () => {
      const before = await look('keeping');
      await flux.commit(appsTree({ ...keeping, chart: 'renamed' }, other));
      await flux.reconcile('games-renamed');
      const after = await look('keeping');
      expect(after[CLAIM('keeping')]).toBe(before[CLAIM('keeping')]);
      expect(after[RESTORE('keeping')]).not.toBe(before[RESTORE('keeping')]);
      expect(Object.values(after)).not.toContain('absent');
    });

    test('a chart of another name loses nothing where the old Kustomization is suspended first', async () => {
      const before = await look('keeping');
      await flux.suspend('games-renamed');
      await flux.commit(appsTree(keeping, other));
      expect(await flux.progress()).toMatchObject({ 'games-keeping': 'ready' });
      expect(await flux.progress()).not.toHaveProperty('games-renamed');
      expect(await look('keeping')).toEqual(before);
    });
  });

  describe('where a Kustomization has a `targetNamespace`', () => {
    const tree = treeOf((app) => {
      new VolsyncApp(app.chart('games', 'roaming'), { app: 'roaming' });
      new VolsyncApp(app.chart('games', 'former'), { app: 'former', formerly: { namespace: 'attic' } });
    });
    const moved = tree.map((file) =>
      file.path.startsWith('dist/flux/games-')
        ? { ...file, text: file.text.replace(/^( *)path: .*$/m, '$&\n$1targetNamespace: media') }
        : file,
    );
    const there = (app: string): Manifest[] =>
      objectsIn(tree, `dist/games/${app}`).map((each) => ({
        ...each,
        metadata: { ...each.metadata, namespace: 'media' },
      }));

    test.each([
      ['roaming', 'roaming@media:/data'],
      ['former', 'former@attic:/data'],
    ])('the restore of %s looks for what the backup files there', async (app, identity) => {
      await flux.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'media' } });
      await flux.commit(moved);
      const live = await Promise.all(there(app).map((each) => flux.client.read(each)));
      expect(live).not.toContain(undefined);
      expect(Object.values(await uids(flux.client, objectsIn(tree, `dist/games/${app}`)))).toEqual(
        Array(there(app).length).fill('absent'),
      );
      const { destinations, restore, id } = protectionIn(ledgerOf(...live));
      expect([id, destinations.map((each) => each.identity)]).toEqual([`media/${app}`, [identity]]);
      expect(restore).toMatchObject({ identity, finds: 'yes' });
    });
  });

  describe('on an app that comes from a Kustomize component', () => {
    const ours = treeOf((app) => {
      new VolsyncApp(app.chart('games', 'other'), { app: 'other' });
      new VolsyncApp(app.chart('games', 'moving'), { app: 'moving' });
    });
    const moving = objectsIn(ours, 'dist/games/moving');
    const without = treeOf((app) => new VolsyncApp(app.chart('games', 'other'), { app: 'other' }));
    const owner = kustomizationOf('apps/moving');
    const component = [...without, ...componentTree(moving, 'apps/moving')];
    const emptied = componentTree([{ ...claimOf('settings'), kind: 'ConfigMap' }], 'apps/moving');

    beforeEach(async () => {
      await flux.client.apply({ ...owner, metadata: { ...owner.metadata, name: 'moving' } });
      await flux.commit(component);
    });

    test('in one commit, with nothing suspended, its claim is deleted', async () => {
      const before = await uids(flux.client, moving);
      await flux.commit([...ours, ...emptied]);
      const after = await uids(flux.client, moving);
      expect(before[CLAIM('moving')]).not.toBe('absent');
      expect(after[CLAIM('moving')]).toBe('being deleted');
      // Nobody holds it here but the API server's own protection.
      await flux.client.patch(claimOf('moving'), { metadata: { finalizers: null } });
    });

    test('in the order of docs/differences.md nothing is deleted and nothing made anew', async () => {
      const before = await uids(flux.client, moving);
      await flux.suspend('moving');
      const annotations = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
      for (const object of moving.filter(({ kind }) =>
        ['PersistentVolumeClaim', 'ReplicationDestination'].includes(kind),
      )) {
        await flux.client.patch(object, { metadata: { annotations } });
      }
      await flux.commit([...ours, ...emptied]);
      expect((await flux.progress())['games-moving']).toBe('ready');
      await flux.resume('moving');
      expect(await uids(flux.client, moving)).toEqual(before);
      expect(Object.values(before)).not.toContain('absent');
    });
  });
});

const CLAIM = (app: string) => `core/PersistentVolumeClaim games/${app}`;
const RESTORE = (app: string) => `volsync.backube/ReplicationDestination games/${app}-dst`;
