/** EMPTY and UNKNOWN are different things, and so are no and unknown: what nothing says is never taken for well. */
export type Answer = 'yes' | 'no' | 'unknown';
