import type { Manifest } from '../../support/manifest-tree';
import type { KubeClient, LiveObject } from './kube-client';

/** Has the controller of an object say that it has done its part, as far as Flux looks for that. */
export async function makeReady(client: KubeClient, object: Manifest): Promise<void> {
  await say(client, object, 'True');
}

/** Has it say that it has not. */
export async function makeUnready(client: KubeClient, object: Manifest): Promise<void> {
  await say(client, object, 'False');
}

async function say(client: KubeClient, object: Manifest, status: 'True' | 'False'): Promise<void> {
  const live = await client.read(object);
  if (!live) throw new Error(`${object.kind} ${object.metadata.name} is not there`);
  const { generation } = live.metadata as LiveObject['metadata'] & { readonly generation: number };
  const lastTransitionTime = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const ready = { type: 'Ready', status, reason: 'Played', message: 'by a test', lastTransitionTime };
  await client.patchStatus(object, {
    conditions: [object.kind === 'ExternalSecret' ? ready : { ...ready, observedGeneration: generation }],
    // Each controller says in its own way which text it has looked at.
    ...(object.kind === 'HelmRelease' && { observedGeneration: generation }),
    ...(object.kind === 'ExternalSecret' && { syncedResourceVersion: `${generation}-${'0'.repeat(56)}` }),
  });
}
