/** How a value looks in a message: strings quoted, so that blanks and empty strings show. */
export function show(value: unknown): string {
  const text = json(value);
  // JSON has no word for undefined, functions, NaN and a wrong Date, and calls the last two null.
  return text === undefined || text === 'null' ? String(value) : text;
}

function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // A bigint, or something that holds itself, such as a construct.
    return undefined;
  }
}
