import { until } from '../e2e/support/cluster-setup';
import { counted } from '../e2e/support/counts';
import { onCreateAlone, switchPolicies } from '../e2e/support/job-policies';
import type { KubeClient } from '../e2e/support/kube-client';
import { foreignObjects, policies, volsyncObjects } from '../e2e/support/mover-cases';
import { type MoverJob, recordedJobs } from '../e2e/support/mover-jobs';
import { describeWith } from '../e2e/support/needs';
import { timeless } from '../e2e/support/timeless';
import { jobsOf, startVolsyncCluster, type VolsyncCluster } from '../e2e/support/volsync-controller';
import type { Manifest } from '../support/manifest-tree';

const SUITE = 'VolSync';
const LOOKS = 5;

describeWith(['volsync', 'kube-apiserver', 'etcd'], "VolSync's own controller", () => {
  const objects = [...volsyncObjects(), ...foreignObjects()];
  let client: KubeClient;
  let volsync: VolsyncCluster;

  beforeAll(async () => {
    volsync = await startVolsyncCluster(objects);
    client = volsync.client;
  }, 300_000);

  afterAll(() => volsync?.stop());

  test('makes the Jobs that the other suites have on record', async () => {
    const jobs = await jobsOf(client, objects);
    expect(jobs.map(timeless)).toEqual(recordedJobs());
    counted(SUITE, 'Jobs as recorded', jobs.length);
  }, 120_000);

  test('keeps the Jobs that the policies have changed, look after look', async () => {
    await switchPolicies(client, policies('1.36'), 'on');
    const jobs = await startedAnew();
    const nas = jobs.filter(needsRepository);
    expect(nas.map(({ made }) => repositoryVolumes(made)).every((count) => count === 1)).toBe(true);
    expect(nas.length).toBeGreaterThan(10);

    const later = await afterLooks();
    expect(later.map(({ made }) => made.metadata)).toEqual(jobs.map(({ made }) => made.metadata));
    expect(volsync.log()).not.toContain('field is immutable');
    counted(SUITE, `Jobs the same after ${LOOKS} looks`, jobs.length);
  }, 180_000);

  test('would start a Job over and over that a policy changes on CREATE alone', async () => {
    await switchPolicies(client, onCreateAlone(policies('1.36')), 'on');
    const jobs = await startedAnew();
    const later = await afterLooks();
    const restarted = later.filter(({ made }, index) => uid(made) !== uid(jobs[index]?.made));
    expect(restarted.length).toBeGreaterThan(0);
  }, 180_000);

  test('takes the Job of a source away that is paused, and calls that a success', async () => {
    const [source] = objects.filter(({ kind, metadata }) => kind === 'ReplicationSource' && metadata.name === 'kept');
    if (!source) throw new Error('no source is called kept');
    const isThere = async () => {
      const jobs = await client.list('batch/v1', 'Job');
      return jobs.some(({ metadata }) => metadata.name === 'volsync-src-kept');
    };
    expect(await isThere()).toBe(true);
    await client.apply({ ...source, spec: { ...(source.spec as object), paused: true } });
    await until('the Job is gone', async () => !(await isThere()));
    await until('the source has been backed up, as it says', async () => {
      const { status } = (await client.read(source)) as unknown as { status?: { lastSyncTime?: string } };
      return status?.lastSyncTime !== undefined;
    });
  }, 120_000);

  /** The Jobs that the controller makes when its present ones have gone. */
  async function startedAnew(): Promise<MoverJob[]> {
    for (const { made } of (await jobsOf(client, objects)).filter(({ made }) => made.kind === 'Job')) {
      await client.remove(made);
    }
    return movers(await jobsOf(client, objects));
  }

  /** The Jobs after the controller has looked at each object again, several times. */
  async function afterLooks(): Promise<MoverJob[]> {
    for (let look = 1; look <= LOOKS; look++) {
      for (const object of objects) {
        const annotations = { look: `${look}` };
        await client.apply({ ...object, metadata: { ...object.metadata, annotations } as Manifest['metadata'] });
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    return movers(await jobsOf(client, objects));
  }
});

/** A manual maintenance is made once and never looked at again. */
function movers(jobs: readonly MoverJob[]): MoverJob[] {
  return jobs.filter(({ of }) => of.kind !== 'KopiaMaintenance');
}

function needsRepository({ made }: MoverJob): boolean {
  const { metadata, spec } = made.spec.template;
  return (
    spec.containers[0]?.name === 'kopia' && (metadata?.labels?.['cdk8s-volsync-kopia/repository'] ?? 'nas') === 'nas'
  );
}

function repositoryVolumes({ spec }: MoverJob['made']): number {
  return (spec.template.spec.volumes ?? []).filter(({ name }) => name === 'repository').length;
}

function uid(job: MoverJob['made'] | undefined): unknown {
  return (job?.metadata as { uid?: string } | undefined)?.uid;
}
