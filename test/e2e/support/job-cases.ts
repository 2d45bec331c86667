import type { Manifest } from '../../support/manifest-tree';
import { type JobSpec, recordedJobs, type Workload } from './mover-jobs';

/** A Job as it comes to the API server, and what the policies must make of it. */
export interface JobCase {
  readonly title: string;
  readonly job: Workload;
  /** The container that gets the repository; none where the Job is to be left without it. */
  readonly mounts?: string;
  /** Whether it waits a while before it starts. */
  readonly waits: boolean;
}

/** Jobs as VolSync makes them, as the CronJob controller makes them of VolSync's, and those of others. */
export function jobCases(): JobCase[] {
  return [...recordedJobs().map(({ of, made }) => recordedCase(of, made)), ...others()];
}

function recordedCase(of: Manifest, made: Workload): JobCase {
  const job = made.kind === 'CronJob' ? runOf(made) : made;
  const { metadata, spec } = job.spec.template;
  const repository = metadata?.labels?.['cdk8s-volsync-kopia/repository'] ?? 'nas';
  const [container] = spec.containers;
  const byKopia = container?.name.startsWith('kopia');
  return {
    title: `${made.kind} of ${of.kind} ${of.metadata.name}`,
    job,
    mounts: byKopia && repository === 'nas' ? container?.name : undefined,
    waits: of.kind === 'ReplicationSource',
  };
}

/** A Job as the CronJob controller makes it: its labels are those of the pods, because the template has none. */
function runOf(cronJob: Workload): Workload {
  const { metadata } = cronJob;
  const spec = cronJob.spec.jobTemplate?.spec as JobSpec;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...metadata, name: `${metadata.name}-29432160`, labels: spec.template.metadata?.labels },
    spec,
  };
}

function others(): JobCase[] {
  const romm = recordedJobs().find(({ of }) => of.metadata.name === 'romm' && of.kind === 'ReplicationSource')?.made;
  if (!romm) throw new Error('no Job of romm is recorded');
  const changed = (
    title: string,
    expected: Pick<JobCase, 'mounts' | 'waits'>,
    { labels = romm.metadata.labels, ...metadata }: Partial<Workload['metadata']> & { generateName?: string },
    pod: Partial<JobSpec['template']['spec']> = {},
  ): JobCase => ({
    title,
    ...expected,
    job: {
      ...romm,
      metadata: { namespace: 'games', labels, ...metadata } as Workload['metadata'],
      spec: {
        ...romm.spec,
        template: { metadata: { labels: { ...labels } }, spec: { ...romm.spec.template.spec, ...pod } },
      },
    },
  });
  const foreign = { 'app.kubernetes.io/name': 'somebody' };
  const none = { waits: false };
  return [
    changed('a foreign Job with a similar name', none, { name: 'volsync-src-foreign', labels: foreign }),
    changed('a foreign Job without a name', none, { generateName: 'foreign-', labels: foreign }),
    changed('a Job of VolSync without a name', { mounts: 'kopia', waits: false }, { generateName: 'volsync-src-' }),
    changed(
      'a mover with init containers of its own',
      { mounts: 'kopia', waits: true },
      { name: 'volsync-src-prepared' },
      { initContainers: [{ name: 'prepare', image: 'busybox', command: ['true'] }] },
    ),
    changed(
      'a mover with a sidecar',
      { mounts: 'kopia', waits: true },
      { name: 'volsync-src-accompanied' },
      { containers: [...romm.spec.template.spec.containers, { name: 'proxy', image: 'proxy' }] },
    ),
    changed(
      'a mover that has the mount already',
      { mounts: undefined, waits: true },
      { name: 'volsync-src-mounted' },
      mounted(romm.spec.template.spec),
    ),
  ];
}

/** As the policy would have left it. */
function mounted({ containers, volumes = [] }: JobSpec['template']['spec']): Partial<JobSpec['template']['spec']> {
  return {
    volumes: [...volumes, { name: 'repository', nfs: { server: 'nas.internal', path: '/backups' } }],
    containers: containers.map((each) => ({
      ...each,
      volumeMounts: [...(each.volumeMounts ?? []), { name: 'repository', mountPath: '/repository' }],
    })),
  };
}
