import { runApp } from '../app-line';
import { CannotRun, type Subcommand, textOption } from '../subcommand';

export const check: Subcommand = {
  usage: 'check',
  summary:
    'say whether the output folder is what the code makes, whether a warning is open, and whether anything is lost',
  options: [
    { flags: '--base <revision>', says: 'the revision of git that nothing may be lost against (default: HEAD)' },
  ],
  prints: false,
  run: async ({ options, io }) => {
    const base = textOption(options, 'base');
    return runApp(['--check', ...(base === undefined ? [] : ['--base', quoted(base)])], io);
  },
};

/** The app line is read by a shell. */
function quoted(revision: string): string {
  // Neither sh nor cmd reads any of these otherwise between double quotes.
  if (!/^[\w./@{}^~:+-]+$/.test(revision)) {
    throw new CannotRun(`--base: ${JSON.stringify(revision)} is no revision of git`);
  }
  return `"${revision}"`;
}
