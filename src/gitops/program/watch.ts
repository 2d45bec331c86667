import { join, relative, resolve } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import type { App } from 'cdk8s';
import { findEmptiedFolder, isThere } from './emptied-folder';
import { forgottenApps } from './forgotten-apps';
import { messageOf } from './known-errors';
import { keepLastGood } from './last-good';
import { isInside, isScratch } from './place';
import { putBack } from './put-back';
import { type EmptiedFolder, type ProgramState, programState } from './state';

/**
 * Watches how the program ends, which the library's callers cannot: an error that says all there is to say is printed
 * without a stack, an app that was made and never written is an error, and a program that fails leaves what was in the
 * output folder before `cdk8s synth` emptied it. Programs that end well do not notice.
 */
export function watchProgram(): ProgramState {
  return programState((state) => {
    if (isMainThread) {
      process.on('uncaughtExceptionMonitor', (error) => endWithMessage(error, state));
      process.on('exit', (code) => atExit(code, state));
      state.emptied = findEmptiedFolder();
      if (state.emptied) {
        watchSignals(state, state.emptied);
      }
    }
  });
}

/**
 * Notes an app of the program. If it is to fill the folder that was emptied, what that held comes back at once: the app
 * then writes what differs and removes what is no longer wanted, however it is started, and may be killed.
 */
export function noteApp(app: App): void {
  const state = watchProgram();
  state.outdirs.add(app.outdir);
  state.unused.add(app);
  // Whoever asks for objects of the tree, of cdk8s or of ours, has it validated first.
  app.node.addValidation({
    validate: () => {
      state.unused.delete(app);
      return [];
    },
  });
  const { emptied } = state;
  if (emptied && !emptied.unasked && !isThere(emptied.folder) && isInside(emptied.folder, resolve(app.outdir))) {
    putBack(emptied);
    state.letGo();
  }
}

/** Notes what an app has written, to be kept for the next `cdk8s synth` if the program ends well. */
export function noteWritten(outdir: string, files: ReadonlyMap<string, string>): void {
  const folder = resolve(outdir);
  const state = watchProgram();
  state.wrote = true;
  if (!isScratch(folder)) {
    state.written.set(folder, files);
  }
}

/** What a listener that only prints an error and ends is marked with. */
const ENDS = Symbol.for('cdk8s-volsync-kopia:ends');

function endWithMessage(error: unknown, state: ProgramState): void {
  const message = messageOf(error, state);
  // Whoever listens means to go on, but for a hook that says it will only print the error and end.
  const others = process.listeners('uncaughtException').filter((each) => !Object.hasOwn(each, ENDS));
  const isLast = others.length === 0 && !process.hasUncaughtExceptionCaptureCallback();
  if (message !== undefined && isLast) {
    say(message);
    process.exit(1);
  }
}

function atExit(code: number, state: ProgramState): void {
  const { emptied } = state;
  const missing = [forgottenApps(state), emptied && unwritten(emptied, state)].find((each) => each !== undefined);
  const failed = code !== 0 || missing !== undefined;
  if (code === 0 && missing !== undefined) {
    say(missing);
    process.exitCode = 1;
  }
  if (emptied && (failed || emptied.unasked)) {
    say(putBack(emptied, writtenInto(emptied, state)));
  }
  for (const [folder, files] of failed ? [] : state.written) {
    keepLastGood(folder, files);
  }
}

/** What apps of this program have written into the folder, by path below it. */
function writtenInto({ folder }: EmptiedFolder, { written }: ProgramState): string[] {
  return [...written]
    .filter(([outdir]) => isInside(folder, outdir))
    .flatMap(([outdir, files]) => [...files.keys()].map((path) => relative(folder, join(outdir, path))));
}

/** What to say if a program has ended well and left nothing where the CLI looks for it. */
function unwritten({ folder, shown, unasked }: EmptiedFolder, { outdirs }: ProgramState): string | undefined {
  if (unasked || isThere(folder)) {
    return undefined;
  }
  const outdir = [...outdirs].find((each) => !isInside(folder, resolve(each)));
  return outdir === undefined
    ? `[] outdir: nothing was written into "${shown}", where cdk8s synth looks for it; end the program with app.synth() (rule F3)`
    : `[] outdir: "${outdir}" is not where cdk8s synth looks, "${shown}"; write output: ${outdir} in cdk8s.yaml (rule F3)`;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function watchSignals(state: ProgramState, emptied: EmptiedFolder): void {
  const atSignal = (signal: NodeJS.Signals) => {
    say(putBack(emptied, writtenInto(emptied, state)));
    state.letGo();
    process.kill(process.pid, signal);
  };
  state.letGo = () => {
    for (const signal of SIGNALS) {
      process.off(signal, atSignal);
    }
  };
  for (const signal of SIGNALS) {
    process.on(signal, atSignal);
  }
}

/** To stderr: the CLI of cdk8s swallows what a program prints to stdout. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
