import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identity, type Manifest, type ManifestFile } from '../../support/manifest-tree';
import { program } from '../../support/programs';
import { type ApiServer, startApiServer } from './api-server';
import { startArtifactServer } from './artifacts';
import { installCrds, until } from './cluster-setup';
import { isSettled, kustomizations, type Progress, progressOf } from './flux-status';
import type { KubeClient } from './kube-client';
import { freePort, type ServerProcess, startServer } from './server-process';

/** A cluster in which Flux applies what is committed: a real API server, and a real kustomize-controller. */
export interface FluxCluster {
  readonly client: KubeClient;
  /** Puts a tree in the place of the one before, and waits until Flux has done with it what it can. */
  readonly commit: (files: readonly ManifestFile[]) => Promise<void>;
  /** Has Flux look at Kustomizations now, as `flux reconcile kustomization` does, and waits as {@link commit} does. */
  readonly reconcile: (...names: readonly string[]) => Promise<void>;
  /** As `flux suspend kustomization` does. */
  readonly suspend: (name: string) => Promise<void>;
  /** As `flux resume kustomization` does, and waits as {@link commit} does. */
  readonly resume: (name: string) => Promise<void>;
  /** Where Flux has got to with each Kustomization, by name, and what it says of it. */
  readonly progress: () => Promise<Readonly<Record<string, Progress>>>;
  readonly message: (name: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** What Flux reads, as `flux bootstrap` makes it. */
const SOURCE = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
  metadata: { name: 'flux-system', namespace: 'flux-system' },
} as const;

export async function startFlux(): Promise<FluxCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'flux-'));
  const server = await startApiServer();
  const artifacts = await startArtifactServer();
  const { client } = server;
  const running = [artifacts.stop, server.stop];
  const stop = async () => {
    for (const each of running) await each();
    rmSync(folder, { recursive: true });
  };
  try {
    await prepare(client);
    running.unshift((await startController(server, folder)).stop);
  } catch (error) {
    await stop();
    throw error;
  }

  let commits = 0;
  const revision = () => `main@sha1:${commits.toString(16).padStart(40, '0')}`;
  const settled = async () => {
    await until(
      'Flux has done what it can',
      async () => isSettled(await kustomizations(client), revision()),
      async () => JSON.stringify(await progress()),
    );
  };
  const progress = async () =>
    Object.fromEntries(
      (await kustomizations(client)).map((each) => [each.metadata.name, progressOf(each, revision())]),
    );
  const named = (name: string): Manifest => ({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: SOURCE.metadata.namespace },
  });
  const reconcile = async (...names: readonly string[]) => {
    const now = new Date().toISOString();
    const annotations = { 'reconcile.fluxcd.io/requestedAt': now };
    for (const name of names) await client.patch(named(name), { metadata: { annotations } }, 'flux');
    await until(`Flux has looked at ${names.join(', ')}`, async () => {
      const asked = (await kustomizations(client)).filter(({ metadata }) => names.includes(metadata.name));
      return asked.every(({ status }) => status.lastHandledReconcileAt === now);
    });
    await settled();
  };
  return {
    client,
    commit: async (files) => {
      commits += 1;
      const artifact = artifacts.offer(files, revision());
      const ready = { type: 'Ready', status: 'True', reason: 'Succeeded', message: '', observedGeneration: 1 };
      const conditions = [{ ...ready, lastTransitionTime: artifact.lastUpdateTime }];
      await client.patchStatus(SOURCE, { artifact, conditions, observedGeneration: 1 });
      await settled();
    },
    reconcile,
    suspend: async (name) => {
      await client.patch(named(name), { spec: { suspend: true } }, 'flux');
    },
    resume: async (name) => {
      await client.patch(named(name), { spec: { suspend: false } }, 'flux');
      await reconcile(name);
    },
    progress,
    message: async (name) => {
      const found = (await kustomizations(client)).find(({ metadata }) => metadata.name === name);
      return found?.status.conditions?.find(({ type }) => type === 'Ready')?.message ?? '';
    },
    stop,
  };
}

/** All that kustomize-controller wants to find. */
async function prepare(client: KubeClient): Promise<void> {
  await installCrds(client);
  // It watches every kind of source, whether anybody uses it or not.
  for (const [kind, plural] of [
    ['Bucket', 'buckets'],
    ['ExternalArtifact', 'externalartifacts'],
  ] as const) {
    await client.apply(anyDefinition('source.toolkit.fluxcd.io', kind, plural));
  }
  const { namespace } = SOURCE.metadata;
  await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await client.apply({ ...SOURCE, spec: { url: 'https://git.example.org/home.git', interval: '1h' } });
}

function anyDefinition(group: string, kind: string, plural: string): Manifest {
  const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: anything } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: { group, names: { kind, plural }, scope: 'Namespaced', versions: [version] },
  };
}

async function startController({ kubeconfig }: ApiServer, folder: string): Promise<ServerProcess> {
  const health = await freePort();
  return startServer(
    [
      ...([
        'env',
        `KUBECONFIG=${kubeconfig}`,
        `RUNTIME_NAMESPACE=${SOURCE.metadata.namespace}`,
        `TMPDIR=${folder}`,
      ] as const),
      program('kustomize-controller'),
      ...['--events-addr=', '--metrics-addr=0', `--health-addr=127.0.0.1:${health}`],
      ...['--enable-leader-election=false', '--watch-all-namespaces'],
      // So that nobody waits: neither for a worker that waits for health, nor for the next look at a dependency.
      ...['--concurrent=64', '--requeue-dependency=1s', '--interval-jitter-percentage=0', '--log-level=error'],
      ...['--kube-api-qps=500', '--kube-api-burst=1000'],
    ],
    join(folder, 'kustomize-controller.log'),
    async () => (await fetch(`http://127.0.0.1:${health}/readyz`)).ok,
  );
}

/** What becomes of objects, by identity: the uid, or that it is not there, or that it is being deleted. */
export async function uids(
  client: KubeClient,
  objects: readonly Manifest[],
): Promise<Readonly<Record<string, string>>> {
  const states = objects.map(async (object) => [identity(object), await stateOf(client, object)] as const);
  return Object.fromEntries(await Promise.all(states));
}

async function stateOf(client: KubeClient, object: Manifest): Promise<string> {
  const live = await client.read(object);
  if (!live) return 'absent';
  return 'deletionTimestamp' in live.metadata ? 'being deleted' : live.metadata.uid;
}
