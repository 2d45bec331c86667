import { folderOwners } from '../../src/ledger/folder-owners';

function kustomization(name: string, path: string) {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system' },
    spec: { path },
  };
}

/** Who applies the one object of a folder. */
function ownerIn(folder: string, base: string, ...kustomizations: readonly [name: string, path: string][]) {
  const object = { kind: 'ConfigMap' };
  const files = new Map<string, readonly unknown[]>([
    ['flux/all.yaml', kustomizations.map(([name, path]) => kustomization(name, path))],
    [`${folder}/romm.k8s.yaml`, [object]],
  ]);
  return folderOwners(files, base).get(object);
}

test.each([
  ['dist', './dist/games/romm', 'as Flux is told it'],
  ['dist', 'dist/games/romm/', 'without a dot, and with a slash at its end'],
  ['clusters/home/dist', '/clusters/home/dist/games/romm', 'with a slash at its beginning'],
  ['', './games/romm', 'in the root of a repository'],
  ['', './clusters/home/dist/games/romm', 'where nobody knows where the folder is'],
])('below %j what is at %s has an owner: %s', (base, path) => {
  expect(ownerIn('games/romm', base, ['games-romm', path])).toBe('flux-system/games-romm');
});

test('the nearest Kustomization applies a folder', () => {
  const all: [string, string][] = [
    ['everything', './dist'],
    ['games', './dist/games'],
    ['games-romm', './dist/games/romm'],
  ];
  expect(ownerIn('games/romm', 'dist', ...all)).toBe('flux-system/games-romm');
  expect(ownerIn('games/pelican', 'dist', ...all)).toBe('flux-system/games');
  expect(ownerIn('media/plex', 'dist', ...all)).toBe('flux-system/everything');
});

test('where two would do, or none, nothing is said', () => {
  expect(ownerIn('games/romm', 'dist', ['a', './dist/games/romm'], ['b', 'dist/games/romm'])).toBeUndefined();
  expect(ownerIn('games/romm', '', ['a', './a/games/romm'], ['b', './b/games/romm'])).toBeUndefined();
  expect(ownerIn('games/romm', 'b', ['a', './a/games/romm'], ['b', './b/games/romm'])).toBe('flux-system/b');
  expect(ownerIn('games/romm', 'dist', ['romm', './dist/games/rom'])).toBeUndefined();
});
