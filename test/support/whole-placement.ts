import type { Placement } from '../../src';

const requirement = { key: 'example.org/disk', operator: 'In', values: ['ssd', 'nvme'] };
const nodes = {
  matchExpressions: [requirement, { key: 'cores', operator: 'Gt', values: ['4'] }, { key: 'gpu', operator: 'Exists' }],
  matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['node-1'] }],
};
const pods = {
  topologyKey: 'kubernetes.io/hostname',
  labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'plex' }, matchExpressions: [requirement] },
  namespaces: ['media'],
  namespaceSelector: { matchLabels: { team: 'home' } },
  matchLabelKeys: ['pod-template-hash'],
  mismatchLabelKeys: ['tenant'],
};
const near = {
  requiredDuringSchedulingIgnoredDuringExecution: [pods],
  preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: pods }],
};

/** All that can be said of where movers run. */
export const moverPlacement: Required<Omit<Placement, 'tolerations'>> = {
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [nodes] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: nodes }],
    },
    podAffinity: near,
    podAntiAffinity: near,
  },
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
};

/** All that can be said of where other pods run. */
export const placement: Required<Placement> = {
  ...moverPlacement,
  tolerations: [
    { key: 'example.org/storage', operator: 'Equal', value: 'only', effect: 'NoExecute', tolerationSeconds: 300 },
    { operator: 'Exists' },
  ],
};

/** What all pods can be told that run Kopia on their own. */
export const kopiaPods = {
  placement,
  podLabels: { 'example.org/net': 'storage' },
  labels: { team: 'home' },
  annotations: { 'example.org/owner': 'me' },
  podAnnotations: { 'example.org/mesh': 'no' },
};
