import { readFileSync } from 'node:fs';
import { CannotRun } from './subcommand';

/** What `cdk8s.yaml` of the current folder says. */
export interface Settings {
  /** The command that runs the program. */
  readonly app: string | undefined;
  /** The folder that it writes. */
  readonly output: string;
}

/** @throws CannotRun if there is such a file and nobody can read it */
export function readSettings(): Settings {
  const { parse } = require('yaml') as typeof import('yaml');
  const text = textOf('cdk8s.yaml');
  let settings: unknown;
  try {
    settings = text === undefined ? {} : parse(text);
  } catch (error) {
    throw new CannotRun(`cdk8s.yaml: this is not YAML: ${(error as Error).message.split('\n', 1)[0]}`);
  }
  const { app, output } = (settings ?? {}) as { readonly app?: unknown; readonly output?: unknown };
  return {
    app: typeof app === 'string' && app.trim() !== '' ? app : undefined,
    output: typeof output === 'string' && output !== '' ? output : 'dist',
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw new CannotRun(`${path}: ${(error as Error).message}`);
  }
}
