import type { Flux } from '../model/cluster/flux';
import type { KustomizationRef } from '../model/cluster/kustomization-ref';
import { errorsAt, type Finding } from '../model/rules/finding';
import { firstOfEach } from '../model/values/repeated';
import { neededByChart } from '../tree/flux';
import { type ChartLayout, kustomizationId } from './layout';

/** A Kustomization by name and namespace. */
type Resolved = Required<KustomizationRef>;

/** What a chart's Kustomization waits for beyond this app, each once. */
export function externalDependencies(layout: ChartLayout, flux: Flux): Resolved[] {
  return firstOfEach([...ofCluster(layout, flux), ...ofChart(layout)], kustomizationId);
}

function ofCluster(layout: ChartLayout, flux: Flux): Resolved[] {
  return flux.dependsOn.map((each) => resolved(each, layout));
}

function ofChart(layout: ChartLayout): Resolved[] {
  return neededByChart(layout.chart).map((each) => resolved(each, layout));
}

/** Flux looks in the namespace of the Kustomization that waits. */
function resolved({ name, namespace }: KustomizationRef, { kustomization }: ChartLayout): Resolved {
  return { name, namespace: namespace ?? kustomization.namespace };
}

/**
 * A Kustomization of this app that somebody waits for by name: renaming its chart would leave them waiting for ever,
 * and a circle would not be seen.
 */
export function externalErrors(layouts: readonly ChartLayout[], flux: Flux): Finding[] {
  const made = new Map(layouts.map((each) => [kustomizationId(each.kustomization), each]));
  const errors = (path: string, field: string, refs: readonly Resolved[]) =>
    refs.flatMap((each) => {
      const id = kustomizationId(each);
      const of = made.get(id)?.chart.node.path;
      const text = `"${id}" is made here, for chart [${of}]; remove it, and say chart.addDependency(…) of the charts that wait for it`;
      return of === undefined ? [] : errorsAt(path, [{ field, text, rule: 'F3' }]);
    });
  const general = layouts.flatMap((each) => errors('', 'flux.dependsOn', ofCluster(each, flux)));
  return [
    ...firstOfEach(general, ({ text }) => text),
    ...layouts.flatMap((each) => errors(each.chart.node.path, 'dependsOn', ofChart(each))),
  ];
}
