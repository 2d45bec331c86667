import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { projectRoot } from '../../support/project';

export interface Run {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a command as in a shell of its own, away from this project. */
export function run(cwd: string, command: string, ...args: string[]): Run {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', env: environment() });
  return { status, output: `${stdout}${stderr}${error?.message ?? ''}`.trim() };
}

export function must(result: Run): string {
  if (result.status !== 0) throw new Error(result.output);
  return result.output;
}

// The settings of the npm that runs these tests are not those of a consumer, and neither are this project's programs.
function environment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_registry)/i.test(name));
  const ours = join(projectRoot, 'node_modules');
  const path = (process.env.PATH ?? '').split(delimiter).filter((each) => !each.startsWith(ours));
  return { ...Object.fromEntries(entries), PATH: path.join(delimiter) };
}
