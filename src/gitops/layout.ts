import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { errorsAt, type Finding } from '../model/rules/finding';
import { ifGiven, type Problem, problemIf } from '../model/rules/problem';
import { isName, nameLimits, namespaceProblems } from '../model/values/names';
import { repeated } from '../model/values/repeated';

/** Stands for the namespace of a chart that has none; no namespace can be called so. */
const NO_NAMESPACE = '_cluster';

/** Where a chart's output goes. */
export interface ChartLayout {
  readonly chart: Chart;
  /** The folder below the output folder. */
  readonly folder: string;
  /** The file of its objects, in that folder. */
  readonly file: string;
  /**
   * The name of its Flux Kustomization. Never the bare name of the app: that is what people call the Kustomization
   * which deploys the app itself, and it would be overwritten.
   */
  readonly kustomization: string;
}

export function chartLayout(chart: Chart): ChartLayout {
  const { id } = chart.node;
  const namespace = chart.namespace ?? NO_NAMESPACE;
  return {
    chart,
    folder: `${namespace}/${id}`,
    file: `${id}.k8s.yaml`,
    kustomization: chart.namespace === undefined ? id : `${namespace}-${id}`,
  };
}

/** What is wrong with the charts' names. */
export function layoutErrors(layouts: readonly ChartLayout[]): Finding[] {
  return [
    ...layouts.flatMap((each) => errorsAt(each.chart.node.path, nameErrors(each))),
    ...repeated(layouts, ({ kustomization }) => kustomization).flatMap(([{ chart, kustomization }, first]) => {
      const text = `the Flux Kustomization "${kustomization}" is that of [${first.chart.node.path}] too; give the chart another id`;
      return errorsAt(chart.node.path, [{ field: 'id', text, rule: 'F3' }]);
    }),
    ...folderErrors(layouts),
  ];
}

/** The list of all Flux Kustomizations, below the output folder. */
export const FLUX_LIST = 'flux/kustomization.yaml';

export function fluxFile({ kustomization }: ChartLayout): string {
  return `flux/${kustomization}.yaml`;
}

/** A chart in a namespace called "flux" has its folder among the files for Flux. */
function folderErrors(layouts: readonly ChartLayout[]): Finding[] {
  const files = new Set([FLUX_LIST, ...layouts.map(fluxFile)]);
  return layouts
    .filter(({ folder }) => files.has(folder))
    .flatMap(({ chart, folder }) => {
      const text = `its folder would stand where the file "${folder}" is to be; give the chart another id`;
      return errorsAt(chart.node.path, [{ field: 'id', text, rule: 'F3' }]);
    });
}

/** The first thing wrong with a chart's own name: what is said of the rest would be said of something else. */
function nameErrors({ chart, kustomization }: ChartLayout): Problem[] {
  const { id } = chart.node;
  const namespace = ifGiven(chart.namespace, (each) => namespaceProblems('namespace', each));
  if (namespace.length > 0) {
    return namespace;
  }
  if (kustomization === 'kustomization') {
    const text = `"kustomization" is the name of kustomize's own file; give the chart another id`;
    return [{ field: 'id', text, rule: 'F3' }];
  }
  if (!isName(id)) {
    const text = `"${id}" names a folder and a Flux Kustomization; use lower-case letters, digits, "-" and "."`;
    return [{ field: 'id', text, rule: 'F3' }];
  }
  return problemIf(
    kustomization.length > nameLimits.kustomization,
    'id',
    `the Flux Kustomization "${kustomization}" has ${kustomization.length} characters; at most ${nameLimits.kustomization} fit, shorten it`,
    'F3',
  );
}

/** The chart that a construct is in; none for those above the charts. */
export function chartOf(construct: Construct): Chart | undefined {
  return construct.node.scopes.reverse().find((scope): scope is Chart => Chart.isChart(scope));
}
