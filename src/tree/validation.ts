import type { Construct } from 'constructs';
import { type Problem, type RuleId, renderProblem } from '../model/rules/problem';

/** Reports problems when the app is synthesised, all of them at once, under the construct's path. */
export function reportProblems(construct: Construct, find: () => readonly Problem[]): void {
  construct.node.addValidation({ validate: () => find().map(renderProblem) });
}

/** Something legal but unwise. It is printed by `GitOpsApp` and fails `npm run check` until it is accepted in code. */
export interface Warning {
  readonly rule: RuleId;
  readonly text: string;
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
    throw new Error(
      `[${scope.node.path}] acceptWarning(${rule}): give the reason why the warning is right to ignore here`,
    );
  }
  scope.node.addMetadata(ACCEPTED, rule);
}

/** The warnings of one construct that nobody has accepted, as lines. */
export function openWarnings(construct: Construct): string[] {
  const warnings = construct.node.metadata.filter((each) => each.type === WARNING);
  return warnings.flatMap((each) => (each.data as Find)().flatMap((warning) => openWarning(construct, warning)));
}

/** A warning as a line; none where somebody has accepted it. */
export function openWarning(construct: Construct, { rule, text }: Warning): string[] {
  return construct.node.scopes.some((scope) => accepts(scope as Construct, rule))
    ? []
    : [`[${construct.node.path}] ${text} (rule ${rule})`];
}

function accepts(scope: Construct, rule: RuleId): boolean {
  return scope.node.metadata.some((each) => each.type === ACCEPTED && each.data === rule);
}
