/** What a function of the user's gives, or what it throws: no error of theirs may end a program without saying where. */
export function attempt(call: () => unknown): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: call() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
