import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

/** Checks a time zone as Kubernetes reads it: the name of a file, so capitals count. */
export function timeZoneProblems(field: string, value: unknown): Problem[] {
  return problemIf(
    !(typeof value === 'string' && /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(value) && exists(value)),
    field,
    () => `${show(value)} is not a time zone; write its IANA name, such as "Europe/Berlin" or "Etc/UTC"`,
    'C1',
  );
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
