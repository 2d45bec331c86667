import { identity } from '../../support/manifest-tree';
import type { KubeClient, LiveObject } from './kube-client';

/** A Flux Kustomization as far as tests look into it. */
export interface LiveKustomization extends LiveObject {
  readonly metadata: LiveObject['metadata'] & { readonly generation: number; readonly deletionTimestamp?: string };
  readonly spec: {
    readonly suspend?: boolean;
    readonly dependsOn?: readonly { readonly name: string; readonly namespace?: string }[];
  };
  readonly status: {
    readonly conditions?: readonly Condition[];
    readonly observedGeneration?: number;
    readonly lastAttemptedRevision?: string;
    readonly lastHandledReconcileAt?: string;
  };
}

export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** Where Flux has got to with a Kustomization. */
export type Progress =
  /** It is at work, or has not begun. */
  | 'at work'
  | 'ready'
  | 'failed'
  /** It has applied all, and what it applied is not healthy yet. */
  | 'waits for health'
  /** It has applied nothing, because another one is not ready. */
  | 'waits for others'
  | 'suspended';

export async function kustomizations(client: KubeClient): Promise<LiveKustomization[]> {
  const found = await client.list('kustomize.toolkit.fluxcd.io/v1', 'Kustomization');
  return (found as LiveKustomization[]).map((each) => ({ ...each, status: each.status ?? {} }));
}

/** @param revision the one that it is to have dealt with */
export function progressOf({ metadata, spec, status }: LiveKustomization, revision: string): Progress {
  if (metadata.deletionTimestamp !== undefined) return 'at work';
  if (spec.suspend) return 'suspended';
  const of = (type: string) => status.conditions?.find((each) => each.type === type);
  const [ready, healthy] = [of('Ready'), of('Healthy')];
  if (ready?.reason === 'DependencyNotReady') return 'waits for others';
  if (status.lastAttemptedRevision !== revision) return 'at work';
  if (ready?.status === 'True') return status.observedGeneration === metadata.generation ? 'ready' : 'at work';
  if (ready?.status === 'False') return 'failed';
  return healthy?.status === 'Unknown' && healthy.message.includes(revision) ? 'waits for health' : 'at work';
}

/** Whether nothing more will happen by itself before somebody makes something healthy, or repairs it. */
export function isSettled(all: readonly LiveKustomization[], revision: string): boolean {
  const progress = new Map(all.map((each) => [identity(each), progressOf(each, revision)]));
  return all.every((each) => {
    const own = progress.get(identity(each));
    if (own !== 'waits for others') return own !== 'at work';
    return (each.spec.dependsOn ?? []).some(({ name, namespace = each.metadata.namespace }) => {
      const other = { ...each, metadata: { name, namespace } };
      return progress.get(identity(other)) !== 'ready';
    });
  });
}
