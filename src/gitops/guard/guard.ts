import { resolve } from 'node:path';
import type { Construct } from 'constructs';
import type { Ledger } from '../../ledger/ledger';
import { errorsAt } from '../../model/rules/finding';
import type { Warning } from '../../model/rules/problem';
import { openWarning } from '../../tree/validation';
import { stopAt } from '../error';
import type { Output } from '../render';
import { findBaseline } from './baseline';
import { objectsBefore } from './before';
import { withOwnFiles } from './own-files';
import { retirementsIn } from './retirements';
import { unusedLines } from './unused-lines';

interface Asked {
  /** The app, whose warnings somebody may have accepted. */
  readonly app: Construct;
  readonly output: Output;
  readonly outdir: string;
  /** Where the output is in its repository. */
  readonly base: string;
  /** What it is compared with. @default what is committed, or else what stands in the folder */
  readonly revision: string | undefined;
}

/** An output that takes nothing from anybody who has not said so, with what people read of it. */
export interface Guarded {
  readonly output: Output;
  /** What it does to backups, as lines. */
  readonly lines: readonly string[];
}

/**
 * Compares an output with what Flux has been told so far (rule H1). Where no file differs, no object is read.
 * @throws SynthesisError if something is lost and nobody has said that it is meant; GitError if a revision is asked for
 * that git does not know
 */
export function guarded({ app, output, outdir, base, revision }: Asked): Guarded {
  const folder = resolve(outdir);
  const retirements = retirementsIn(app);
  const ledger = once(() => comparing().ledgerOfFiles(output.written, base));
  const { baseline, unknown } = findBaseline(folder, revision);
  const before = baseline && objectsBefore(output, baseline, folder);
  const { problems, warnings, lines } =
    baseline === undefined || before === undefined
      ? { problems: [], warnings: [], lines: unusedLines(retirements, baseline) }
      : comparing().judge({ before, baseline, base, retirements, after: ledger() });
  stopAt(errorsAt('', problems));
  const open = [...(unknown === undefined ? [] : [unasked(unknown)]), ...warnings].flatMap((each) =>
    openWarning(app, each),
  );
  const whole = withOwnFiles(output, retirements, ledger);
  return { output: { ...whole, warnings: [...whole.warnings, ...open] }, lines };
}

/** What compares is loaded where there is something to compare. */
function comparing() {
  return require('./judge') as typeof import('./judge');
}

function once(make: () => Ledger): () => Ledger {
  let made: Ledger | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function unasked(why: string): Warning {
  const text = `what is committed is not known, because git says: ${why}; the output was compared with what stands in its folder; mend that`;
  return { field: 'git', text, rule: 'H2' };
}
