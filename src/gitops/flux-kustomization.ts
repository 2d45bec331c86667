import { Kustomization, type KustomizationSpecSourceRefKind } from '../../imports/kustomize.toolkit.fluxcd.io';
import { healthChecksOf } from '../constructs/flux-health';
import type { Flux } from '../model/flux';
import type { ChartLayout } from './layout';

/** The Flux Kustomization that applies one chart. */
export function fluxKustomization(
  layout: ChartLayout,
  flux: Flux,
  { dependsOn, substitute }: { readonly dependsOn: readonly ChartLayout[]; readonly substitute: boolean },
): unknown {
  const healthChecks = healthChecksOf(layout.chart);
  return Kustomization.manifest({
    metadata: { name: layout.kustomization, namespace: flux.namespace },
    spec: {
      dependsOn: dependsOn.length > 0 ? dependsOn.map(({ kustomization }) => ({ name: kustomization })) : undefined,
      healthChecks: healthChecks.length > 0 ? healthChecks : undefined,
      interval: flux.interval,
      path: `${flux.path}/${layout.folder}`,
      // Without variables in the chart there is nothing to substitute, and nothing that could go wrong.
      postBuild: substitute && flux.substituteFrom.length > 0 ? { substituteFrom: substituteFrom(flux) } : undefined,
      prune: true,
      retryInterval: flux.retryInterval,
      sourceRef: { ...flux.source, kind: flux.source.kind as KustomizationSpecSourceRefKind },
      timeout: flux.timeout,
    },
  });
}

function substituteFrom(flux: Flux) {
  type Source = NonNullable<
    NonNullable<NonNullable<Parameters<typeof Kustomization.manifest>[0]>['spec']>['postBuild']
  >['substituteFrom'];
  return flux.substituteFrom.map((each) => ({ ...each })) as Source;
}
