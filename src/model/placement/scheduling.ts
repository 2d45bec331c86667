// Kubernetes' own words, written out: those of cdk8s-plus-30 would bring all of its declarations to whoever compiles against
// ours, and they do not pass TypeScript's strictest settings.

/** What a label, or a field of a node, must be. */
export interface NodeSelectorRequirement {
  /** The label, or the field. */
  readonly key: string;
  /** `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`. */
  readonly operator: string;
  /** What is compared with; none for `Exists` and `DoesNotExist`. @default none */
  readonly values?: string[];
}

/** All of this must be true of a node. */
export interface NodeSelectorTerm {
  /** What its labels must be. @default anything */
  readonly matchExpressions?: NodeSelectorRequirement[];
  /** What its fields must be. @default anything */
  readonly matchFields?: NodeSelectorRequirement[];
}

/** Nodes of which any one term is true. */
export interface NodeSelector {
  /** The terms. */
  readonly nodeSelectorTerms: NodeSelectorTerm[];
}

/** Nodes that are taken before others. */
export interface PreferredSchedulingTerm {
  /** How much it counts, 1 to 100. */
  readonly weight: number;
  /** Which nodes. */
  readonly preference: NodeSelectorTerm;
}

/** Rules about nodes. */
export interface NodeAffinity {
  /** Which nodes a pod may start on. @default any */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;
  /** Which of them are taken before others. @default none */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: PreferredSchedulingTerm[];
}

/** What a label must be. */
export interface LabelSelectorRequirement {
  /** The label. */
  readonly key: string;
  /** `In`, `NotIn`, `Exists` or `DoesNotExist`. */
  readonly operator: string;
  /** What is compared with; none for `Exists` and `DoesNotExist`. @default none */
  readonly values?: string[];
}

/** Objects with certain labels. */
export interface LabelSelector {
  /** Labels with their values. @default any */
  readonly matchLabels?: { readonly [key: string]: string };
  /** What labels must be. @default anything */
  readonly matchExpressions?: LabelSelectorRequirement[];
}

/** Pods, and how near is near. */
export interface PodAffinityTerm {
  /** Nodes are one place where this label of theirs is one. */
  readonly topologyKey: string;
  /** Which pods. @default none */
  readonly labelSelector?: LabelSelector;
  /** Namespaces of the pods. @default the pod's own */
  readonly namespaces?: string[];
  /** Namespaces of the pods, by their labels. @default the pod's own */
  readonly namespaceSelector?: LabelSelector;
  /** Labels in which the pods must be like this one. @default none */
  readonly matchLabelKeys?: string[];
  /** Labels in which the pods must differ from this one. @default none */
  readonly mismatchLabelKeys?: string[];
}

/** Pods that are near before others. */
export interface WeightedPodAffinityTerm {
  /** How much it counts, 1 to 100. */
  readonly weight: number;
  /** Which pods. */
  readonly podAffinityTerm: PodAffinityTerm;
}

/** Rules about pods that run near, or far. */
export interface PodAffinity {
  /** Which pods a pod must start near. @default any */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[];
  /** Which of them count more. @default none */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: WeightedPodAffinityTerm[];
}

/** Rules about nodes, and about pods that run near. */
export interface Affinity {
  /** Rules about nodes. @default none */
  readonly nodeAffinity?: NodeAffinity;
  /** Pods to be near to. @default none */
  readonly podAffinity?: PodAffinity;
  /** Pods to be far from. @default none */
  readonly podAntiAffinity?: PodAffinity;
}

/** A taint of nodes that keeps a pod not away. */
export interface Toleration {
  /** The taint. @default every taint */
  readonly key?: string;
  /** `Exists` or `Equal`. @default `Equal` */
  readonly operator?: string;
  /** Its value, for `Equal`. @default none */
  readonly value?: string;
  /** `NoSchedule`, `PreferNoSchedule` or `NoExecute`. @default all of them */
  readonly effect?: string;
  /** Seconds that a pod may stay, for `NoExecute`. @default for ever */
  readonly tolerationSeconds?: number;
}
