import type { RuleId } from './rule';

/** One thing wrong with a declaration: where, what was seen, which rule it breaks and how to repair it. */
export interface Problem {
  /** The field as the user writes it, e.g. `retention.hourly`; `''` where it is no field. */
  readonly field: string;
  /** The value seen, the rule and the repair, in one sentence. */
  readonly text: string;
  /** The rule that is broken; none for a value that is not of its notation at all. */
  readonly rule?: RuleId;
}

/** Something legal but unwise. It is printed by `GitOpsApp` and fails `npm run check` until it is accepted in code. */
export interface Warning extends Problem {
  readonly rule: RuleId;
}

/** A problem where something is wrong, none otherwise. @param text asked for only where it is needed */
export function problemIf(wrong: boolean, field: string, text: string | (() => string), rule: RuleId): Warning[];
export function problemIf(wrong: boolean, field: string, text: string | (() => string), rule?: RuleId): Problem[];
export function problemIf(wrong: boolean, field: string, text: string | (() => string), rule?: RuleId): Problem[] {
  if (!wrong) {
    return [];
  }
  return [{ field, text: typeof text === 'string' ? text : text(), ...(rule && { rule }) }];
}

/** Everything wrong with a value that may be left out. */
export function ifGiven<T>(value: T | undefined, find: (value: T) => Problem[]): Problem[] {
  return value === undefined ? [] : find(value);
}

export function renderProblem({ field, text, rule }: Problem): string {
  return `${field && `${field}: `}${text}${rule ? ` (rule ${rule})` : ''}`;
}
