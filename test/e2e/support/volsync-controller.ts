import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../support/manifest-tree';
import { program } from '../../support/programs';
import { type ApiServer, startApiServer } from './api-server';
import { installCrds, makeNamespaces, until } from './cluster-setup';
import { OPERATOR } from './job-cases';
import type { KubeClient, LiveObject } from './kube-client';
import type { MoverJob, Workload } from './mover-jobs';
import { type ServerProcess, startServer } from './server-process';

const IMAGE = 'volsync.example.org/volsync:e2e';

/** A cluster in which VolSync's own controller works on objects: a real API server, and nothing else. */
export interface VolsyncCluster {
  readonly client: KubeClient;
  /** What the controller has said. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** @param surroundings of whose objects what they name is made first */
export async function startVolsyncCluster(
  objects: readonly Manifest[],
  surroundings: readonly Manifest[] = objects,
): Promise<VolsyncCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'volsync-'));
  const server = await startApiServer();
  const { client } = server;
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  };
  try {
    await installCrds(client);
    await makeSurroundings(client, surroundings);
    for (const object of objects) {
      await client.apply(object);
    }
    const volsync = await startVolsync(server, folder);
    return {
      client,
      log: volsync.log,
      stop: async () => {
        await volsync.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts VolSync's own controller against an API server. */
function startVolsync(server: ApiServer, folder: string): Promise<ServerProcess> {
  return startServer(
    [
      'env',
      // What the chart tells it.
      'POD_NAMESPACE=volsync-system',
      `RELATED_IMAGE_KOPIA_CONTAINER=${IMAGE}`,
      program('volsync'),
      `--kubeconfig=${asOperator(server, folder)}`,
      `--kopia-container-image=${IMAGE}`,
      `--restic-container-image=${IMAGE}`,
      '--metrics-bind-address=0',
      '--health-probe-bind-address=0',
    ],
    join(folder, 'volsync.log'),
    async () => true,
  );
}

/** A kubeconfig under the account that the policies take Jobs from, which may do whatever the administrator may. */
function asOperator({ kubeconfig }: ApiServer, folder: string): string {
  const { users, ...config } = JSON.parse(readFileSync(kubeconfig, 'utf8')) as {
    readonly users: readonly { readonly name: string; readonly user: object }[];
  };
  const impersonated = users.map(({ name, user }) => ({
    name,
    user: { ...user, as: OPERATOR, 'as-groups': ['system:masters'] },
  }));
  const path = join(folder, 'kubeconfig');
  writeFileSync(path, JSON.stringify({ ...config, users: impersonated }));
  return path;
}

/** Makes what VolSync's objects name: namespaces, the claims of sources, and Secrets with the keys that it asks for. */
async function makeSurroundings(client: KubeClient, objects: readonly Manifest[]): Promise<void> {
  await makeNamespaces(client, objects);
  for (const object of objects) {
    const { namespace } = object.metadata;
    const { sourcePVC, kopia, restic, repository } = object.spec as VolsyncSpec;
    if (sourcePVC) await client.apply(claim(sourcePVC, namespace));
    const secret = kopia?.repository ?? restic?.repository ?? repository?.repository;
    if (secret) await client.apply(secretOf(secret, namespace));
  }
}

/** Waits until the controller has made a Job, or a CronJob, of each object. */
export async function jobsOf(client: KubeClient, objects: readonly Manifest[]): Promise<MoverJob[]> {
  const found = new Map<Manifest, LiveObject>();
  await until(`VolSync has made a Job of each of ${objects.length} objects`, async () => {
    const workloads = [...(await client.list('batch/v1', 'Job')), ...(await client.list('batch/v1', 'CronJob'))];
    for (const object of objects) {
      const live = await client.read(object);
      const made = workloads.find((each) => owners(each).includes(live?.metadata.uid ?? ''));
      if (made) found.set(object, made);
    }
    return found.size === objects.length;
  });
  return objects.map((of) => ({ of, made: found.get(of) as unknown as Workload }));
}

interface VolsyncSpec {
  readonly sourcePVC?: string;
  readonly kopia?: { readonly repository: string };
  readonly restic?: { readonly repository: string };
  readonly repository?: { readonly repository: string };
}

function claim(name: string, namespace?: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
}

function secretOf(name: string, namespace?: string): Manifest {
  const keys = ['KOPIA_REPOSITORY', 'KOPIA_PASSWORD', 'RESTIC_REPOSITORY', 'RESTIC_PASSWORD'];
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    stringData: Object.fromEntries(keys.map((key) => [key, 'x'])),
  };
}

function owners({ metadata }: LiveObject): string[] {
  return ((metadata as { ownerReferences?: { uid: string }[] }).ownerReferences ?? []).map(({ uid }) => uid);
}
