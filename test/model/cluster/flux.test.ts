import { completeFlux, type FluxOptions, fluxProblems, kustomizationName } from '../../../src/model/cluster/flux';
import { lines } from '../fixture';

const all: Required<FluxOptions> = {
  path: './clusters/home/dist',
  source: { kind: 'OCIRepository', name: 'home', namespace: 'gitops' },
  namespace: 'gitops',
  kustomization: ({ id }) => `${id}-backup`,
  dependsOn: [{ name: 'storage', namespace: 'infra' }, { name: 'volsync' }],
  interval: '1h30m',
  retryInterval: '30s',
  timeout: '1.5m',
  substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets', optional: true }],
};

test('a cluster that says nothing of Flux gets what `flux bootstrap` makes', () => {
  const usual = {
    path: './dist',
    source: { kind: 'GitRepository', name: 'flux-system' },
    namespace: 'flux-system',
    interval: '1h',
    retryInterval: '2m',
    timeout: '5m',
    substituteFrom: [],
    dependsOn: [],
    kustomization: kustomizationName,
  };
  expect(completeFlux()).toEqual(usual);
  expect(completeFlux({ interval: undefined, source: undefined })).toEqual(usual);
  expect(fluxProblems('flux', completeFlux())).toEqual([]);
});

test('everything of Flux can be said', () => {
  expect(completeFlux(all)).toEqual(all);
  expect(fluxProblems('flux', completeFlux(all))).toEqual([]);
});

test('a chart gives its Kustomization its namespace and id', () => {
  expect(kustomizationName({ namespace: 'games', id: 'romm' })).toBe('games-romm');
  expect(kustomizationName({ id: 'policies' })).toBe('policies');
});

test.each<[options: FluxOptions, message: string]>([
  [{ interval: '1d' }, 'flux.interval: "1d" is not a Flux duration; write hours, minutes and seconds such as "1h30m"'],
  [
    { retryInterval: '2 m' },
    'flux.retryInterval: "2 m" is not a Flux duration; write hours, minutes and seconds such as "1h30m"',
  ],
  [
    { interval: '2562047h48m' },
    'flux.interval: "2562047h48m" is not a Flux duration; write hours, minutes and seconds such as "1h30m"',
  ],
  [{ timeout: '' }, 'flux.timeout: "" is not a Flux duration; write hours, minutes and seconds such as "1h30m"'],
  [
    { timeout: 300 as never },
    'flux.timeout: 300 is not a Flux duration; write hours, minutes and seconds such as "1h30m"',
  ],
  [
    { path: '/dist' },
    'flux.path: "/dist" is not a path from the root of the source; write "./dist", without a slash at the end',
  ],
  [
    { path: 'dist' },
    'flux.path: "dist" is not a path from the root of the source; write "./dist", without a slash at the end',
  ],
  [
    { namespace: 'Flux' },
    'flux.namespace: "Flux" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
  ],
  ...['./../dist', './dist/..', './a b', './dist/.', './', './${X}/a', './a$', './a\nb', './a\u0085b', './a\\b'].map(
    (path): [FluxOptions, string] => [
      { path },
      `flux.path: ${JSON.stringify(path)} is not a path from the root of the source; write "./dist", without a slash at the end`,
    ],
  ),
  [
    { source: { kind: 'HelmRepository' as never, name: 'home' } },
    'flux.source.kind: "HelmRepository" is not a kind that Flux reads here; write "GitRepository" or "OCIRepository" or "Bucket" or "ExternalArtifact"',
  ],
  [
    { source: { kind: 'GitRepository', name: 'Home Ops' } },
    'flux.source.name: "Home Ops" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    { source: { kind: 'GitRepository', name: 'home', namespace: 'flux.system' } },
    'flux.source.namespace: "flux.system" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
  ],
  [
    { substituteFrom: [{ kind: 'Secret', name: '' }] },
    'flux.substituteFrom.name: "" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    { substituteFrom: [{ kind: 'secret' as never, name: 'values' }] },
    'flux.substituteFrom.kind: "secret" is not a kind that Flux reads here; write "ConfigMap" or "Secret"',
  ],
  [
    { substituteFrom: [{ kind: 'Secret', name: 'values', optional: 'false' as never }] },
    'flux.substituteFrom.optional: "false" is neither true nor false; write true or false, without quotes (rule F1)',
  ],
  [
    { kustomization: 'backup' as never },
    'flux.kustomization: "backup" is not a function; write kustomization: ({ namespace, id }) => `${id}-backup`',
  ],
  [{ dependsOn: 'storage' as never }, 'flux.dependsOn: "storage" is not a list; write [{ name: "<Kustomization>" }]'],
  [
    { dependsOn: ['storage' as never] },
    'flux.dependsOn: "storage" names no Kustomization; write { name: "<Kustomization>" }',
  ],
  [
    { dependsOn: [{ name: 'storage/ceph' }] },
    'flux.dependsOn.name: "storage/ceph" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule F3)',
  ],
  [
    { dependsOn: [{ name: 'storage', namespace: 'Infra' }] },
    'flux.dependsOn.namespace: "Infra" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
  ],
  [
    { dependsOn: [{ name: 'storage', ns: 'infra' } as never] },
    'flux.dependsOn.ns: nothing reads this field; write one of name, namespace',
  ],
  [
    { substituteFrom: 'values' as never },
    `flux.substituteFrom: "values" is not a list; write [{ kind: 'Secret', name }]`,
  ],
])('%j is refused', (options, message) => {
  expect(lines(fluxProblems('flux', completeFlux(options)))).toEqual([message]);
});
