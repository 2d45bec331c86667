/** What is wrong with an app, one line each. Nothing was written. */
export class SynthesisError extends Error {
  /** Tells it from other errors where there is no class to compare it with. */
  override readonly name = 'SynthesisError';
  /** What is wrong, each with the construct's path. */
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(
      `Nothing was written, because ${lines.length === 1 ? 'this is' : 'these are'} wrong:\n  ${lines.join('\n  ')}`,
    );
    this.lines = lines;
  }
}
