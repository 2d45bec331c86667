import { type Problem, renderProblem } from './problem';
import type { Severity } from './rule';

/** A problem and where it is: what every check of an app ends in, up to `SynthesisError.findings`. */
export interface Finding extends Problem {
  /** Path of the construct that can repair it; `''` for the app itself. */
  readonly path: string;
  /** Whether it stops the synthesis. */
  readonly severity: Severity;
}

/** A finding in one line: `[games/romm/volsync-romm] capacity: "5GB" is not … (rule R2)`. */
export function renderFinding(finding: Finding): string {
  return `[${finding.path}] ${renderProblem(finding)}`;
}

/** Problems at one place, as findings that stop a synthesis. */
export function errorsAt(path: string, problems: readonly Problem[]): Finding[] {
  return problems.map((each) => ({ path, ...each, severity: 'error' }));
}
