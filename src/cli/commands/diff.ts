import { acknowledgedIn } from '../from/found';
import { FROM_FLAGS, FROM_HELP, liveOption, readFrom, type Statement, type Where } from '../from/from';
import { readSettings } from '../settings';
import type { Call, Outcome, Subcommand } from '../subcommand';

export const diff: Subcommand = {
  usage: 'diff [from] [to]',
  summary: 'what a change does to backups; by default git:HEAD against the output folder',
  details: `${FROM_HELP}

--live stands in the place of [from].`,
  options: [
    ...FROM_FLAGS,
    {
      flags: '--yaml',
      says: 'what happens to objects as well, field by field; of what may be a secret never the value',
    },
  ],
  prints: true,
  failOn: 'loss',
  run,
};

async function run({ args, options, form, paint, io }: Call): Promise<Outcome> {
  const { acknowledge } = await import('../../ledger/compare/acknowledged');
  const { compareLedgers } = await import('../../ledger/compare/compare');
  const { acceptedIn } = await import('../../ledger/compare/accepted');
  const [from, to] = sides(args, liveOption(options));
  const after = await readFrom(to, io);
  const before = await readFrom(from, io, { mayBeEmpty: isOutputOfCommit(from) });
  const said = [...acknowledgedIn(after.found), ...acceptedIn(objectsOf(after), after.ledger, today())];
  const { changes } = acknowledge(compareLedgers(before.ledger, after.ledger), said, before.ledger, after.ledger);
  // They come in order, the worst first.
  const worst = changes.find(({ acknowledged }) => acknowledged === undefined)?.severity;
  const objects = options.yaml === true ? await objectDiff(before, after) : [];
  const { diffReport } = await import('../../ledger/show/diff-report');
  const isFirst = before.ledger.objects === 0;
  const text = diffReport({ changes, objects, isFirst }, form, (severity, text) => paint(COLOURS[severity], text));
  return { text, ...(worst !== undefined && { worst }) };
}

const COLOURS = { loss: 'red', risk: 'yellow', note: 'dim' } as const;

/** The live cluster stands in the place of what was before. */
function sides([first, second]: Call['args'], live: Where | undefined): readonly [from: Where, to: Where] {
  const typed = live === undefined ? [first ?? 'git:HEAD', second] : [undefined, first];
  const [from, to = readSettings().output] = typed;
  return [live ?? { typed: from ?? 'git:HEAD' }, { typed: to }];
}

/** A commit may be from before anything was written; at a path that somebody has typed, something ought to be. */
function isOutputOfCommit(where: Where): boolean {
  return 'typed' in where && /^git:[^:]+$/.test(where.typed);
}

function objectsOf({ found }: Statement) {
  return [...found.files.values()].flat();
}

function today(): string {
  return new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** Values are shown of claims and of what is read as a statement about backups, but for what runs programs. */
async function objectDiff(before: Statement, after: Statement) {
  const { objectChanges } = await import('../../ledger/show/object-diff');
  const { readers } = await import('../../engines');
  const open = ['/PersistentVolumeClaim', ...readers.map(({ group, kind }) => `${group}/${kind}`)];
  return objectChanges(objectsOf(before), objectsOf(after), new Set(open.filter((each) => each !== 'batch/CronJob')));
}
