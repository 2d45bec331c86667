import type { Chart } from 'cdk8s';
import { KUSTOMIZATION_REF_KEYS, type KustomizationRef } from '../model/cluster/kustomization-ref';
import { given } from '../model/values/given';
import { type KeysOf, unknownKeyProblems } from '../model/values/known-keys';
import { addDependsOn, type ChartKustomization, nameKustomization } from '../tree/flux';
import { reportProblems } from '../tree/validation';

/** What is said of one chart of a `GitOpsApp`. */
export interface GitOpsChartOptions {
  /** Kustomizations made elsewhere that the chart's own waits for, beside those of the cluster. @default none */
  readonly dependsOn?: readonly KustomizationRef[];
  /** How the chart's Flux Kustomization is called, and where it lives. @default as the cluster's `flux.kustomization` says */
  readonly kustomization?: ChartKustomization;
}

const CHART_OPTIONS_KEYS: KeysOf<GitOpsChartOptions> = {
  dependsOn: [KUSTOMIZATION_REF_KEYS],
  kustomization: { name: true, namespace: true } satisfies KeysOf<ChartKustomization>,
};

/** Tells a chart what is said of it. */
export function describeChart(chart: Chart, declared: GitOpsChartOptions | undefined): Chart {
  const options = given(declared, CHART_OPTIONS_KEYS);
  const { dependsOn, kustomization } = options;
  if (dependsOn !== undefined) {
    addDependsOn(chart, dependsOn);
  }
  if (kustomization !== undefined) {
    nameKustomization(chart, kustomization);
  }
  reportProblems(chart, () => unknownKeyProblems('', options, CHART_OPTIONS_KEYS));
  return chart;
}
