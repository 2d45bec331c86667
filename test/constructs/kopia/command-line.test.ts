import type { Chart } from 'cdk8s';
import { CloudSyncCronJob, InitializeRepository, KopiaMaintenanceCronJob, KopiaVerify } from '../../../src';
import { copyCluster, podOf } from '../../support/copies';
import { objectsOf } from '../../support/synth';

const cluster = copyCluster();
const { nas, copy } = cluster.repositories;

interface Container {
  readonly command: string[];
  readonly args: string[];
  readonly env: readonly { name: string; value?: string; valueFrom?: object }[];
}

function containersOf(build: (chart: Chart) => void): Container[] {
  return objectsOf(build, cluster)
    .filter(({ kind }) => kind.endsWith('Job'))
    .flatMap((job) => [...(podOf(job).initContainers ?? []), ...podOf(job).containers]);
}

const pods: readonly (readonly [string, (chart: Chart) => void])[] = [
  ['CloudSyncCronJob', (chart) => new CloudSyncCronJob(chart, { from: nas, to: copy })],
  ['KopiaVerify of the NAS', (chart) => new KopiaVerify(chart, { repository: nas })],
  ['KopiaVerify of the copy', (chart) => new KopiaVerify(chart, { repository: copy })],
  ['KopiaMaintenanceCronJob', (chart) => new KopiaMaintenanceCronJob(chart, { repository: copy })],
  ['InitializeRepository on NFS', (chart) => new InitializeRepository(chart, { repository: nas })],
  ['InitializeRepository in a bucket', (chart) => new InitializeRepository(chart, { repository: copy })],
];

const SECRETS = ['KOPIA_PASSWORD', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

test.each(pods)(
  'S2: %s starts kopia itself, with no secret and no reference to one on its command line',
  (_, build) => {
    const containers = containersOf(build);
    expect(containers.length).toBeGreaterThan(0);
    for (const { command, args } of containers) {
      expect(command).toEqual(['kopia']);
      const line = args.join(' ');
      // No template, no variable of Kubernetes, of Flux or of a shell, and nothing that tells the bucket.
      expect(line).not.toMatch(/[{}$]|password|access-key|secret|bucket|endpoint|example\.org|BUCKET/i);
    }
  },
);

test.each(pods)('S2: %s has its secrets in the environment by reference only', (_, build) => {
  for (const { env } of containersOf(build)) {
    for (const { name, value, valueFrom } of env) {
      expect([name, SECRETS.includes(name) ? value : valueFrom]).toEqual([name, undefined]);
    }
    expect(env.map(({ name }) => name)).toContain('KOPIA_PASSWORD');
  }
});

test.each(pods)('%s fits the restricted Pod Security Standard, its NFS volume aside', (_, build) => {
  const jobs = objectsOf(build, cluster).filter(({ kind }) => kind.endsWith('Job'));
  for (const pod of jobs.map(podOf)) {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const { securityContext } of [...(pod.initContainers ?? []), ...pod.containers]) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
    const kinds = pod.volumes.map((each: object) => Object.keys(each).filter((key) => key !== 'name')[0]);
    expect(['emptyDir', 'secret', 'nfs']).toEqual(expect.arrayContaining(kinds));
  }
});
