import { fittedName, isName } from '../values/names';

/** So long that the name of any repository can follow it in the name of a source. */
const LONGEST = 37;

/**
 * The name under which a further claim of an app is protected, as docs and messages suggest it: `romm-config`.
 * @param taken the names that cannot be had
 */
export function nameForClaim(app: string, claim: unknown, taken: ReadonlySet<string> = new Set([app])): string {
  const own = isName(claim) && claim !== app ? claim : 'config';
  const name = own.startsWith(`${app}-`) ? own : `${app}-${own}`;
  const free = (each: string) => each.length <= LONGEST && !taken.has(each);
  for (let number = 2, next = name; ; number += 1) {
    if (free(next)) {
      return next;
    }
    next = fittedName(name, `-${number}`, LONGEST);
  }
}
