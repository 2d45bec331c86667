import { identity, type Manifest } from '../../support/manifest-tree';

/** What became of objects, field by field, as `<object> <field>: <before> -> <after>`; nothing where all is the same. */
export function objectChanges(before: readonly Manifest[], after: readonly Manifest[]): string[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => old.get(field) !== now.get(field))
    .map((field) => `${field}: ${old.get(field) ?? 'nothing'} -> ${now.get(field) ?? 'nothing'}`);
}

/** Every value that holds no others, as JSON by its field. Of two objects with one identity none is lost. */
function leavesOf(objects: readonly Manifest[]): Map<string, string> {
  const leaves = new Map<string, string>();
  const seen = new Map<string, number>();
  const visit = (field: string, value: unknown) => {
    const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    for (const [key, each] of inside) visit(`${field}.${key}`, each);
    // An empty list and an empty map are values of their own.
    if (inside.length === 0) leaves.set(field, JSON.stringify(value));
  };
  for (const each of objects) {
    const id = identity(each);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    const name = count === 1 ? id : `${id} (${count})`;
    for (const [key, value] of Object.entries(each)) visit(`${name} ${key}`, value);
  }
  return leaves;
}
