import { spawnSync } from 'node:child_process';
import { readSettings } from './settings';
import { CannotRun, type Io, type Outcome } from './subcommand';

/**
 * Runs the user's program as `cdk8s.yaml` says it is run, and ends as it does. Nothing is removed before.
 * @param args for the program
 */
export function runApp(args: readonly string[], { env }: Io): Outcome {
  const { app, output } = readSettings();
  if (app === undefined) {
    throw new CannotRun(
      'cdk8s.yaml: it is not there, or has no app; write how your program is run: app: npx tsx main.ts',
    );
  }
  const { status, error } = spawnSync([app, ...args].join(' '), {
    shell: true,
    stdio: 'inherit',
    env: { ...env, CDK8S_OUTDIR: output },
  });
  if (error !== undefined) {
    throw new CannotRun(`${app}: ${error.message}`);
  }
  // A program that was ended by a signal has not run.
  return { text: '', code: status ?? 2 };
}
