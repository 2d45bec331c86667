import { App, Chart, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { Cluster, GitOpsApp } from '../../src';
import { renderTree } from '../../src/gitops/render';
import { renderFinding } from '../../src/model/rules/finding';
import { openWarnings } from '../../src/tree/validation';

/** An object of the output, as far as tests look into it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into objects of every kind
  readonly spec: any;
}

/** The objects that `build` adds to a chart in namespace `games` of a plain cdk8s app. */
export function objectsOf(build: (chart: Chart) => void, cluster?: Cluster): KubeObject[] {
  const chart = new Chart(new App(), 'test', { namespace: 'games' });
  if (cluster) {
    Cluster.attach(chart, cluster);
  }
  build(chart);
  return Testing.synth(chart);
}

/** The one object of a kind and name. */
export function find(objects: readonly KubeObject[], kind: string, name: string): KubeObject {
  const found = objects.filter((each) => each.kind === kind && each.metadata.name === name);
  if (found.length !== 1) {
    throw new Error(
      `${found.length} objects are ${kind} ${name}; there are ${objects.map((each) => `${each.kind} ${each.metadata.name}`).join(', ')}`,
    );
  }
  return found[0] as KubeObject;
}

/** What synthesis says is wrong with what `build` adds to an app, line by line; nothing where all is well. */
export function errorsOf(build: (app: GitOpsApp) => void, cluster: Cluster): string[] {
  const app = new GitOpsApp({ cluster });
  build(app);
  return errorLines(() => renderTree(app, cluster));
}

function errorLines(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof Error && 'lines' in error) {
      return error.lines as string[];
    }
    throw error;
  }
  return [];
}

/** The files that an app would write. */
export function filesOf(build: (app: GitOpsApp) => void, cluster: Cluster): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ cluster });
  build(app);
  return renderTree(app as Construct, cluster).files;
}

/** The warnings of one construct that nobody has accepted, line by line. */
export function warningsOf(construct: Construct): string[] {
  return openWarnings(construct).map(renderFinding);
}

/** The warnings of a whole app, line by line. */
export function appWarningsOf(app: GitOpsApp, cluster: Cluster): string[] {
  return renderTree(app, cluster).warnings.map(renderFinding);
}
