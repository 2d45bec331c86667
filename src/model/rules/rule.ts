/** The rules of `docs/rules.md`, by their short name. */
export type RuleId =
  | 'A1'
  | 'A2'
  | 'A3'
  | 'I1'
  | 'I2'
  | 'I3'
  | 'R1'
  | 'R2'
  | 'R3'
  | 'M1'
  | 'M2'
  | 'M3'
  | 'S1'
  | 'S2'
  | 'S3'
  | 'S4'
  | 'C1'
  | 'C2'
  | 'V1'
  | 'O1'
  | 'F1'
  | 'F2'
  | 'F3'
  | 'F4'
  | 'D1'
  | 'T1'
  | 'H1'
  | 'H2'
  | 'H3';

/** Whether what was found stops a synthesis, or is legal and still unwise. */
export type Severity = 'error' | 'warning';

/** One rule: a row of `docs/rules.md`, which is made of all of them. In Markdown. */
export interface Rule {
  readonly id: RuleId;
  /** What the rule asks for, in one sentence. */
  readonly says: string;
  /** What goes wrong without it, and how to say that a case is another one. */
  readonly why: string;
  /** What a breach of it is, as a rule; `why` names the exceptions. */
  readonly severity: Severity;
}
