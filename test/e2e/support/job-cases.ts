import type { Manifest } from '../../support/manifest-tree';
import { type JobSpec, recordedJobs, type Workload } from './mover-jobs';

/** A Job as it comes to the API server, and what the policies must make of it. */
export interface JobCase {
  readonly title: string;
  readonly job: Workload;
  /** Who makes it. */
  readonly by: string;
  /** The container that gets the repository; none where the Job is to be left without it. */
  readonly mounts?: string;
  /** Whether it waits a while before it starts. */
  readonly waits: boolean;
}

/** VolSync's operator, as the policies' cluster has it. */
export const OPERATOR = 'system:serviceaccount:storage:volsync';
/** What makes Jobs of CronJobs, of everybody's. */
const CRON_JOBS = 'system:serviceaccount:kube-system:cronjob-controller';
/** Somebody who may do anything in a namespace of theirs. */
const TENANT = 'system:serviceaccount:games:tenant';

/** Jobs as VolSync makes them, as the CronJob controller makes them of VolSync's, and those of others. */
export function jobCases(): JobCase[] {
  const recorded = recordedJobs().map(({ of, made }) => recordedCase(of, made));
  return [...recorded, ...others(), ...feigned(recorded)];
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
    by: made.kind === 'CronJob' ? CRON_JOBS : OPERATOR,
    mounts: byKopia && repository === 'nas' ? container?.name : undefined,
    waits: of.kind === 'ReplicationSource',
  };
}

/** The very Jobs that get the repository, made by whom they must not get it for. */
function feigned(recorded: readonly JobCase[]): JobCase[] {
  const mover = recorded.find(({ mounts, waits }) => mounts === 'kopia' && waits);
  const maintenance = recorded.find(({ mounts, by }) => mounts === 'kopia-maintenance' && by === CRON_JOBS);
  if (!mover || !maintenance) throw new Error('nothing is recorded that gets the repository');
  const nothing = (title: string, like: JobCase, by: string, metadata: object = {}): JobCase => ({
    ...like,
    title,
    by,
    job: { ...like.job, metadata: { ...like.job.metadata, ...metadata } },
    mounts: undefined,
    waits: false,
  });
  const labels = (name: string) => ({
    labels: { 'volsync.backube/kopia-maintenance': 'true', 'volsync.backube/maintenance-name': name },
  });
  const cases = [
    nothing("a tenant's Job that looks like a mover", mover, TENANT),
    nothing("a tenant's Job that looks like maintenance", maintenance, TENANT),
    nothing("a tenant's CronJob that looks like a mover", mover, CRON_JOBS),
    nothing("a tenant's CronJob that looks like maintenance", maintenance, CRON_JOBS, {
      namespace: 'games',
      ...labels('nas'),
    }),
    nothing('a CronJob beside a maintainer, with another name', maintenance, CRON_JOBS, labels('nas2')),
    nothing('a CronJob that a slash would take elsewhere', maintenance, CRON_JOBS, {
      namespace: 'games',
      ...labels('storage.nas'),
    }),
    nothing("the operator's account in another namespace", mover, 'system:serviceaccount:games:volsync'),
    nothing('a user who is called like the account', mover, 'volsync'),
    nothing('a Job of the operator that carries no label of movers', mover, OPERATOR, {
      labels: { 'example.org/of': 'nobody' },
    }),
    {
      ...nothing('maintenance where one account is for all controllers', maintenance, 'system:kube-controller-manager'),
      mounts: 'kopia-maintenance',
    },
  ];
  return cases.map((each, index) => {
    const { metadata } = each.job;
    return { ...each, job: { ...each.job, metadata: { ...metadata, name: `${metadata.name}-${index}` } } };
  });
}

/** A Job as the CronJob controller makes it. The API server gives it the labels of the pods, because the template has none. */
function runOf(cronJob: Workload): Workload {
  const { metadata } = cronJob;
  const spec = cronJob.spec.jobTemplate?.spec as JobSpec;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...metadata, name: `${metadata.name}-29432160`, labels: undefined },
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
    by: OPERATOR,
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
