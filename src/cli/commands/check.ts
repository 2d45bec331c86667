import { runApp } from '../app-line';
import type { Subcommand } from '../subcommand';

export const check: Subcommand = {
  usage: 'check',
  summary: 'say whether the output folder is what the code makes, and whether a warning is open',
  prints: false,
  run: async ({ io }) => runApp(['--check'], io),
};
