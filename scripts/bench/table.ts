import type { Comparison } from './measure';

/** One line of the table. */
export interface Row {
  readonly measured: string;
  readonly here: string;
  readonly against: string;
  readonly ratio?: Comparison;
  /** The largest ratio that is good enough. @default there is none */
  readonly goal?: number;
}

export function row(
  measured: string,
  against: string,
  ratio: Comparison,
  options: { readonly goal?: number; readonly show?: (milliseconds: number) => string } = {},
): Row {
  const { goal, show = seconds } = options;
  return { measured, here: show(ratio.ours), against: `${against}: ${show(ratio.theirs)}`, ratio, goal };
}

export function markdown(rows: readonly Row[]): string {
  const lines = rows.map(({ measured, here, against, ratio, goal }) => [
    measured,
    here,
    against,
    ratio ? `**${ratio.ratio.toFixed(2)}**` : '',
    ratio ? `${ratio.lowest.toFixed(2)} to ${ratio.highest.toFixed(2)}` : '',
    ratio && goal !== undefined ? `${ratio.ratio <= goal ? 'met' : 'missed'}: at most ${goal}` : '',
  ]);
  const head = ['measured', 'here', 'against', 'ratio', 'over the rounds', 'goal'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

export function milliseconds(time: number): string {
  return `${time.toFixed(2)} ms`;
}
