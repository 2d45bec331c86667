import { completeFlux, type FluxOptions, fluxProblems } from '../../../src/model/cluster/flux';
import { lines } from '../fixture';

const all: Required<FluxOptions> = {
  path: './clusters/home/dist',
  source: { kind: 'OCIRepository', name: 'home', namespace: 'gitops' },
  namespace: 'gitops',
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
  };
  expect(completeFlux()).toEqual(usual);
  expect(completeFlux({ interval: undefined, source: undefined })).toEqual(usual);
  expect(fluxProblems('flux', completeFlux())).toEqual([]);
});

test('everything of Flux can be said', () => {
  expect(completeFlux(all)).toEqual(all);
  expect(fluxProblems('flux', completeFlux(all))).toEqual([]);
});

test.each<[options: FluxOptions, message: string]>([
  [{ interval: '1d' }, 'flux.interval: "1d" is not a Flux duration; write hours, minutes and seconds such as "1h30m"'],
  [
    { retryInterval: '2 m' },
    'flux.retryInterval: "2 m" is not a Flux duration; write hours, minutes and seconds such as "1h30m"',
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
])('%j is refused', (options, message) => {
  expect(lines(fluxProblems('flux', completeFlux(options)))).toEqual([message]);
});
