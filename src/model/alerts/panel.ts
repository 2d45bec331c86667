/** One picture of a dashboard: what it asks Prometheus, and how the answer looks. */
export interface Panel {
  readonly title: string;
  /** What it says, and what to do about it. */
  readonly description: string;
  readonly shows: 'number' | 'table' | 'graph';
  /** What it asks: one question, or one for each column of a table. */
  readonly asks: readonly Question[];
  /** Columns of the dashboard, of which there are 24. */
  readonly width: number;
  readonly height: number;
}

/** One question to Prometheus. */
export interface Question {
  readonly expr: string;
  /** What the answer is called: a column, or a line, with labels of the answer in it as `{{label}}`. */
  readonly called: string;
  readonly unit?: 'seconds';
  /** The value from which it is bad, and red; below it, green. */
  readonly badFrom?: number;
  /** The value from which it is good, and green; below it, red. */
  readonly goodFrom?: number;
}

/** The variable of a dashboard that holds the namespaces to look at, as a regular expression. */
export const NAMESPACES = '$namespace';

/** The panels of an engine, and where the names of its namespaces are to be had. */
export interface PanelSet {
  /** A metric and the label of it that names a namespace. */
  readonly namespaces: { readonly metric: string; readonly label: string };
  readonly panels: readonly Panel[];
}
