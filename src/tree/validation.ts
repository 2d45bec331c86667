import type { Construct } from 'constructs';
import type { Finding } from '../model/rules/finding';
import { type Problem, renderProblem, type Warning } from '../model/rules/problem';
import type { RuleId } from '../model/rules/rule';
import { withoutStack } from '../model/rules/without-stack';

/** What a construct's validations last said, by the lines that `constructs` gets of them. */
const reported = new WeakMap<Construct, Map<string, Problem>>();

/** Reports problems when the app is synthesised, all of them at once, under the construct's path. */
export function reportProblems(construct: Construct, find: () => readonly Problem[]): void {
  const byLine = reported.get(construct) ?? new Map<string, Problem>();
  reported.set(construct, byLine);
  construct.node.addValidation({
    validate: () =>
      find().map((problem) => {
        const line = renderProblem(problem);
        byLine.set(line, problem);
        return line;
      }),
  });
}

/** Everything wrong with one construct, what others than we say of it included. */
export function errorsOf(construct: Construct): Finding[] {
  const { path } = construct.node;
  return construct.node.validate().map((line) => {
    const problem = reported.get(construct)?.get(line) ?? { field: '', text: line };
    return { path, ...problem, severity: 'error' };
  });
}

type Find = () => readonly Warning[];

const WARNING = 'cdk8s-volsync-kopia:warning';
const ACCEPTED = 'cdk8s-volsync-kopia:accepted';

export function warn(construct: Construct, warning: Warning): void {
  reportWarnings(construct, () => [warning]);
}

/** Like {@link warn}, for what shows only when the whole app is there. */
export function reportWarnings(construct: Construct, find: Find): void {
  construct.node.addMetadata(WARNING, find);
}

/**
 * Accepts every warning of one rule at a construct and below it.
 * @param reason why it is right here; for those who read the code later
 * @throws Error if there is no reason
 */
export function acceptWarning(scope: Construct, rule: RuleId, reason: string): void {
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw withoutStack(
      new Error(`[${scope.node.path}] acceptWarning(${rule}): give the reason why the warning is right to ignore here`),
    );
  }
  scope.node.addMetadata(ACCEPTED, rule);
}

/** The warnings of one construct that nobody has accepted. */
export function openWarnings(construct: Construct): Finding[] {
  const warnings = construct.node.metadata.filter((each) => each.type === WARNING);
  return warnings.flatMap((each) => (each.data as Find)().flatMap((warning) => openWarning(construct, warning)));
}

/** A warning at a construct; none where somebody has accepted it. */
export function openWarning(construct: Construct, warning: Warning): Finding[] {
  return construct.node.scopes.some((scope) => accepts(scope as Construct, warning.rule))
    ? []
    : [{ path: construct.node.path, ...warning, severity: 'warning' }];
}

function accepts(scope: Construct, rule: RuleId): boolean {
  return scope.node.metadata.some((each) => each.type === ACCEPTED && each.data === rule);
}
