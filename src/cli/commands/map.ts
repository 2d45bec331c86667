import { FROM_FLAGS, FROM_HELP, liveOption, readFrom } from '../from/from';
import { readSettings } from '../settings';
import type { Call, Outcome, Subcommand } from '../subcommand';

export const map: Subcommand = {
  usage: 'map [from]',
  summary: 'what is protected; by default of the output folder',
  details: FROM_HELP,
  options: FROM_FLAGS,
  prints: true,
  run,
};

async function run({ args, options, form, io }: Call): Promise<Outcome> {
  const { ledger } = await readFrom(liveOption(options) ?? { typed: args[0] ?? readSettings().output }, io);
  if (form === 'json') {
    return { text: `${JSON.stringify(ledger, null, 2)}\n` };
  }
  // A table is as easily read on a terminal.
  const { mapMarkdown } = await import('../../ledger/show/map-markdown');
  return { text: mapMarkdown(ledger) };
}
