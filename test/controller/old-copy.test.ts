import { daily, destination, VolsyncApp } from '../../src';
import { until } from '../e2e/support/cluster-setup';
import { counted } from '../e2e/support/counts';
import type { KubeClient, LiveObject } from '../e2e/support/kube-client';
import { describeWith } from '../e2e/support/needs';
import { startVolsyncCluster, type VolsyncCluster } from '../e2e/support/volsync-controller';
import { everything } from '../support/clusters';
import type { Manifest } from '../support/manifest-tree';
import { find, objectsOf } from '../support/synth';

const { nas } = everything.repositories;

// What docs/backup-alerts.md says of a backup that fails.
describeWith(['volsync', 'kube-apiserver', 'etcd'], 'a backup that does not end', () => {
  const objects = objectsOf((chart) => {
    const destinations = [destination(nas, { schedule: daily, retention: { daily: 7 } })];
    new VolsyncApp(chart, { app: 'romm', destinations });
  }, everything) as unknown as Manifest[];
  const claim = find(objects as never, 'PersistentVolumeClaim', 'romm') as unknown as Manifest;
  const source = find(objects as never, 'ReplicationSource', 'romm') as unknown as Manifest;
  let client: KubeClient;
  let volsync: VolsyncCluster;

  beforeAll(async () => {
    // The claim of the app is its own.
    volsync = await startVolsyncCluster(
      [claim, source],
      [{ ...source, spec: { ...(source.spec as object), sourcePVC: undefined } }],
    );
    client = volsync.client;
  }, 300_000);

  afterAll(() => volsync?.stop());

  const made = async (apiVersion: string, kind: string, name: string) =>
    (await client.list(apiVersion, kind)).filter(({ metadata }) => metadata.name === name);
  const copies = () => made('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'volsync-romm-src');
  const jobs = () => made('batch/v1', 'Job', 'volsync-src-romm');
  const theOne = async (find: () => Promise<LiveObject[]>) => {
    await until('it is there', async () => (await find()).length === 1);
    return (await find())[0] as LiveObject;
  };

  test('has a copy of its own, which a new Job works on again: to delete the Job brings nothing new', async () => {
    const copy = await theOne(copies);
    await client.patchStatus(copy, { boundVolumeSnapshotContentName: 'content', readyToUse: true, restoreSize: '5Gi' });
    const job = await theOne(jobs);
    await client.remove(job);
    await until('there is another Job', async () =>
      (await jobs()).some(({ metadata }) => metadata.uid !== job.metadata.uid),
    );
    expect((await copies()).map(({ metadata }) => metadata.uid)).toEqual([copy.metadata.uid]);
    counted('VolSync', 'Jobs that were made anew of an old copy', 1);
  }, 120_000);

  test('loses Job and copy when its source is paused, so that the next one copies anew', async () => {
    const pause = (paused: boolean) => client.patch(source, { spec: { paused } });
    await pause(true);
    await until('copy and Job are gone', async () => [...(await copies()), ...(await jobs())].length === 0);
    const live = (await client.read(source)) as LiveObject & { status: { lastSyncTime?: string } };
    // Which is the price: VolSync takes it for a backup that went well.
    expect(live.status.lastSyncTime).toBeDefined();
    // Nothing takes the finalizer off that Kubernetes' own controller would.
    for (const left of await made('v1', 'PersistentVolumeClaim', 'volsync-romm-src')) {
      await client.patch(left, { metadata: { finalizers: null } });
    }
    await client.patch(source, { spec: { trigger: { schedule: null, manual: 'now' } } });
    await pause(false);
    await client.patch(source, { spec: { trigger: { manual: 'again' } } });
    await theOne(copies);
  }, 120_000);
});
