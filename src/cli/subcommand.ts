import type { ChangeSeverity } from '../ledger/compare/change';
import type { Paint } from './paint';

/** One of the command's words: how it is called, and what it does. Its row is in `subcommands.ts`. */
export interface Subcommand {
  /** Its name and what may follow, as commander reads it: `diff [from] [to]`. */
  readonly usage: string;
  readonly summary: string;
  /** What the help says below the options. */
  readonly details?: string;
  readonly options?: readonly Flag[];
  /** It reads objects, and prints in the form that is asked for by `--output`. */
  readonly prints: boolean;
  /** It finds things, and what is as bad as this or worse ends it with 1, unless `--fail-on` says another. */
  readonly failOn?: Severity;
  /** Loads what it needs, which nobody else waits for. @throws CannotRun */
  readonly run: (call: Call) => Promise<Outcome>;
}

export type Severity = ChangeSeverity;

/** What may be given beside the arguments. */
export interface Flag {
  /** As commander reads it: `--context <name>`. */
  readonly flags: string;
  readonly says: string;
  /** It may be given several times, and is a list. @default false */
  readonly repeated?: boolean;
}

export type Form = 'text' | 'markdown' | 'json';

/** What a subcommand is called with. */
export interface Call {
  readonly args: readonly (string | undefined)[];
  readonly options: Options;
  readonly form: Form;
  readonly paint: Paint;
  readonly io: Io;
}

/** Options by their names, as commander writes them: `--fail-on` is `failOn`. */
export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export interface Outcome {
  /** What is printed to stdout. */
  readonly text: string;
  /** The worst thing that was found; none where nothing was. */
  readonly worst?: Severity;
  /** How a program that was started ended, which then is how we end. */
  readonly code?: number;
}

/** What the command has of the process that it runs in. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Writer {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** It could not run, or could not look: what it was to say is not known, which is never well. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** An option that is a text. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option that may be given several times. */
export function listOption(options: Options, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value : [];
}
