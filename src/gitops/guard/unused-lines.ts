import type { Acknowledgement } from '../../ledger/compare/acknowledged';
import type { Baseline } from './baseline';

/** What somebody has retired, and nothing is lost by it. */
export function unusedLines(unused: readonly Acknowledgement[], baseline: Baseline | undefined): readonly string[] {
  const against = baseline === undefined ? '' : ` against ${baseline.name}`;
  return unused.map(({ id, destination, code }) => {
    const which = [id, destination, code].filter((each) => each !== undefined).join(', ');
    return `note: retired ${which}: nothing that it is about is lost${against}; once the change is merged, remove it`;
  });
}
