import type { AppName } from '../../../model/app/app-name';
import type { Identity } from '../../../model/identity';
import type { Expected } from '../../../model/inventory/expected';

/** The file that says what the script looks for. */
export const DECLARED = 'declared';

/** Stands in a connection for the app whose repository it opens; the script puts its names in. */
export const ANY_APP: AppName = { namespace: '@namespace@', app: '@app@' };

/**
 * What the script looks for, a line each: a repository, of an app where every app has one, and below it the identities
 * that it must hold, with the seconds that their newest snapshots may be old.
 */
export function declaredText(expected: readonly Expected[], ownedByApp: boolean, graceSeconds: number): string {
  const sorted = [...expected].sort((one, other) => (sourceJson(one.identity) < sourceJson(other.identity) ? -1 : 1));
  const line = ({ identity, seconds }: Expected) => `identity ${seconds + graceSeconds} ${sourceJson(identity)}`;
  const lines = ownedByApp
    ? byRepository(sorted).flatMap(([of, identities]) => [`repository ${of}`, ...identities.map(line)])
    : ['repository', ...sorted.map(line)];
  return lines.map((each) => `${each}\n`).join('');
}

/** The connections that the script makes of one: of each app's repository in such a text, or the very one. */
export function ownConnections(connection: string, declared: string): string[] {
  const apps = [...declared.matchAll(/^repository (\S+) (\S+)$/gm)];
  return apps.length === 0
    ? [connection]
    : apps.map(([, namespace = '', app = '']) =>
        connection.replace(ANY_APP.namespace, () => namespace).replace(ANY_APP.app, () => app),
      );
}

function byRepository(expected: readonly Expected[]): [of: string, identities: Expected[]][] {
  const found = new Map<string, Expected[]>();
  for (const each of expected) {
    const of = `${each.filedAs.namespace} ${each.filedAs.app}`;
    found.set(of, [...(found.get(of) ?? []), each]);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** An identity as it stands in what Kopia lists, letter by letter: as Go writes JSON. */
function sourceJson({ username, hostname, path }: Identity): string {
  return JSON.stringify({ host: hostname, userName: username, path }).replace(
    /[<>&\u2028\u2029]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
