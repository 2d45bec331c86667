import { App, type AppProps, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { errorsAt, renderFinding } from '../model/rules/finding';
import { Cluster } from '../tree/cluster-scope';
import { SynthesisError } from './error';
import { compare, publish } from './publish';
import { type Output, renderTree } from './render';
import { drift, summary } from './report';

export interface GitOpsAppProps extends Pick<AppProps, 'outdir' | 'resolvers'> {
  /** The cluster that everything in the app is for. */
  readonly cluster: Cluster;
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
 */
export class GitOpsApp extends App {
  /** The cluster that everything in the app is for. */
  readonly cluster: Cluster;

  /** @throws TypeError if there is no cluster */
  constructor({ cluster, ...props }: GitOpsAppProps) {
    super(props);
    if (cluster?.repositories === undefined) {
      throw new TypeError('GitOpsApp: the cluster is missing; write new GitOpsApp({ cluster: defineCluster({ … }) })');
    }
    this.cluster = cluster;
    Cluster.attach(this, cluster);
  }

  /**
   * A chart for one app in one namespace. Its path is `<namespace>/<name>`, so apps of one name in two namespaces do
   * not clash.
   */
  chart(namespace: string, name: string): Chart {
    const scope = (this.node.tryFindChild(namespace) as Construct | undefined) ?? new Construct(this, namespace);
    return new Chart(scope, name, { namespace });
  }

  /** Writes the output and says on stderr what changed. @throws SynthesisError that lists everything wrong */
  override synth(): void {
    const output = this.render();
    const difference = publish(output, this.outdir);
    this.say([...warningLines(output), summary(this.outdir, output, difference)]);
  }

  /**
   * Whether the output folder holds what the code makes and nobody left a warning open. Changes nothing.
   * @throws SynthesisError that lists everything wrong
   */
  check(): boolean {
    const output = this.render();
    const difference = compare(output, this.outdir);
    const outdated = drift(this.outdir, difference);
    this.say([...warningLines(output), outdated ?? summary(this.outdir, output, difference)]);
    return output.warnings.length === 0 && outdated === undefined;
  }

  /**
   * What a program's last line calls: {@link synth}, or {@link check} if its argument is `--check`. An error is
   * printed without a stack, and the exit code says whether all is well.
   */
  run(args: readonly string[] = process.argv.slice(2)): void {
    try {
      const unknown = args.find((each) => each !== '--check');
      if (unknown !== undefined) {
        const text = `${JSON.stringify(unknown)} is not known; write --check, or nothing`;
        throw new SynthesisError(errorsAt('', [{ field: 'arguments', text }]));
      }
      if (args.length === 0) {
        this.synth();
      } else if (!this.check()) {
        process.exitCode = 1;
      }
    } catch (error) {
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

  private render(): Output {
    return renderTree(this, this.cluster);
  }

  /** To stderr: the CLI of cdk8s swallows what a program prints to stdout. */
  private say(lines: readonly string[]): void {
    process.stderr.write(`${lines.join('\n')}\n`);
  }
}

function warningLines({ warnings }: Output): string[] {
  return warnings.map((each) => `warning: ${renderFinding(each)}`);
}
