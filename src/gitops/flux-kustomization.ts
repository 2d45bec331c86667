import { Kustomization, type KustomizationSpecSourceRefKind } from '../../imports/kustomize.toolkit.fluxcd.io';
import type { Flux } from '../model/cluster/flux';
import { type Written, type WrittenHealthCheck, writtenHealthChecks } from './flux-health';
import type { ChartLayout } from './layout';

/** What a chart comes to, as far as Flux has to know. */
interface FluxSays {
  readonly dependsOn: readonly ChartLayout[];
  readonly substitute: boolean;
  readonly written: Written;
}

/** The Flux Kustomization that applies one chart. */
export function fluxKustomization(
  layout: ChartLayout,
  flux: Flux,
  { dependsOn, substitute, written }: FluxSays,
): unknown {
  const healthChecks = writtenHealthChecks(layout.chart, written);
  const healthCheckExprs = judgements(healthChecks);
  return Kustomization.manifest({
    metadata: { name: layout.kustomization, namespace: flux.namespace },
    spec: {
      dependsOn: dependsOn.length > 0 ? dependsOn.map(({ kustomization }) => ({ name: kustomization })) : undefined,
      healthCheckExprs: healthCheckExprs.length > 0 ? healthCheckExprs : undefined,
      healthChecks: healthChecks.length > 0 ? healthChecks.map(({ current, ...object }) => object) : undefined,
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

/** How Flux judges the kinds of a chart; naming one twice would be an error. */
function judgements(checks: readonly WrittenHealthCheck[]) {
  const byKind = new Map(
    checks.map(({ apiVersion, kind, current }) => [`${apiVersion} ${kind}`, { apiVersion, kind, current }]),
  );
  return [...byKind.values()].flatMap(({ current, ...kind }) => (current === undefined ? [] : [{ ...kind, current }]));
}

function substituteFrom(flux: Flux) {
  type Source = NonNullable<
    NonNullable<NonNullable<Parameters<typeof Kustomization.manifest>[0]>['spec']>['postBuild']
  >['substituteFrom'];
  return flux.substituteFrom.map((each) => ({ ...each })) as Source;
}
