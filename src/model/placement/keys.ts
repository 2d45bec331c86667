import type { KeysOf } from '../values/known-keys';
import type {
  Affinity,
  LabelSelector,
  NodeAffinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  PreferredSchedulingTerm,
  Toleration,
  WeightedPodAffinityTerm,
} from './scheduling';

const REQUIREMENT: KeysOf<NodeSelectorRequirement> = { key: true, operator: true, values: true };

const NODE_TERM: KeysOf<NodeSelectorTerm> = { matchExpressions: [REQUIREMENT], matchFields: [REQUIREMENT] };

const SELECTOR: KeysOf<LabelSelector> = { matchLabels: 'map', matchExpressions: [REQUIREMENT] };

const POD_TERM: KeysOf<PodAffinityTerm> = {
  topologyKey: true,
  labelSelector: SELECTOR,
  namespaces: true,
  namespaceSelector: SELECTOR,
  matchLabelKeys: true,
  mismatchLabelKeys: true,
};

const WEIGHTED_NODE_TERM: KeysOf<PreferredSchedulingTerm> = { weight: true, preference: NODE_TERM };

const WEIGHTED_POD_TERM: KeysOf<WeightedPodAffinityTerm> = { weight: true, podAffinityTerm: POD_TERM };

const NODE_AFFINITY: KeysOf<NodeAffinity> = {
  requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [NODE_TERM] },
  preferredDuringSchedulingIgnoredDuringExecution: [WEIGHTED_NODE_TERM],
};

const POD_AFFINITY: KeysOf<PodAffinity> = {
  requiredDuringSchedulingIgnoredDuringExecution: [POD_TERM],
  preferredDuringSchedulingIgnoredDuringExecution: [WEIGHTED_POD_TERM],
};

export const AFFINITY_KEYS: KeysOf<Affinity> = {
  nodeAffinity: NODE_AFFINITY,
  podAffinity: POD_AFFINITY,
  podAntiAffinity: POD_AFFINITY,
};

export const TOLERATION_KEYS: KeysOf<Toleration> = {
  key: true,
  operator: true,
  value: true,
  effect: true,
  tolerationSeconds: true,
};
