import { treeRules } from '../support/tree-rules';

const configMap = (name: string, value = 'x') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: games\ndata:\n  key: ${value}\n`;
const file = (text: string, path = 'games/romm/romm.k8s.yaml') => ({ path, text });
const good = [
  file(`${configMap('a')}---\n${configMap('b', '"0o755"')}`),
  file(configMap('c'), 'games/romm/more.k8s.yaml'),
  file('kind: Kustomization\nresources:\n  - romm.k8s.yaml\n', 'games/romm/kustomization.yaml'),
];

test.each(Object.entries(treeRules))('%s finds nothing in a good tree', (_, rule) => {
  expect(rule(good)).toEqual([]);
});

test.each<[keyof typeof treeRules, ReturnType<typeof file>, string]>([
  ['onlyYaml', file('{}', 'construct-metadata.json'), 'construct-metadata.json: not a .yaml file'],
  ['noEmptyFile', file(''), 'games/romm/romm.k8s.yaml: holds nothing'],
  ['noEmptyFile', file('# a comment\n---\n'), 'games/romm/romm.k8s.yaml: holds nothing'],
  ['noEmptyDocument', file(`${configMap('x')}---\n---\n`), 'games/romm/romm.k8s.yaml: has an empty document'],
  ['noNumberedFile', file(configMap('x'), 'games/0000-romm.k8s.yaml'), 'games/0000-romm.k8s.yaml: numbered name'],
  ['noAnchor', file('a: &a1 {}\n'), 'games/romm/romm.k8s.yaml: anchor or alias &a1'],
  ['noAnchor', file('a: &a1 {}\nb: *a1\n'), 'games/romm/romm.k8s.yaml: anchor or alias *a1'],
  [
    'oneReading',
    file(configMap('x', '0o755')),
    'games/romm/romm.k8s.yaml: 0o755: YAML 1.1 reads string, YAML 1.2 reads number 493, Go reads number',
  ],
  [
    'oneReading',
    file(configMap('x', '0X1F')),
    'games/romm/romm.k8s.yaml: 0X1F: YAML 1.1 reads string, YAML 1.2 reads string, Go reads number',
  ],
  [
    'oneReading',
    file(configMap('x', 'on')),
    'games/romm/romm.k8s.yaml: on: YAML 1.1 reads boolean, YAML 1.2 reads string, Go reads boolean',
  ],
  [
    'noObjectTwice',
    file(configMap('a'), 'games/other/other.k8s.yaml'),
    'games/other/other.k8s.yaml: core/ConfigMap games/a is also in games/romm/romm.k8s.yaml',
  ],
])('%s finds it', (rule, bad, problem) => {
  expect(treeRules[rule]([...good, bad])).toContain(problem);
});

test('noObjectTwice looks past the version of an API', () => {
  const policy = (version: string) =>
    file(`apiVersion: x.io/${version}\nkind: Policy\nmetadata:\n  name: nfs\n`, `${version}.yaml`);
  expect(treeRules.noObjectTwice([policy('v1'), policy('v2')])).toEqual([
    'v2.yaml: x.io/Policy /nfs is also in v1.yaml',
  ]);
});
