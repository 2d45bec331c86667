import { App, type AppProps, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { show } from '../model/rules/show';
import { withoutStack } from '../model/rules/without-stack';
import { Cluster } from '../tree/cluster-scope';
import { openWarning } from '../tree/validation';
import { readArguments } from './arguments';
import { describeChart, type GitOpsChartOptions } from './chart-options';
import { SynthesisError, stopAt } from './error';
import { fluxPathWarnings } from './flux-path';
import { type Guarded, guarded } from './guard/guard';
import { otherClusterErrors } from './other-clusters';
import { GitError } from './program/git';
import { noteApp, noteWritten } from './program/watch';
import { compare, publish } from './publish';
import { type Output, renderTree } from './render';
import { drift, summary, warningLines } from './report';

/** What is said of an app whose output Flux applies. */
export interface GitOpsAppProps {
  /** The cluster that everything in the app is for. */
  readonly cluster: Cluster;
  /**
   * The folder that is written; as Flux sees it, it is the cluster's `flux.path`.
   * @default what `CDK8S_OUTDIR` names in the environment, or else `dist`
   */
  readonly outdir?: string;
  /** What changes values before they are written. @default none */
  readonly resolvers?: AppProps['resolvers'];
}

/**
 * A cdk8s app whose output Flux can apply as it is:
 *
 * - `<outdir>/<namespace>/<chart>/`: the chart's objects and a `kustomization.yaml`
 * - `<outdir>/flux/`: a Flux Kustomization per chart, with `dependsOn` from the charts' dependencies; the only path to
 *   point Flux at
 *
 * The whole tree is checked and rendered before the first file is touched, so a failing synth leaves the last good
 * output as it was. Only files that differ are written; those of removed charts go.
 * @example
 * ```ts
 * import { defaultCluster, GitOpsApp, VolsyncApp } from 'cdk8s-volsync-kopia';
 *
 * const app = new GitOpsApp({ cluster: defaultCluster });
 * new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
 * app.run();
 * ```
 */
export class GitOpsApp extends App {
  /** The cluster that everything in the app is for. */
  readonly cluster: Cluster;

  /** @throws TypeError if there is no cluster */
  constructor(props: GitOpsAppProps) {
    const { cluster, ...others }: Partial<GitOpsAppProps> = props ?? {};
    super(others);
    if (cluster?.repositories === undefined) {
      throw withoutStack(
        new TypeError('GitOpsApp: the cluster is missing; write new GitOpsApp({ cluster: defineCluster({ … }) })'),
      );
    }
    this.cluster = cluster;
    // Another one would have met no check, and apps that are there already were decided by this one.
    Object.defineProperty(this, 'cluster', { writable: false });
    Cluster.attach(this, cluster);
    noteApp(this);
  }

  /**
   * A chart for one app in one namespace. Its path is `<namespace>/<name>`, so apps of one name in two namespaces do
   * not clash.
   * @param options what its Flux Kustomization is called, and what that waits for
   * @throws Error if there is such a chart already
   */
  chart(namespace: string, name: string, options?: GitOpsChartOptions): Chart {
    const scope = (this.node.tryFindChild(namespace) as Construct | undefined) ?? new Construct(this, namespace);
    if (scope.node.tryFindChild(name)) {
      throw withoutStack(
        new Error(
          `[${namespace}/${name}] id: there is a chart ${show(name)} in ${show(namespace)} already; make it once and keep it, or give one of them another name (rule F3)`,
        ),
      );
    }
    return describeChart(new Chart(scope, name, { namespace }), options);
  }

  /** Writes the output and says on stderr what changed. @throws SynthesisError that lists everything wrong */
  override synth(): void {
    const { output, lines } = this.guarded();
    const difference = publish(output, this.outdir);
    noteWritten(this.outdir, output.files);
    this.say([...warningLines(output.warnings), ...lines, summary(this.outdir, output, difference), ...output.notes]);
  }

  /**
   * Whether the output folder holds what the code makes and nobody left a warning open. Changes nothing.
   * @param base the revision of git that nothing may be lost against @default what is committed
   * @throws SynthesisError that lists everything wrong
   */
  check(base?: string): boolean {
    const { output, lines } = this.guarded(base);
    const difference = compare(output, this.outdir);
    const outdated = drift(this.outdir, difference);
    this.say([
      ...warningLines(output.warnings),
      ...lines,
      outdated ?? summary(this.outdir, output, difference),
      ...vaultLines(output),
      ...output.notes,
    ]);
    return output.warnings.length === 0 && outdated === undefined;
  }

  /**
   * What a program's last line calls: {@link GitOpsApp.synth}, or {@link GitOpsApp.check} if its argument is `--check`,
   * against another revision than HEAD with `--base <revision>`. An error is printed without a stack, and the exit code
   * says whether all is well: 2 if git does not know the revision.
   */
  run(args: readonly string[] = process.argv.slice(2)): void {
    try {
      const { check, base } = readArguments(args);
      if (!check) {
        this.synth();
      } else if (!this.check(base)) {
        process.exitCode = 1;
      }
    } catch (error) {
      if (error instanceof GitError) {
        this.say([`nothing was checked, because git says of the base: ${error.message}`]);
        process.exitCode = 2;
        return;
      }
      if (!(error instanceof SynthesisError)) {
        throw error;
      }
      this.say([error.message]);
      process.exitCode = 1;
    }
  }

  /** All objects as one YAML text. @throws SynthesisError that lists everything wrong */
  override synthYaml(): string {
    const objects = [...this.render().files].filter(([path]) => path.endsWith(this.outputFileExtension));
    return objects.map(([, text]) => text).join('---\n');
  }

  /** @throws SynthesisError if something is lost by it, too */
  private guarded(revision?: string): Guarded {
    const { outdir } = this;
    return guarded({ app: this, output: this.render(), outdir, base: this.cluster.flux.path, revision });
  }

  private render(): Output {
    const output = renderTree(this, this.cluster);
    stopAt(otherClusterErrors(this, this.cluster));
    const warnings = fluxPathWarnings(this.outdir, this.cluster.flux).flatMap((each) => openWarning(this, each));
    return { ...output, warnings: [...output.warnings, ...warnings] };
  }

  /** To stderr: the CLI of cdk8s swallows what a program prints to stdout. */
  private say(lines: readonly string[]): void {
    process.stderr.write(`${lines.join('\n')}\n`);
  }
}

function vaultLines({ vault }: Output): string[] {
  return vault === undefined ? [] : [vault];
}
