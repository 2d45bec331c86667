import type { App } from 'cdk8s';

/** The output folder of `cdk8s synth`, which is gone when the program starts: the CLI removes it before that. */
export interface EmptiedFolder {
  /** The absolute path. */
  readonly folder: string;
  /** The path as the CLI was told it. */
  readonly shown: string;
  /** It was removed though nothing is written to it: `cdk8s synth --stdout`. */
  readonly unasked: boolean;
}

/** What is known about the program that this process runs. */
export interface ProgramState {
  emptied: EmptiedFolder | undefined;
  /** Apps whose objects nobody has asked for yet. */
  readonly unused: Set<App>;
  /** Output folders of all apps made, as they were given. */
  readonly outdirs: Set<string>;
  /** Whether an app has written its files. */
  wrote: boolean;
  /** What apps have written, by folder and path: to be kept if the program ends well. */
  readonly written: Map<string, ReadonlyMap<string, string>>;
  /** Lets signals end the program at once again: what the folder held is back in it. */
  letGo: () => void;
}

const KEY = Symbol.for('cdk8s-volsync-kopia:program');

/**
 * One for all copies of the library that are loaded: the preload may be another copy than the program's own.
 * @param begin called the first time
 */
export function programState(begin: (state: ProgramState) => void): ProgramState {
  const holder = globalThis as { [KEY]?: ProgramState };
  if (holder[KEY] === undefined) {
    holder[KEY] = {
      emptied: undefined,
      unused: new Set(),
      outdirs: new Set(),
      wrote: false,
      written: new Map(),
      letGo: () => {},
    };
    begin(holder[KEY]);
  }
  return holder[KEY];
}
