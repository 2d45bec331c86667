import { acknowledgedIn } from '../from/found';
import { FROM_FLAGS, FROM_HELP, liveOption, readFrom, type Where } from '../from/from';
import { readSettings } from '../settings';
import type { Call, Outcome, Subcommand } from '../subcommand';

export const diff: Subcommand = {
  usage: 'diff [from] [to]',
  summary: 'what a change does to backups; by default git:HEAD against the output folder',
  details: `${FROM_HELP}

--live stands in the place of [from].`,
  options: FROM_FLAGS,
  prints: true,
  failOn: 'loss',
  run,
};

async function run({ args, options, form, paint, io }: Call): Promise<Outcome> {
  const { acknowledge } = await import('../../ledger/compare/acknowledged');
  const { compareLedgers } = await import('../../ledger/compare/compare');
  const [from, to] = sides(args, liveOption(options));
  const before = await readFrom(from, io);
  const after = await readFrom(to, io);
  const { changes } = acknowledge(
    compareLedgers(before.ledger, after.ledger),
    acknowledgedIn(after.found),
    before.ledger,
    after.ledger,
  );
  // They come in order, the worst first.
  const worst = changes.find(({ acknowledged }) => acknowledged === undefined)?.severity;
  const { diffText } = await import('../../ledger/show/diff-text');
  const { diffMarkdown } = await import('../../ledger/show/diff-markdown');
  const text =
    form === 'json'
      ? `${JSON.stringify({ schema: 1, changes }, null, 2)}\n`
      : form === 'markdown'
        ? diffMarkdown(changes)
        : diffText(changes, (severity, text) => paint(COLOURS[severity], text));
  return { text, ...(worst !== undefined && { worst }) };
}

const COLOURS = { loss: 'red', risk: 'yellow', note: 'dim' } as const;

/** The live cluster stands in the place of what was before. */
function sides([first, second]: Call['args'], live: Where | undefined): readonly [from: Where, to: Where] {
  const typed = live === undefined ? [first ?? 'git:HEAD', second] : [undefined, first];
  const [from, to = readSettings().output] = typed;
  return [live ?? { typed: from ?? 'git:HEAD' }, { typed: to }];
}
