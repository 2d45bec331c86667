#!/usr/bin/env node
import { runCommand } from './program';
import { SUBCOMMANDS } from './subcommands';

// Whoever reads what is printed may stop before its end, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});

runCommand(process.argv.slice(2), SUBCOMMANDS, process).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 2;
  },
);
