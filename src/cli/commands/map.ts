import { writeFileSync } from 'node:fs';
import { FROM_FLAGS, FROM_HELP, liveOption, readFrom } from '../from/from';
import { readSettings } from '../settings';
import { type Call, CannotRun, type Outcome, type Subcommand, textOption } from '../subcommand';

export const map: Subcommand = {
  usage: 'map [from]',
  summary: 'what is protected; by default of the output folder',
  details: FROM_HELP,
  options: [
    ...FROM_FLAGS,
    { flags: '--html <file>', says: 'write it as one page to look at, whole by itself, into a file' },
  ],
  prints: true,
  run,
};

async function run({ args, options, form, io }: Call): Promise<Outcome> {
  const { ledger, found } = await readFrom(liveOption(options) ?? { typed: args[0] ?? readSettings().output }, io);
  const file = textOption(options, 'html');
  if (file !== undefined) {
    const { mapHtml } = await import('../../ledger/show/html/page');
    written(file, mapHtml(ledger, found.name));
    return { text: `${file}: a page of ${ledger.objects} objects\n` };
  }
  if (form === 'json') {
    return { text: `${JSON.stringify(ledger, null, 2)}\n` };
  }
  // A table is as easily read on a terminal.
  const { mapMarkdown } = await import('../../ledger/show/map-markdown');
  return { text: mapMarkdown(ledger) };
}

function written(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CannotRun(`${file}: ${(error as Error).message}`);
  }
}
