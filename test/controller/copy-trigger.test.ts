import { daily, destination, VolsyncApp } from '../../src';
import { until } from '../e2e/support/cluster-setup';
import { counted } from '../e2e/support/counts';
import type { KubeClient, LiveObject } from '../e2e/support/kube-client';
import { describeWith } from '../e2e/support/needs';
import { startVolsyncCluster, type VolsyncCluster } from '../e2e/support/volsync-controller';
import { everything } from '../support/clusters';
import type { Manifest } from '../support/manifest-tree';
import { find, objectsOf } from '../support/synth';

const { nas, attic } = everything.repositories;
const GROUP = 'volsync.backube';
const retention = { daily: 7 };

/** The claim of the app is its own. */
const withoutClaim = (object: Manifest) => ({ ...object, spec: { ...(object.spec as object), sourcePVC: undefined } });

function annotationsOf(object: Manifest | undefined): Record<string, string> {
  return (object?.metadata as { annotations?: Record<string, string> } | undefined)?.annotations ?? {};
}

describeWith(['volsync', 'kube-apiserver', 'etcd'], 'a claim with a copy trigger', () => {
  const objects = objectsOf((chart) => {
    new VolsyncApp(chart, {
      app: 'romm',
      beforeBackup: 'copy-trigger',
      destinations: [nas, attic].map((each) => destination(each, { schedule: daily, retention })),
    });
  }, everything) as unknown as Manifest[];
  const claim = find(objects as never, 'PersistentVolumeClaim', 'romm') as unknown as Manifest;
  const [source, other] = objects.filter(({ kind }) => kind === 'ReplicationSource') as [Manifest, Manifest];
  let client: KubeClient;
  let volsync: VolsyncCluster;

  beforeAll(async () => {
    volsync = await startVolsyncCluster([claim, source], [source, other].map(withoutClaim));
    client = volsync.client;
  }, 300_000);

  afterAll(() => volsync?.stop());

  const annotation = async (name: string) => annotationsOf(await client.read(claim))[`${GROUP}/${name}`];
  const says = (status: string) =>
    until(`the claim says ${status}`, async () => (await annotation('latest-copy-status')) === status);
  const snapshots = () => client.list('snapshot.storage.k8s.io/v1', 'VolumeSnapshot');
  const answer = async (text: string) => {
    const { metadata, ...rest } = claim;
    const annotations = { ...annotationsOf(claim), [`${GROUP}/copy-trigger`]: text };
    await client.apply({ ...rest, metadata: { ...metadata, annotations } } as Manifest);
  };
  /** What a CSI driver says when a snapshot can be used. */
  const ready = (snapshot: LiveObject) =>
    client.patchStatus(snapshot, { boundVolumeSnapshotContentName: 'content', readyToUse: true, restoreSize: '5Gi' });

  test('is not copied before something answers, and says so', async () => {
    await says('WaitingForTrigger');
    expect(Date.parse((await annotation('latest-copy-trigger-waiting-since')) ?? '')).not.toBeNaN();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await snapshots()).toEqual([]);
  }, 90_000);

  test('is copied once something has answered, and says when the copy can be used', async () => {
    await answer('first');
    await says('InProgress');
    await until('there is a snapshot', async () => (await snapshots()).length === 1);
    expect(await annotation('latest-copy-trigger')).toBeUndefined();
    await ready((await snapshots())[0] as LiveObject);
    await says('Completed');
    expect(await annotation('latest-copy-trigger')).toBe('first');
    counted('VolSync', 'copies that waited for a trigger', 1);
  }, 120_000);

  test('waits anew for the next destination, for which the last answer is none', async () => {
    await client.apply(other);
    await says('WaitingForTrigger');
    expect(await snapshots()).toHaveLength(1);
    await answer('second');
    await until('there is a snapshot of it', async () => (await snapshots()).length === 2);
    counted('VolSync', 'copies that waited for a trigger', 1);
  }, 120_000);
});
