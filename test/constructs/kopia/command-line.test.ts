import type { Chart } from 'cdk8s';
import {
  CloudSyncCronJob,
  type Cluster,
  InitializeRepository,
  KopiaMaintenanceCronJob,
  KopiaVerify,
} from '../../../src';
import { copyCluster, podOf } from '../../support/copies';
import { platform } from '../../support/platform-cluster';
import { objectsOf } from '../../support/synth';

const cluster = copyCluster();
const { nas, copy } = cluster.repositories;
const { share, box, far } = platform.repositories;

interface Container {
  readonly command: string[];
  readonly args: string[];
  readonly env: readonly { name: string; value?: string; valueFrom?: object }[];
}

function containersOf(build: (chart: Chart) => void, of: Cluster): Container[] {
  return objectsOf(build, of)
    .filter(({ kind }) => kind.endsWith('Job'))
    .flatMap((job) => [...(podOf(job).initContainers ?? []), ...podOf(job).containers]);
}

const pods: readonly (readonly [string, (chart: Chart) => void, Cluster])[] = [
  ['CloudSyncCronJob', (chart) => new CloudSyncCronJob(chart, { from: nas, to: copy }), cluster],
  ['KopiaVerify of the NAS', (chart) => new KopiaVerify(chart, { repository: nas }), cluster],
  ['KopiaVerify of the copy', (chart) => new KopiaVerify(chart, { repository: copy }), cluster],
  ['KopiaMaintenanceCronJob', (chart) => new KopiaMaintenanceCronJob(chart, { repository: copy }), cluster],
  ['InitializeRepository on NFS', (chart) => new InitializeRepository(chart, { repository: nas }), cluster],
  ['InitializeRepository in a bucket', (chart) => new InitializeRepository(chart, { repository: copy }), cluster],
  ['InitializeRepository on a claim', (chart) => new InitializeRepository(chart, { repository: share }), platform],
  ['InitializeRepository by SFTP', (chart) => new InitializeRepository(chart, { repository: box }), platform],
  ['KopiaMaintenanceCronJob by SFTP', (chart) => new KopiaMaintenanceCronJob(chart, { repository: box }), platform],
  ['CloudSyncCronJob from a claim by SFTP', (chart) => new CloudSyncCronJob(chart, { from: share, to: far }), platform],
];

const SECRETS = ['KOPIA_PASSWORD', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

test.each(pods)(
  'S2: %s starts kopia itself, or a script that calls it, with no secret and no reference to one on its command line',
  (_, build, of) => {
    const containers = containersOf(build, of);
    expect(containers.length).toBeGreaterThan(0);
    for (const { command, args } of containers) {
      expect(command).toEqual(command[0] === 'sh' ? ['sh', '/kopia/verify.sh'] : ['kopia']);
      const line = args.join(' ');
      // No template, no variable of Kubernetes, of Flux or of the environment, and nothing that tells the place.
      expect(line).not.toMatch(/[{}$]|password|access-key|secret|bucket|endpoint|example\.org|BUCKET/i);
      expect(line).not.toMatch(/keyfile|key-data|known|host=box|box\.internal/i);
    }
  },
);

test.each(pods)('S2: %s has its secrets in the environment by reference only', (_, build, of) => {
  for (const { env } of containersOf(build, of)) {
    for (const { name, value, valueFrom } of env) {
      expect([name, SECRETS.includes(name) ? value : valueFrom]).toEqual([name, undefined]);
    }
    expect(env.map(({ name }) => name)).toContain('KOPIA_PASSWORD');
  }
});

test.each(pods)('%s fits the restricted Pod Security Standard, its NFS volume aside', (_, build, of) => {
  const jobs = objectsOf(build, of).filter(({ kind }) => kind.endsWith('Job'));
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
    expect(['configMap', 'emptyDir', 'secret', 'nfs', 'persistentVolumeClaim']).toEqual(expect.arrayContaining(kinds));
  }
});
