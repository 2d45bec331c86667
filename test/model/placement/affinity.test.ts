import { nodeAffinityProblems } from '../../../src/model/placement/node-affinity-problems';
import { podAffinityProblems } from '../../../src/model/placement/pod-affinity-problems';
import { lines } from '../fixture';

/** A rule that every node must match. */
const nodes = (...requirements: unknown[]) =>
  lines(
    nodeAffinityProblems('n', {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: requirements }],
      } as never,
    }),
  );
const at = 'n.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

test.each([
  { key: 'disk', operator: 'In', values: ['ssd'] },
  { key: 'disk', operator: 'NotIn', values: ['ssd', ''] },
  { key: 'disk', operator: 'Exists' },
  { key: 'disk', operator: 'DoesNotExist', values: [] },
  { key: 'example.org/cores', operator: 'Gt', values: ['0'] },
  { key: 'example.org/cores', operator: 'Lt', values: ['64'] },
])('%j is asked of a node', (requirement) => {
  expect(nodes(requirement)).toEqual([]);
});

test.each<[requirement: unknown, line: string]>([
  [{ operator: 'Exists' }, 'key: undefined is not the key of a label; write one such as "kubernetes.io/hostname"'],
  [
    { key: 'a/b/c', operator: 'Exists' },
    'key: "a/b/c" is not the key of a label; write one such as "kubernetes.io/hostname"',
  ],
  [{ key: 'a', operator: 'in' }, 'operator: "in" is no operator here; write In, NotIn, Exists, DoesNotExist, Gt, Lt'],
  [{ key: 'a' }, 'operator: undefined is no operator here; write In, NotIn, Exists, DoesNotExist, Gt, Lt'],
  [
    { key: 'a', operator: 'In' },
    'values: In goes with one or more, not []; write a list of values of labels, such as ["a"]',
  ],
  [
    { key: 'a', operator: 'NotIn', values: ['a b'] },
    'values: NotIn goes with one or more, not ["a b"]; write a list of values of labels, such as ["a"]',
  ],
  [
    { key: 'a', operator: 'In', values: 'a' },
    'values: In goes with one or more, not "a"; write a list of values of labels, such as ["a"]',
  ],
  [{ key: 'a', operator: 'Exists', values: ['a'] }, 'values: Exists goes with none, not ["a"]; leave values out'],
  [
    { key: 'a', operator: 'Gt', values: ['1', '2'] },
    'values: Gt goes with one whole number, not ["1","2"]; write it as text, such as ["4"]',
  ],
  [
    { key: 'a', operator: 'Lt', values: [4] },
    'values: Lt goes with one whole number, not [4]; write it as text, such as ["4"]',
  ],
  [
    { key: 'a', operator: 'Lt', values: ['4Gi'] },
    'values: Lt goes with one whole number, not ["4Gi"]; write it as text, such as ["4"]',
  ],
])('%j is refused of a node', (requirement, line) => {
  expect(nodes(requirement)).toEqual([`${at}[0].matchExpressions[0].${line}`]);
});

test.each<[affinity: unknown, ...lines: string[]]>([
  [undefined],
  [{}],
  [
    { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
    `${at}: [] holds no term, and so no node would do; write [{ matchExpressions: [{ key, operator, values }] }]`,
  ],
  [
    { requiredDuringSchedulingIgnoredDuringExecution: {} },
    `${at}: undefined holds no term, and so no node would do; write [{ matchExpressions: [{ key, operator, values }] }]`,
  ],
  [
    { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [] }] } },
    `${at}[0]: {"matchFields":[]} asks for nothing, and no node matches that; write { matchExpressions: [{ key, operator, values }] }`,
  ],
  [
    {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }],
      },
    },
    `${at}[0].matchFields[0]: {"key":"metadata.name","operator":"In","values":["a","b"]} is not how nodes are named; write { key: "metadata.name", operator: "In", values: ["<node>"] }, or use matchExpressions`,
  ],
  [
    {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 101, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
      ],
    },
    'n.preferredDuringSchedulingIgnoredDuringExecution[0].weight: 101 is not a weight; write a whole number from 1 to 100',
  ],
  [
    { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0 }] },
    'n.preferredDuringSchedulingIgnoredDuringExecution[0].weight: 0 is not a weight; write a whole number from 1 to 100',
    'n.preferredDuringSchedulingIgnoredDuringExecution[0].preference: undefined asks for nothing, and no node matches that; write { matchExpressions: [{ key, operator, values }] }',
  ],
  [
    { preferredDuringSchedulingIgnoredDuringExecution: { weight: 1 } },
    'n.preferredDuringSchedulingIgnoredDuringExecution: {"weight":1} is not a list; write [{ weight, preference }]',
  ],
])('rules about nodes: %j', (affinity, ...expected) => {
  expect(lines(nodeAffinityProblems('n', affinity as never))).toEqual(expected);
});

const near = 'p.requiredDuringSchedulingIgnoredDuringExecution[0]';

test.each<[term: object, ...lines: string[]]>([
  [{ topologyKey: 'kubernetes.io/hostname' }],
  [{ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'plex' } }, matchLabelKeys: ['version'] }],
  [{}, `${near}.topologyKey: undefined is not the key of a label; write one such as "kubernetes.io/hostname"`],
  [
    { topologyKey: '' },
    `${near}.topologyKey: "" is not the key of a label; write one such as "kubernetes.io/hostname"`,
  ],
  [
    { topologyKey: 'zone', namespaces: ['Media'] },
    `${near}.namespaces[0]: "Media" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)`,
  ],
  [
    { topologyKey: 'zone', labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } },
    `${near}.labelSelector.matchExpressions[0].operator: "Gt" is no operator here; write In, NotIn, Exists, DoesNotExist`,
  ],
  [
    { topologyKey: 'zone', namespaceSelector: { matchLabels: { team: 'a b' } } },
    `${near}.namespaceSelector.matchLabels: "team": "a b" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."`,
  ],
  [
    { topologyKey: 'zone', mismatchLabelKeys: ['tenant'] },
    `${near}.mismatchLabelKeys: ["tenant"] narrows a labelSelector, and there is none; write one, or leave mismatchLabelKeys out`,
  ],
  [
    { topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['a b', 'c'], mismatchLabelKeys: ['c'] },
    `${near}.matchLabelKeys[0]: "a b" is not the key of a label; write one such as "kubernetes.io/hostname"`,
    `${near}.mismatchLabelKeys: ["c"] must not differ and must differ; leave it out here or in matchLabelKeys`,
  ],
])('rules about pods: %j', (term, ...expected) => {
  const affinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
  expect(lines(podAffinityProblems('p', affinity as never))).toEqual(expected);
});

test('a wish about pods has a weight and is checked as a rule is', () => {
  const wish = { weight: 1.5, podAffinityTerm: { topologyKey: 'a b' } };
  expect(lines(podAffinityProblems('p', { preferredDuringSchedulingIgnoredDuringExecution: [wish] }))).toEqual([
    'p.preferredDuringSchedulingIgnoredDuringExecution[0].weight: 1.5 is not a weight; write a whole number from 1 to 100',
    'p.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey: "a b" is not the key of a label; write one such as "kubernetes.io/hostname"',
  ]);
});
