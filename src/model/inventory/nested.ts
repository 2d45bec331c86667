import { ownedByApp } from '../repository/repository';
import { does, type InventoryEntry, type InventoryFinding } from './entry';

export type Used = Extract<InventoryEntry, { readonly location: string }>;

/**
 * M1: no repository lies inside another. The outer one finds blobs that are not its own, and its maintenance stops at them
 * for ever (kopia, "found invalid session blob").
 */
export function nestedProblems(entries: readonly InventoryEntry[]): InventoryFinding[] {
  const used = entries.filter(isUse);
  const outer = new Map(used.map((each) => [openEnded(each.location), each]));
  const told = new Set<string>();
  return used.flatMap((inner) => {
    const around = foldersAround(openEnded(inner.location)).find((each) => outer.has(each));
    const other = around === undefined ? undefined : outer.get(around);
    // Fifty apps whose repositories lie in one are one problem.
    const pair = JSON.stringify([inner.repository.name, other?.repository.name]);
    if (other === undefined || told.has(pair)) {
      return [];
    }
    told.add(pair);
    const text = `"${inner.repository.name}" lies inside "${other.repository.name}" of [${other.path}], whose maintenance would stop at blobs that are not its own; give each a folder that does not hold the other, such as sharedPrefix('kopia/') in a bucket; where the inner one has backups already, it is the one to move, history and all (docs/failback.md)`;
    return [{ path: inner.path, field: fieldOf(inner), text, rule: 'M1' as const }];
  });
}

/** Whoever takes a place for a repository. Of one per app, only who is told the app knows where it is. */
export function isUse(entry: InventoryEntry): entry is Used {
  return 'location' in entry && !does('inject')(entry) && !(opens(entry) && ownedByApp(entry.repository));
}

function opens({ does }: Used): boolean {
  return does === 'read' || does === 'write';
}

function fieldOf(entry: Used): string {
  return entry.does === 'replicate' ? 'to' : entry.does === 'read' ? entry.field : 'repository';
}

/** A location ends with its folder; where it is a list in JSON, so does the text before what closes that. */
export function openEnded(location: string): string {
  return location.replace(/"\]$/, '');
}

/** The places that a folder lies in: each ends with a `/`, but for the root of a bucket, which is empty. */
export function foldersAround(place: string): string[] {
  const ends = [...place.slice(0, -1).matchAll(/[/"]/g)].map(({ index }) => index + 1);
  return ends.map((end) => place.slice(0, end));
}
