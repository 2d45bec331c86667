import { isRecord, type Loose } from '../loose';
import { type FoundObject, Objects, renderRef } from '../object';
import { shownValue } from './shown-value';

/** What happens to one object. */
export interface ObjectChange {
  /** Its kind, namespace and name. */
  readonly object: string;
  readonly is: 'new' | 'gone' | 'changed';
  /** Lines of its fields, those that go begin with `-`, those that come with `+`. */
  readonly fields: readonly string[];
}

/**
 * What a change does to objects, field by field. Values are shown of the kinds that are asked for, and of no other:
 * whatever may hold a secret is said to differ, and never how.
 * @param open kinds, as `group/kind`, of which values may be shown
 */
export function objectChanges(
  before: readonly Loose[],
  after: readonly Loose[],
  open: ReadonlySet<string>,
): readonly ObjectChange[] {
  const [was, is] = [before, after].map(
    (stream) => new Map(new Objects(stream).all.map((each) => [keyOf(each), each])),
  );
  const keys = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].sort();
  return keys.flatMap((key): ObjectChange[] => {
    const [old, now] = [was?.get(key), is?.get(key)];
    const object = old ?? now;
    if (object === undefined) {
      return [];
    }
    const fields = fieldLines(old, now, open.has(`${object.group}/${object.ref.kind}`));
    const change = old === undefined ? 'new' : now === undefined ? 'gone' : 'changed';
    return fields.length === 0 && change === 'changed' ? [] : [{ object: renderRef(object.ref), is: change, fields }];
  });
}

/** The lines of all objects, at most so many characters of them; what is left out is said. */
export function objectChangeLines(changes: readonly ObjectChange[], limit = Number.POSITIVE_INFINITY): string {
  const blocks = changes.map(({ object, is, fields }) => `${[`${object}: ${is}`, ...fields].join('\n')}\n`);
  let length = 0;
  const fitting = blocks.filter((block) => {
    length += block.length + 1;
    return length <= limit;
  });
  const left = blocks.length - fitting.length;
  return left === 0
    ? fitting.join('\n')
    : [...fitting, `Too long: ${left} more ${left === 1 ? 'object' : 'objects'} left out.\n`].join('\n');
}

function keyOf({ group, ref }: FoundObject): string {
  return JSON.stringify([ref.namespace ?? '', ref.kind, ref.name, group]);
}

/** Of an object that comes or goes, its fields are those of the change itself. */
function fieldLines(was: FoundObject | undefined, is: FoundObject | undefined, open: boolean): readonly string[] {
  if (was === undefined || is === undefined) {
    return [];
  }
  const [before, after] = [was, is].map(({ body }) => new Map(leaves(body, [])));
  const paths = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
  return paths.flatMap((path) => {
    const [old, now] = [before?.get(path), after?.get(path)];
    if (JSON.stringify(old) === JSON.stringify(now)) {
      return [];
    }
    const line = (sign: string, value: Loose) =>
      value === undefined ? [] : [`${sign} ${nameOf(path)}: ${shownValue(value, JSON.parse(path), open)}`];
    return [...line('-', old), ...line('+', now)];
  });
}

/** Every value of an object that holds no others, by the keys that lead to it. */
function leaves(value: Loose, path: readonly string[]): readonly [path: string, value: Loose][] {
  const entries = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : [];
  return entries.length === 0
    ? [[JSON.stringify(path), value]]
    : entries.flatMap(([key, each]) => leaves(each, [...path, String(key)]));
}

function nameOf(path: string): string {
  return (JSON.parse(path) as string[]).join('.');
}
