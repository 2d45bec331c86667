import { runApp } from '../app-line';
import type { Subcommand } from '../subcommand';

export const synth: Subcommand = {
  usage: 'synth',
  summary: 'write the output folder, by the app line of cdk8s.yaml',
  prints: false,
  run: async ({ io }) => runApp([], io),
};
