import type { Change, ChangeSeverity } from '../compare/change';
import { diffMarkdown } from './diff-markdown';
import { diffText } from './diff-text';
import { type ObjectChange, objectChangeLines } from './object-diff';

/** What a comparison has found. */
export interface Difference {
  readonly changes: readonly Change[];
  /** What happens to objects, where that is wanted. */
  readonly objects: readonly ObjectChange[];
  /** Nothing was there before. */
  readonly isFirst: boolean;
}

/** By which a comment is known again. */
const MARK = '<!-- cdk8s-volsync-kopia -->';

/** What a comment on a pull request may hold, with room for what a program adds to it. */
const LIMIT = 60_000;

const LEFT_OUT = '\n_Too long for a comment: what happens to objects is left out._\n';

const FIRST = 'Nothing was there before, so nothing can be lost.';

/** A comparison, in the form that is asked for. */
export function diffReport(
  { changes, objects, isFirst }: Difference,
  form: 'text' | 'markdown' | 'json',
  mark: (severity: ChangeSeverity, text: string) => string,
): string {
  switch (form) {
    case 'json':
      return `${JSON.stringify({ schema: 1, changes, ...(objects.length > 0 && { objects }) }, null, 2)}\n`;
    case 'markdown': {
      const begin = `${MARK}\n${isFirst ? `${FIRST}\n\n` : ''}`;
      const room = LIMIT - begin.length - (objects.length === 0 ? 0 : LEFT_OUT.length);
      const said = `${begin}${diffMarkdown(changes, room)}`;
      return `${said}${objects.length === 0 ? '' : folded(objects, LIMIT - said.length)}`;
    }
    default:
      return [
        ...(isFirst ? [`${FIRST}\n`] : []),
        diffText(changes, mark),
        ...(objects.length === 0 ? [] : [objectChangeLines(objects)]),
      ].join('\n');
  }
}

/** What happens to objects, folded away below what it means; where there is no room for any of it, that is said. */
function folded(objects: readonly ObjectChange[], room: number): string {
  const frame = (lines: string) => {
    const fence = '`'.repeat(Math.max(3, ...[...lines.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
    return `\n<details><summary>Objects</summary>\n\n${fence}diff\n${lines}${fence}\n\n</details>\n`;
  };
  const whole = frame(objectChangeLines(objects));
  if (whole.length <= room) {
    return whole;
  }
  const cut = frame(objectChangeLines(objects, Math.max(0, room - frame('').length - 100)));
  return cut.length <= room ? cut : LEFT_OUT;
}
