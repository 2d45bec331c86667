import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

/** Checks a time zone as Kubernetes reads it: the name of a file, so capitals count. */
export function timeZoneProblems(field: string, value: unknown): Problem[] {
  return problemIf(
    !(
      typeof value === 'string' &&
      /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(value) &&
      isSpeltRight(value) &&
      exists(value)
    ),
    field,
    () => `${show(value)} is not a time zone; write its IANA name, such as "Europe/Berlin" or "Etc/UTC"`,
    'C1',
  );
}

/** Words in names of time zones that do not go on in small letters after a capital. */
const WORDS = new Map(
  'ACT BajaNorte BajaSur CDT CET CHAT CST ComodRivadavia DeNoronha DumontDUrville EDT EET EST EasterIsland GB GMT HST IN LHI MDT MET MST McMurdo NSW NZ PDT PRC PST ROC ROK SU UCT US UTC WET au es of'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);

/** Names that `Intl` knows of old, and the database of time zones does not. */
const OF_OLD = ['ACT', 'CST', 'PST', 'US/Pacific-New', 'Canada/East-Saskatchewan'];

/** `Intl` takes any capitals; the database, of which each name is a file, does not. */
function isSpeltRight(timeZone: string): boolean {
  const words = timeZone.split(/[_/+\-\d]/);
  const spelt = (word: string) => WORDS.get(word.toLowerCase()) ?? `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`;
  return !OF_OLD.includes(timeZone) && words.every((word) => word === spelt(word));
}

function exists(timeZone: string): boolean {
  // To ask of another loads the zones of the world, 30 ms of a start.
  if (timeZone === 'Etc/UTC') {
    return true;
  }
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== undefined;
  } catch {
    return false;
  }
}
