import { annotationsOf, type FoundObject } from './object';

/**
 * What somebody has looked at and lets be, on the object itself: a line each, `<code> until <date>: <reason>`. It ends
 * with its date, because reasons do.
 */
export const ACCEPTED_ANNOTATION = 'cdk8s-volsync-kopia/accepted';

/** One thing that an object is let be with. */
export interface Accepted {
  readonly code: string;
  /** The last day on which it counts, as `2027-01-31`, in UTC. */
  readonly until: string;
  readonly reason: string;
}

/** What an object's annotation says, and the lines of it that nobody can read. */
export interface Acceptances {
  readonly accepted: readonly Accepted[];
  readonly unreadable: readonly string[];
}

/** How a line is written, for messages. */
export const ACCEPTED_FORM = `${ACCEPTED_ANNOTATION}: "<code> until <year>-<month>-<day>: <reason>"`;

export function acceptancesOf(object: FoundObject): Acceptances {
  const lines = (annotationsOf(object)[ACCEPTED_ANNOTATION] ?? '').split('\n').map((line) => line.trim());
  const read = lines.filter((line) => line !== '').map((line) => ({ line, found: acceptedIn(line) }));
  return {
    accepted: read.flatMap(({ found }) => found ?? []),
    unreadable: read.filter(({ found }) => found === undefined).map(({ line }) => line),
  };
}

function acceptedIn(line: string): Accepted | undefined {
  const [, code, until, reason] = /^([a-z]+(?:-[a-z]+)*) until (\d{4}-\d\d-\d\d): (.*\S)$/.exec(line) ?? [];
  return code === undefined || until === undefined || reason === undefined || !isDate(until)
    ? undefined
    : { code, until, reason };
}

/** JavaScript makes 2 March of 30 February. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
