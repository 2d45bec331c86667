import type { k8s } from 'cdk8s-plus-30';
import type { KeysOf } from '../values/known-keys';

const REQUIREMENT: KeysOf<k8s.NodeSelectorRequirement> = { key: true, operator: true, values: true };

const NODE_TERM: KeysOf<k8s.NodeSelectorTerm> = { matchExpressions: [REQUIREMENT], matchFields: [REQUIREMENT] };

const SELECTOR: KeysOf<k8s.LabelSelector> = { matchLabels: 'map', matchExpressions: [REQUIREMENT] };

const POD_TERM: KeysOf<k8s.PodAffinityTerm> = {
  topologyKey: true,
  labelSelector: SELECTOR,
  namespaces: true,
  namespaceSelector: SELECTOR,
  matchLabelKeys: true,
  mismatchLabelKeys: true,
};

const WEIGHTED_NODE_TERM: KeysOf<k8s.PreferredSchedulingTerm> = { weight: true, preference: NODE_TERM };

const WEIGHTED_POD_TERM: KeysOf<k8s.WeightedPodAffinityTerm> = { weight: true, podAffinityTerm: POD_TERM };

const NODE_AFFINITY: KeysOf<k8s.NodeAffinity> = {
  requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [NODE_TERM] },
  preferredDuringSchedulingIgnoredDuringExecution: [WEIGHTED_NODE_TERM],
};

const POD_AFFINITY: KeysOf<k8s.PodAffinity> = {
  requiredDuringSchedulingIgnoredDuringExecution: [POD_TERM],
  preferredDuringSchedulingIgnoredDuringExecution: [WEIGHTED_POD_TERM],
};

export const AFFINITY_KEYS: KeysOf<k8s.Affinity> = {
  nodeAffinity: NODE_AFFINITY,
  podAffinity: POD_AFFINITY,
  podAntiAffinity: POD_AFFINITY,
};

export const TOLERATION_KEYS: KeysOf<k8s.Toleration> = {
  key: true,
  operator: true,
  value: true,
  effect: true,
  tolerationSeconds: true,
};
