/** What is wrong with an app, one line each. Nothing was written. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';

  constructor(readonly lines: readonly string[]) {
    super(
      `Nothing was written, because ${lines.length === 1 ? 'this is' : 'these are'} wrong:\n  ${lines.join('\n  ')}`,
    );
  }
}
