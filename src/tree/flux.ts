import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { type KustomizationRef, kustomizationRefsProblems } from '../model/cluster/kustomization-ref';
import { withoutStack } from '../model/rules/without-stack';
import { given } from '../model/values/given';
import { isSet } from '../model/values/known-keys';
import { reportProblems } from './validation';

const DEPENDS_ON = 'cdk8s-volsync-kopia:depends-on';
const KUSTOMIZATION = 'cdk8s-volsync-kopia:kustomization';

/** How the Flux Kustomization of one chart is called, and where it lives. */
export interface ChartKustomization {
  /** Its name. @default as the cluster's `flux.kustomization` says */
  readonly name?: string;
  /** Its namespace. @default as the cluster's `flux.kustomization` says */
  readonly namespace?: string;
}

/**
 * Makes the Flux Kustomization of the construct's chart wait for Kustomizations that are made elsewhere, such as that
 * of the storage. Charts of one app are told by `chart.addDependency(…)` instead.
 * @throws Error if the construct is in no chart
 * @example
 * ```ts
 * import { dependOnKustomizations, GitOpsApp, KopiaMaintenance } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * const upkeep = new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: home.repositories.nas });
 * dependOnKustomizations(upkeep, { name: 'volsync', namespace: 'volsync-system' });
 * app.run();
 * ```
 */
export function dependOnKustomizations(construct: IConstruct, ...refs: readonly KustomizationRef[]): void {
  if (!construct.node.scopes.some((each) => Chart.isChart(each))) {
    throw withoutStack(
      new Error(
        `[${construct.node.path}] dependOnKustomizations: it is in no chart, and so nothing would wait; give it a chart, or something in one`,
      ),
    );
  }
  addDependsOn(construct as Construct, refs);
}

/** The same, for a list that plain JavaScript may have made something else of. */
export function addDependsOn(construct: Construct, refs: readonly KustomizationRef[]): void {
  const list = Array.isArray(refs) ? refs.map((each) => (isSet(each) ? given(each) : each)) : refs;
  Chart.of(construct).node.addMetadata(DEPENDS_ON, list);
  reportProblems(construct, () => kustomizationRefsProblems('dependsOn', list));
}

/** What the chart, and everything in it, waits for beyond this app. */
export function neededByChart(chart: Chart): KustomizationRef[] {
  return chart.node.metadata
    .filter(({ type }) => type === DEPENDS_ON)
    .flatMap(({ data }) => data as readonly KustomizationRef[]);
}

export function nameKustomization(chart: Chart, named: ChartKustomization): void {
  chart.node.addMetadata(KUSTOMIZATION, named);
}

/** What is said of a chart's own Kustomization. */
export function kustomizationOf(chart: Chart): ChartKustomization | undefined {
  return chart.node.metadata.find(({ type }) => type === KUSTOMIZATION)?.data as ChartKustomization | undefined;
}
