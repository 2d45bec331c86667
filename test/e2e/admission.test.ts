import { type ApiServer, startApiServer } from './support/api-server';
import { makeNamespaces } from './support/cluster-setup';
import { counted } from './support/counts';
import { type JobCase, jobCases } from './support/job-cases';
import { onCreateAlone, podOf, switchPolicies } from './support/job-policies';
import type { KubeClient } from './support/kube-client';
import { MINORS, policies } from './support/mover-cases';
import type { PodSpec, Workload } from './support/mover-jobs';
import { describeWith } from './support/needs';
import { withoutIds } from './support/timeless';

const cases = jobCases();
const JITTER = 'jitter';
/** Who updates Jobs beside their makers, and somebody at a keyboard. */
const OTHERS = [
  'system:serviceaccount:kube-system:generic-garbage-collector',
  'system:serviceaccount:kube-system:job-controller',
  'somebody',
];
const REPOSITORY = { name: 'repository', nfs: { server: 'nas.internal', path: '/backups' } };
const MOUNT = { name: 'repository', mountPath: '/repository' };

describeWith(['kube-apiserver', 'etcd'], 'the admission policies on a real API server', () => {
  let server: ApiServer;
  let client: KubeClient;
  /** The Jobs as the API server takes them without a policy. */
  const untouched = new Map<string, PodSpec>();

  beforeAll(async () => {
    server = await startApiServer();
    client = server.client;
    await makeNamespaces(
      client,
      cases.map(({ job }) => job),
    );
    for (const { title, job } of cases) {
      untouched.set(title, podOf(await client.dryRunCreate(job)));
    }
  }, 300_000);

  afterAll(() => server?.stop());

  describe.each(MINORS)('those for Kubernetes %s', (minor) => {
    beforeAll(() => switchPolicies(client, policies(minor), 'on'), 120_000);
    afterAll(() => switchPolicies(client, policies(minor), 'off'), 120_000);

    test.each(cases.map((each) => [each.title, each] as const))('%s', async (title, jobCase) => {
      const before = untouched.get(title) as PodSpec;
      const maker = client.as(jobCase.by);
      const created = await maker.create(jobCase.job);
      expect(podOf(created)).toEqual(expected(before, jobCase));

      // VolSync builds containers and volumes anew at every look, without what the policies have put in.
      const { containers, volumes } = before;
      const rebuilt = structuredClone(created) as unknown as Workload;
      Object.assign(rebuilt.spec.template.spec, { containers, volumes });
      const updated = await maker.update(rebuilt);
      expect(podOf(updated)).toEqual(podOf(created));
      expect(updated.metadata.uid).toBe(created.metadata.uid);
      expect(withoutIds(labelsOf(updated))).toEqual(withoutIds(labelsOf(created)));

      // What others do with a Job that is there: it keeps what it has, and gets no more.
      for (const user of OTHERS) {
        const touched = await client.as(user).patch(created, { metadata: { finalizers: [`example.org/${minor}`] } });
        expect(podOf(touched)).toEqual(podOf(created));
        expect(podOf(await client.as(user).patch(created, { metadata: { finalizers: null } }))).toEqual(podOf(created));
      }
      await client.remove(created);
    });
  });

  test('a policy that acts on CREATE alone would make VolSync delete the Job and begin anew', async () => {
    const { job, by } = cases.find((each) => each.mounts !== undefined && each.waits) as JobCase;
    const maker = client.as(by);
    const policy = onCreateAlone(policies('1.36'));
    await switchPolicies(client, policy, 'on');
    const created = await maker.create(job);
    const rebuilt = structuredClone(created) as unknown as Workload;
    Object.assign(rebuilt.spec.template.spec, { volumes: job.spec.template.spec.volumes });
    await expect(maker.update(rebuilt)).rejects.toThrow('field is immutable');
    await client.remove(created);
    await switchPolicies(client, policy, 'off');
  }, 120_000);

  test('every case was tried under every API version', () => {
    counted('admission', 'Jobs created and updated', cases.length * MINORS.length);
    const left = cases.filter((each) => each.mounts === undefined && !each.waits);
    counted('admission', 'of them left as they were', left.length * MINORS.length);
    expect(cases.length).toBeGreaterThan(30);
  });
});

/** Exactly one volume and one mount more, and a wait before all other init containers; everything else as it was. */
function expected(before: PodSpec, { mounts, waits }: JobCase): PodSpec {
  return {
    ...before,
    ...(mounts !== undefined && {
      volumes: [...(before.volumes ?? []), REPOSITORY],
      containers: before.containers.map((each) =>
        each.name === mounts ? { ...each, volumeMounts: [...(each.volumeMounts ?? []), MOUNT] } : each,
      ),
    }),
    ...(waits && { initContainers: [expect.objectContaining({ name: JITTER }), ...(before.initContainers ?? [])] }),
  };
}

function labelsOf(job: unknown): Readonly<Record<string, string>> | undefined {
  return (job as Workload).metadata.labels;
}
