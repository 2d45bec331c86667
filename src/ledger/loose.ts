/**
 * Objects come from anywhere, and nothing of them may be taken for granted: what is not there, or is of another shape
 * than is looked for, is `undefined`, and an empty list or record.
 */
export type Loose = unknown;

export type LooseRecord = Readonly<Record<string, Loose>>;

/** What is at a path of keys. */
export function at(value: Loose, ...path: readonly string[]): Loose {
  let found = value;
  for (const key of path) {
    found = isRecord(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

/** A text at a path; an empty one says nothing, as in Go. */
export function textAt(value: Loose, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function recordAt(value: Loose, ...path: readonly string[]): LooseRecord {
  const found = at(value, ...path);
  return isRecord(found) ? found : {};
}

export function listAt(value: Loose, ...path: readonly string[]): readonly Loose[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The texts of a list. */
export function textsAt(value: Loose, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).filter((each) => typeof each === 'string');
}

/** The keys of a record that hold texts. */
export function textRecordAt(value: Loose, ...path: readonly string[]): Readonly<Record<string, string>> {
  const entries = Object.entries(recordAt(value, ...path));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

export function isRecord(value: Loose): value is LooseRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
