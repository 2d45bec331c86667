import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { ProgramState } from './state';

/**
 * What to say of apps that were made and never asked for their objects; `undefined` where there are none, and in a
 * process that is no program of the user's.
 */
export function forgottenApps(state: ProgramState): string | undefined {
  const { unused, wrote } = state;
  if (unused.size === 0 || !isUsersProgram(state)) {
    return undefined;
  }
  const apps = unused.size === 1 ? 'a GitOpsApp was' : `${unused.size} GitOpsApps were`;
  return `${wrote ? 'Not everything' : 'Nothing'} was written, because this is wrong:\n  [] app: ${apps} made, and nothing was done with it; end the program with app.run() (rule F3)`;
}

/** Whether the process is there to write objects. What cdk8s synth starts is, whatever starts that in its turn. */
export function isUsersProgram({ emptied }: ProgramState): boolean {
  return emptied !== undefined || runsProgram();
}

/** Whether Node was started with a file of the user's, and not with a test runner, for which an app is something to look at. */
function runsProgram(): boolean {
  const [, main] = process.argv;
  return main !== undefined && !isInstalled(main) && !NODES_TESTS.some((each) => loaded().includes(each));
}

const NODES_TESTS = ['NativeModule test', 'NativeModule internal/test_runner/test'];

/** Node's own list of what is loaded of itself. */
function loaded(): readonly string[] {
  return (process as { readonly moduleLoadList?: readonly string[] }).moduleLoadList ?? [];
}

function isInstalled(file: string): boolean {
  try {
    return realpathSync(file).split(sep).includes('node_modules');
  } catch {
    return true;
  }
}
