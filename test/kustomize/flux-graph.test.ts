import { coverageProblems, dependencyProblems, fluxKustomizations } from '../support/flux-graph';

const kustomization = (name: string, path: string, ...dependsOn: string[]) => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, namespace: 'flux-system' },
  spec: { path, dependsOn: dependsOn.map((each) => ({ name: each })) },
});
const folders = ['dist/games/romm', 'dist/storage/volsync'];
const romm = kustomization('romm', './dist/games/romm', 'volsync');
const volsync = kustomization('volsync', './dist/storage/volsync/');

test('only objects of Flux are Kustomizations', () => {
  const config = { ...romm, apiVersion: 'kustomize.config.k8s.io/v1beta1' };
  expect(fluxKustomizations([romm, config, { ...romm, kind: 'Receiver' }])).toEqual([romm]);
});

test('a good tree has no problem', () => {
  expect(coverageProblems([romm, volsync], folders)).toEqual([]);
  expect(dependencyProblems([romm, volsync])).toEqual([]);
});

test('a folder that nobody applies', () => {
  expect(coverageProblems([romm], folders)).toEqual(['dist/storage/volsync: applied by nobody']);
});

test('a folder that two apply', () => {
  const twin = kustomization('twin', 'dist/games/romm');
  expect(coverageProblems([romm, volsync, twin], folders)).toEqual(['dist/games/romm: applied by romm and twin']);
});

test('a path that leads nowhere', () => {
  const lost = kustomization('lost', './dist/games/rom');
  expect(coverageProblems([romm, volsync, lost], folders)).toEqual([
    'lost: spec.path dist/games/rom is no folder of a chart',
  ]);
});

test('a dependency that does not exist', () => {
  expect(dependencyProblems([romm])).toEqual(['flux-system/romm: no flux-system/volsync to wait for']);
});

test('a dependency in another namespace', () => {
  const elsewhere = { ...romm, spec: { ...romm.spec, dependsOn: [{ name: 'volsync', namespace: 'storage' }] } };
  expect(dependencyProblems([elsewhere, volsync])).toEqual(['flux-system/romm: no storage/volsync to wait for']);
});

test('a dependency that is made elsewhere', () => {
  const elsewhere = { ...romm, spec: { ...romm.spec, dependsOn: [{ name: 'ceph', namespace: 'rook-ceph' }] } };
  expect(dependencyProblems([elsewhere], ['rook-ceph/ceph'])).toEqual([]);
  expect(dependencyProblems([elsewhere], ['flux-system/ceph'])).toEqual([
    'flux-system/romm: no rook-ceph/ceph to wait for',
  ]);
});

test('two of one name in two namespaces', () => {
  const other = { ...romm, metadata: { name: 'romm', namespace: 'media' } };
  const waits = { ...other, spec: { ...romm.spec, dependsOn: [{ name: 'romm', namespace: 'flux-system' }] } };
  expect(dependencyProblems([romm, volsync, waits])).toEqual([]);
  expect(dependencyProblems([{ ...other, spec: { dependsOn: [{ name: 'romm' }] } }])).toEqual([
    'media/romm: waits for itself',
  ]);
});

test('a circle', () => {
  const circle = [kustomization('a', 'a', 'b'), kustomization('b', 'b', 'c'), kustomization('c', 'c', 'a')];
  const bystander = kustomization('d', 'd', 'a');
  expect(dependencyProblems([...circle, bystander])).toEqual([
    'flux-system/a: waits for itself',
    'flux-system/b: waits for itself',
    'flux-system/c: waits for itself',
  ]);
});
