import type { Finding } from '../model/rules/finding';
import { renderProblem } from '../model/rules/problem';
import type { Difference } from './publish';
import type { Output } from './render';

/** More lines than this scroll the rest of the screen away. */
const SHOWN = 10;

/** What a synth did, on one screen. */
export function summary(folder: string, { charts, objects }: Output, difference: Difference): string {
  return [
    `${folder}: ${count(charts, 'chart')}, ${count(objects, 'object')}; ${totals(difference)}`,
    ...listed(difference),
  ].join('\n');
}

/** What is out of date in a folder; `undefined` where nothing is. */
export function drift(folder: string, difference: Difference): string | undefined {
  return Object.values(difference).every((paths) => paths.length === 0)
    ? undefined
    : [`${folder} is not what the code makes: ${totals(difference)}; run npm run synth`, ...listed(difference)].join(
        '\n',
      );
}

/** The warnings, each cause once: a plan that many apps pick is one line. */
export function warningLines(warnings: readonly Finding[]): string[] {
  const byCause = new Map<string, Finding[]>();
  for (const each of warnings) {
    const cause = renderProblem(each);
    byCause.set(cause, [...(byCause.get(cause) ?? []), each]);
  }
  return [...byCause].map(([cause, [first, ...more]]) => {
    const others = more.length === 0 ? '' : ` (the same at ${more.length} more, such as [${more[0]?.path}])`;
    return `warning: [${first?.path}] ${cause}${others}`;
  });
}

function totals({ added, changed, stale }: Difference): string {
  const files = added.length + changed.length + stale.length;
  return `${count(files, 'file')} changed (${added.length} new, ${changed.length} updated, ${stale.length} removed)`;
}

function listed({ added, changed, stale }: Difference): string[] {
  // What goes comes first: it is what a reader must not miss.
  const lines = [
    ...stale.map((path) => `  - ${path}`),
    ...changed.map((path) => `  ~ ${path}`),
    ...added.map((path) => `  + ${path}`),
  ];
  return lines.length > SHOWN ? [...lines.slice(0, SHOWN), `  … and ${lines.length - SHOWN} more`] : lines;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
