import type { Problem } from '../rules/problem';
import type { KeysOf } from '../values/known-keys';
import { labelProblems } from '../values/labels';
import { ownKeyProblems, POD_KEYS } from '../values/own-keys';
import { PLACEMENT_KEYS, type Placement, placementOf, placementProblems } from './placement';

/** What pods have in common, whatever they do. */
export interface PodOptions {
  /** Which nodes pods may run on; a field that is left out is the cluster's. @default anywhere */
  readonly placement?: Placement;
  /** Labels of the pods, e.g. for a network policy, beside those that the cluster says. @default none */
  readonly podLabels?: Readonly<Record<string, string>>;
}

export const POD_OPTIONS_KEYS: KeysOf<PodOptions> = { placement: PLACEMENT_KEYS, podLabels: 'map' };

/** What pods have in common, decided. */
export type Pods = Required<PodOptions>;

/** What a construct says of its pods, before what its cluster says of all. */
export function decidePods(own: PodOptions, cluster: PodOptions): Pods {
  return {
    placement: placementOf(cluster.placement, own.placement),
    podLabels: { ...cluster.podLabels, ...own.podLabels },
  };
}

/** Everything wrong with what is said of pods. @param own keys that the engine goes by */
export function podProblems({ placement = {}, podLabels = {} }: PodOptions, own: readonly string[]): Problem[] {
  return [
    ...placementProblems('placement', placement),
    ...labelProblems('podLabels', podLabels),
    ...ownKeyProblems('podLabels', podLabels, [...POD_KEYS, ...own]),
  ];
}
