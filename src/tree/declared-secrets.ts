import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { renderProblem } from '../model/rules/problem';
import { withoutStack } from '../model/rules/without-stack';
import type { DecidedSecret } from '../model/secrets/decide-secret';
import { secretKey } from '../model/secrets/secret-makers';
import { nameProblems, namespaceProblems } from '../model/values/names';

const declared = new WeakMap<IConstruct, Set<string>>();

/** The Secrets that exist, as somebody in the tree says: `<namespace>/<name>`. */
export function declaredSecrets(root: IConstruct): ReadonlySet<string> {
  return declared.get(root) ?? new Set();
}

function declare(scope: Construct, name: string, namespace: string): void {
  const { root } = scope.node;
  declared.set(root, (declared.get(root) ?? new Set()).add(secretKey(name, namespace)));
}

/** Declares those of a construct's Secrets that are not made here. */
export function declareExisting(scope: Construct, namespace: string, secrets: readonly DecidedSecret[]): void {
  for (const { name, made } of secrets) {
    if (made === undefined) {
      declare(scope, name, namespace);
    }
  }
}

/**
 * Says that something outside of this app makes a Secret, which objects here name (rule S3). For the Secrets that open
 * repositories `secrets: existingSecret(…)` says so already; this is for what you add yourself: an object, a patch.
 * @param scope the chart whose objects name it, or anything in it
 * @param namespace the namespace that the Secret is in @default the chart's
 * @throws Error if one of them is no name
 * @example
 * ```ts
 * import { defaultCluster, GitOpsApp, secretElsewhere } from 'cdk8s-volsync-kopia';
 *
 * const app = new GitOpsApp({ cluster: defaultCluster });
 * secretElsewhere(app.chart('games', 'romm'), 'romm-database');
 * ```
 */
export function secretElsewhere(scope: Construct, name: string, namespace?: string): void {
  const where = namespace ?? namespaceAround(scope);
  const [problem] = [...nameProblems('name', name, 253, 'S3'), ...namespaceProblems('namespace', where)];
  if (problem !== undefined) {
    throw withoutStack(new Error(`[${scope.node.path}] secretElsewhere: ${renderProblem(problem)}`));
  }
  declare(scope, name, where);
}

function namespaceAround(scope: Construct): string {
  const chart = scope.node.scopes.reverse().find((each): each is Chart => Chart.isChart(each));
  return chart?.namespace ?? 'default';
}
