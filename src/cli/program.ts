import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { foldersUpFrom } from '../gitops/program/place';
import { painter } from './paint';
import { CannotRun, type Flag, type Form, type Io, type Outcome, type Severity, type Subcommand } from './subcommand';

const FORMS: readonly Form[] = ['text', 'markdown', 'json'];
const SEVERITIES: readonly Severity[] = ['loss', 'risk', 'note'];

/** How the command ends. */
export const EXIT = { fine: 0, found: 1, cannot: 2 } as const;

const AFTER = `
Ends with 0 where all is well, with 1 where something was found, and with 2 where it could not run or could not look.`;

/**
 * Runs the command.
 * @param args what was typed after its name
 * @returns the exit code
 */
export async function runCommand(args: readonly string[], table: readonly Subcommand[], io: Io): Promise<number> {
  const { Command, CommanderError, Option } = await import('commander');
  let code: number = EXIT.fine;
  const program = new Command('cdk8s-volsync-kopia')
    .description('What your backups are, what a change does to them, and what is wrong with them.')
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .exitOverride()
    .version(ownVersion(), '--version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', AFTER);
  for (const each of table) {
    const command = program.command(each.usage).description(each.summary).copyInheritedSettings(program);
    for (const flag of each.options ?? []) {
      command.addOption(optionOf(flag));
    }
    if (each.prints) {
      command.addOption(new Option('--output <form>', 'the form of what is printed').choices(FORMS).default('text'));
    }
    if (each.failOn !== undefined) {
      const worst = new Option('--fail-on <severity>', 'end with 1 where something is as bad as this, or worse');
      command.addOption(worst.choices(SEVERITIES).default(each.failOn));
      command.option('--report-only', 'end with 0 whatever is found');
    }
    command.addHelpText('after', each.details === undefined ? '' : `\n${each.details}`).action(async () => {
      code = await carryOut(each, command, io);
    });
  }

  function optionOf({ flags, says, repeated = false }: Flag) {
    const option = new Option(flags, says);
    return repeated ? option.argParser((value: string, before: string[] = []) => [...before, value]) : option;
  }

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has said so itself: its help, its version, or what it does not know.
      return error.exitCode === 0 ? EXIT.fine : EXIT.cannot;
    }
    io.stderr.write(`${said(error)}\n`);
    return EXIT.cannot;
  }
}

async function carryOut(subcommand: Subcommand, command: Command, io: Io): Promise<number> {
  const options = command.opts();
  const { output: form = 'text' } = options as { output?: Form };
  const paint = form === 'text' ? await painter(io) : (await import('./paint')).plainly;
  const args = command.processedArgs as readonly (string | undefined)[];
  const outcome = await subcommand.run({ args, options, form, paint, io });
  if (outcome.text !== '') {
    io.stdout.write(outcome.text);
  }
  return exitCode(outcome, options.reportOnly === true ? undefined : (options.failOn as Severity | undefined));
}

/** @param failOn what is bad enough; nothing where only a report is wanted */
export function exitCode({ worst, code = EXIT.fine }: Outcome, failOn: Severity | undefined): number {
  const bad = worst !== undefined && failOn !== undefined && SEVERITIES.indexOf(worst) <= SEVERITIES.indexOf(failOn);
  return bad ? EXIT.found : code;
}

/** `package.json` is beside the sources, and beside what is built of them. */
function ownVersion(): string {
  const file = foldersUpFrom(__dirname)
    .map((each) => join(each, 'package.json'))
    .find(existsSync);
  return file === undefined ? 'unknown' : JSON.parse(readFileSync(file, 'utf8')).version;
}

/** An error of ours says all there is to say; of any other the stack is the best there is. */
function said(error: unknown): string {
  return error instanceof CannotRun
    ? `error: ${error.message}`
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
}
