import type { Manifest } from '../../support/manifest-tree';
import { until } from './cluster-setup';
import { type JobCase, jobCases } from './job-cases';
import type { KubeClient } from './kube-client';
import type { PodSpec, Workload } from './mover-jobs';

/** Applies or removes the policies, and waits until the API server acts accordingly. */
export async function switchPolicies(
  client: KubeClient,
  policies: readonly Manifest[],
  to: 'on' | 'off',
): Promise<void> {
  for (const policy of policies) {
    await (to === 'on' ? client.apply(policy) : client.remove(policy));
  }
  const [{ job, by }] = jobCases().filter((each) => each.mounts !== undefined && each.waits) as [JobCase];
  const maker = client.as(by);
  await until(`the policies are ${to}`, async () => {
    const probe = { ...job, metadata: { ...job.metadata, name: `${job.metadata.name}-probe` } };
    const { volumes = [], initContainers = [] } = podOf(await maker.dryRunCreate(probe));
    const acts = [volumes.some(({ name }) => name === 'repository'), initContainers.length > 0];
    return acts.every((each) => each === (to === 'on'));
  });
}

/** What a Job starts. */
export function podOf(job: unknown): PodSpec {
  return (job as Workload).spec.template.spec;
}

/** Policies that do half of what they must: the controller's own updates pass them by. */
export function onCreateAlone(policies: readonly Manifest[]): Manifest[] {
  return policies.map((policy) => {
    const { spec } = policy as Manifest & { spec: { matchConstraints?: { resourceRules: object[] } } };
    const resourceRules = spec.matchConstraints?.resourceRules.map((rule) => ({ ...rule, operations: ['CREATE'] }));
    return resourceRules ? { ...policy, spec: { ...spec, matchConstraints: { resourceRules } } } : policy;
  });
}
