import { VolsyncApp, type VolsyncAppProps } from '../../src';
import type { Manifest } from '../support/manifest-tree';
import { makeNamespaces } from './support/cluster-setup';
import { type FluxCluster, startFlux } from './support/flux';
import { kustomizationOf } from './support/flux-build';
import { objectsIn, treeOf } from './support/flux-trees';
import { describeWith } from './support/needs';

const claim = (name: string, spec: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'games' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'block',
    resources: { requests: { storage: '5Gi' } },
    ...spec,
  },
});

jest.setTimeout(180_000);

describeWith(['kube-apiserver', 'etcd', 'kustomize-controller'], 'claims that people have', () => {
  let flux: FluxCluster;
  const apps: Record<string, VolsyncAppProps> = {};
  const tree = () =>
    treeOf((app) => {
      for (const props of Object.values(apps)) new VolsyncApp(app.chart('games', props.app), props);
    });
  /** Has Flux apply an app beside the others, and says what it makes of it. */
  const commit = async (props: VolsyncAppProps) => {
    apps[props.app] = props;
    await flux.commit(tree());
    return (await flux.progress())[`games-${props.app}`];
  };
  const found = async (object: Manifest) => (await flux.client.read(object)) as unknown as Record<string, unknown>;

  beforeAll(async () => {
    flux = await startFlux();
    await makeNamespaces(flux.client, [claim('any')]);
    await flux.client.apply(kustomizationOf('dist/flux'));
  }, 300_000);

  afterAll(() => flux?.stop());

  test('a claim of another name is adopted as it is', async () => {
    const live = claim('romm-data', { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '7Gi' } } });
    await flux.client.create(live);
    const before = await found(live);
    expect(await commit({ app: 'romm', claim: 'romm-data' })).toBe('ready');
    const after = await found(live);
    expect(after.spec).toEqual(before.spec);
    expect((after.metadata as { uid: string }).uid).toBe((before.metadata as { uid: string }).uid);
    const source = objectsIn(tree()).find(({ kind }) => kind === 'ReplicationSource') as Manifest;
    expect(await found(source)).toMatchObject({ metadata: { name: 'romm' }, spec: { sourcePVC: 'romm-data' } });
  });

  test('an app without a backup begins without a restore, and gets one later, which its claim never hears of', async () => {
    expect(await commit({ app: 'fresh', restore: false })).toBe('ready');
    const before = await found(claim('fresh'));
    expect(before.spec).not.toHaveProperty('dataSourceRef');
    const restore = { ...claim('fresh-dst'), apiVersion: 'volsync.backube/v1alpha1', kind: 'ReplicationDestination' };
    expect(await found(restore)).toBeUndefined();
    expect(await commit({ app: 'fresh' })).toBe('ready');
    expect(await found(restore)).toBeDefined();
    expect((await found(claim('fresh'))).spec).toEqual(before.spec);
  });

  test('a claim that was made of a snapshot under a new name stays, though it is declared to be filled otherwise', async () => {
    const dataSource = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'plex-data-move' };
    await flux.client.create(claim('plex', { dataSource }));
    const before = await found(claim('plex'));
    expect(await commit({ app: 'plex' })).toBe('ready');
    const after = await found(claim('plex'));
    expect(after.spec).toEqual(before.spec);
    expect(after.spec).toMatchObject({ dataSourceRef: dataSource });
  });

  test('an app that moved goes on under the name that it was filed under', async () => {
    expect(await commit({ app: 'jellyfin', formerly: { app: 'emby', namespace: 'media' } })).toBe('ready');
    const [source, restore] = ['ReplicationSource', 'ReplicationDestination'].map((kind) =>
      objectsIn(tree(), 'dist/games/jellyfin').find((each) => each.kind === kind),
    ) as [Manifest, Manifest];
    const identity = { username: 'emby', hostname: 'media' };
    expect(await found(source)).toMatchObject({ spec: { kopia: identity } });
    expect(await found(restore)).toMatchObject({ spec: { kopia: identity } });
  });
});
