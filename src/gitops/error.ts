import { type Finding, renderFinding } from '../model/rules/finding';
import { withoutStack } from '../model/rules/without-stack';

/** What is wrong with an app. Nothing was written, unless the message says something else. */
export class SynthesisError extends Error {
  /** Tells it from other errors where there is no class to compare it with. */
  override readonly name = 'SynthesisError';
  /** The findings as text, one line each. */
  readonly lines: readonly string[];

  /** What is wrong, each with the path of the construct that can repair it. */
  readonly findings: readonly Finding[];

  /**
   * @param findings what is wrong
   * @param left what was written all the same
   */
  constructor(findings: readonly Finding[], left = 'Nothing was written') {
    const lines = findings.map(renderFinding);
    super(`${left}, because ${lines.length === 1 ? 'this is' : 'these are'} wrong:\n  ${lines.join('\n  ')}`);
    this.findings = findings;
    this.lines = lines;
    withoutStack(this);
  }
}

/** @throws SynthesisError if anything was found */
export function stopAt(findings: readonly Finding[]): void {
  if (findings.length > 0) {
    throw new SynthesisError(findings);
  }
}
