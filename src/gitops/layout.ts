import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { renderProblem } from '../model/rules/problem';
import { nameLimits, namespaceProblems } from '../model/values/names';

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

/** What is wrong with the charts' names, as lines. */
export function layoutErrors(layouts: readonly ChartLayout[]): string[] {
  const errors = layouts.flatMap(({ chart, kustomization }) => {
    const at = `[${chart.node.path}] id:`;
    const namespace = chart.namespace === undefined ? [] : namespaceProblems('namespace', chart.namespace);
    if (namespace.length > 0) {
      return namespace.map((each) => `[${chart.node.path}] ${renderProblem(each)}`);
    }
    if (kustomization === 'kustomization') {
      return [`${at} "kustomization" is the name of kustomize's own file; give the chart another id (rule F3)`];
    }
    if (!/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(chart.node.id)) {
      return [
        `${at} "${chart.node.id}" names a folder and a Flux Kustomization; use lower-case letters, digits, "-" and "." (rule F3)`,
      ];
    }
    return kustomization.length > nameLimits.kustomization
      ? [
          `${at} the Flux Kustomization "${kustomization}" has ${kustomization.length} characters; at most ${nameLimits.kustomization} fit, shorten it (rule F3)`,
        ]
      : [];
  });
  const first = new Map<string, string>();
  for (const { chart, kustomization } of layouts) {
    const other = first.get(kustomization);
    first.set(kustomization, other ?? chart.node.path);
    if (other !== undefined) {
      errors.push(
        `[${chart.node.path}] id: the Flux Kustomization "${kustomization}" is that of [${other}] too; give the chart another id (rule F3)`,
      );
    }
  }
  return errors;
}

/** The chart that a construct is in; none for those above the charts. */
export function chartOf(construct: Construct): Chart | undefined {
  return construct.node.scopes.reverse().find((scope): scope is Chart => Chart.isChart(scope));
}
