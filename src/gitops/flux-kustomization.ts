import { Kustomization, type KustomizationSpecSourceRefKind } from '../../imports/kustomize.toolkit.fluxcd.io';
import type { Flux } from '../model/cluster/flux';
import type { KustomizationRef } from '../model/cluster/kustomization-ref';
import { externalDependencies } from './external-dependencies';
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
  const { name, namespace } = layout.kustomization;
  const needed = [...dependsOn.map(({ kustomization }) => kustomization), ...externalDependencies(layout, flux)];
  const healthChecks = writtenHealthChecks(layout.chart, written);
  const healthCheckExprs = judgements(healthChecks);
  return Kustomization.manifest({
    metadata: { name, namespace },
    spec: {
      dependsOn: needed.length > 0 ? needed.map((each) => seenFrom(namespace, each)) : undefined,
      healthCheckExprs: healthCheckExprs.length > 0 ? healthCheckExprs : undefined,
      healthChecks: healthChecks.length > 0 ? healthChecks.map(({ current, ...object }) => object) : undefined,
      interval: flux.interval,
      path: `${flux.path}/${layout.folder}`,
      // Without variables in the chart there is nothing to substitute, and nothing that could go wrong.
      postBuild: substitute && flux.substituteFrom.length > 0 ? { substituteFrom: substituteFrom(flux) } : undefined,
      prune: true,
      retryInterval: flux.retryInterval,
      sourceRef: {
        ...(namespace === flux.namespace ? {} : { namespace: flux.namespace }),
        ...flux.source,
        kind: flux.source.kind as KustomizationSpecSourceRefKind,
      },
      timeout: flux.timeout,
    },
  });
}

/** An object as one in a namespace refers to it. */
function seenFrom(namespace: string, object: Required<KustomizationRef>): KustomizationRef {
  return object.namespace === namespace ? { name: object.name } : object;
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
