import type { Problem } from '../rules/problem';
import type { KeysOf } from '../values/known-keys';
import { labelProblems } from '../values/labels';
import { AFFINITY_KEYS, TOLERATION_KEYS } from './keys';
import { nodeAffinityProblems } from './node-affinity-problems';
import { podAffinityProblems } from './pod-affinity-problems';
import type { Affinity, Toleration } from './scheduling';
import { tolerationsProblems } from './toleration-problems';

/** Which nodes pods may run on, in Kubernetes' own words. */
export interface Placement {
  /** Rules about nodes, and about pods that run near. @default none */
  readonly affinity?: Affinity;
  /** Labels that a node must have. @default none */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints that keep nobody away. VolSync gives its movers none. @default none */
  readonly tolerations?: readonly Toleration[];
}

export const PLACEMENT_KEYS: KeysOf<Placement> = {
  affinity: AFFINITY_KEYS,
  nodeSelector: 'map',
  tolerations: [TOLERATION_KEYS],
};

/** What is said in one place before what is said in another, each of its fields as a whole. */
export function placementOf(general: Placement | undefined, own: Placement | undefined): Placement {
  return { ...general, ...own };
}

/** The fields of a pod that place it; a set or a list with nothing in it takes back what the cluster says. */
export function placementFields({ affinity, nodeSelector, tolerations }: Placement) {
  return {
    ...(isSaid(affinity) && { affinity }),
    ...(isSaid(nodeSelector) && { nodeSelector: { ...nodeSelector } }),
    ...(isSaid(tolerations) && { tolerations: [tolerations].flat() }),
  };
}

/** Whether anything is in a set or a list. */
export function isSaid<T extends object>(value: T | undefined): value is T {
  return value !== undefined && Object.keys(value).length > 0;
}

/** Whether pods may run on some nodes only. */
export function choosesNodes({ affinity, nodeSelector }: Placement): boolean {
  const pods = affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return (
    isSaid(nodeSelector) ||
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined ||
    // Those where the others are.
    isSaid(pods)
  );
}

/** What the API server refuses when a pod is made of it, at a time when nobody looks. */
export function placementProblems(field: string, { affinity, nodeSelector, tolerations }: Placement): Problem[] {
  return [
    ...nodeAffinityProblems(`${field}.affinity.nodeAffinity`, affinity?.nodeAffinity),
    ...(['podAffinity', 'podAntiAffinity'] as const).flatMap((key) =>
      podAffinityProblems(`${field}.affinity.${key}`, affinity?.[key]),
    ),
    ...labelProblems(`${field}.nodeSelector`, nodeSelector ?? {}),
    ...tolerationsProblems(`${field}.tolerations`, tolerations),
  ];
}
