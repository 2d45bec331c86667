/** The rules of `docs/rules.md`, by their short name. */
export type RuleId =
  | 'A1'
  | 'A2'
  | 'I1'
  | 'I2'
  | 'R1'
  | 'R2'
  | 'M1'
  | 'M2'
  | 'M3'
  | 'S1'
  | 'S2'
  | 'C1'
  | 'C2'
  | 'F1'
  | 'F2'
  | 'F3'
  | 'D1';

/** One thing wrong with a declaration: where, what was seen, which rule it breaks and how to repair it. */
export interface Problem {
  /** The field as the user writes it, e.g. `retention.hourly`. */
  readonly field: string;
  /** The value seen, the rule and the repair, in one sentence. */
  readonly text: string;
  /** The rule that is broken; none for a value that is not of its notation at all. */
  readonly rule?: RuleId;
}

export function renderProblem({ field, text, rule }: Problem): string {
  return `${field}: ${text}${rule ? ` (rule ${rule})` : ''}`;
}

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
