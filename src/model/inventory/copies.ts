import { repositoryLocation } from '../repository/repository';
import { type Problem, problemIf } from '../rules/problem';
import { type Does, does, type InventoryEntry, type InventoryFinding } from './entry';

type Copy = Does<'replicate'>;

/** The places that hold copies, and by which sync each is made. */
export function copiesOf(entries: readonly InventoryEntry[]): ReadonlyMap<string, Copy> {
  const copies = entries.filter(does('replicate'));
  return new Map([...copies].reverse().map((each) => [each.location, each]));
}

/** M1: nothing but its one sync writes a copy. */
export function copyProblems(entries: readonly InventoryEntry[]): InventoryFinding[] {
  const copies = copiesOf(entries);
  const told = new Set<string>();
  const found = entries.flatMap((entry) => {
    const copy = 'location' in entry ? copies.get(entry.location) : undefined;
    if (copy === undefined || entry.does === 'run' || entry.does === 'occupy') {
      return [];
    }
    // Fifty apps that back up into one copy are one problem.
    const again = entry.does === 'back-up' && told.has(entry.location);
    if (entry.does === 'back-up') {
      told.add(entry.location);
    }
    return again ? [] : problemsOf(entry, copy).map((problem) => ({ path: entry.path, ...problem }));
  });
  return [...found, ...ringProblems(copies)];
}

/** Of copies that go round none is the original, and each sync brings back or deletes what another has changed. */
function ringProblems(copies: ReadonlyMap<string, Copy>): InventoryFinding[] {
  const told = new Set<Copy>();
  return [...copies.values()].flatMap((copy) => {
    const ring = [copy];
    for (let next = originOf(copy, copies); next !== undefined && !ring.includes(next); next = originOf(next, copies)) {
      ring.unshift(next);
    }
    const [first = copy] = ring;
    if (ring.length < 2 || told.has(copy) || originOf(first, copies) !== copy) {
      return [];
    }
    for (const each of ring) {
      told.add(each);
    }
    const text = `"${copy.from.name}" is itself a copy, which [${originOf(copy, copies)?.path}] makes, and goes back to "${copy.repository.name}": of copies that go round none is the original, and a sync undoes what another has brought; remove one of them`;
    return [{ path: copy.path, field: 'from', text, rule: 'M1' as const }];
  });
}

/** The sync that makes the original of a copy, where that is a copy as well. */
function originOf({ from }: Copy, copies: ReadonlyMap<string, Copy>): Copy | undefined {
  return copies.get(repositoryLocation(from));
}

function problemsOf(entry: Exclude<InventoryEntry, Does<'run' | 'occupy'>>, copy: Copy): Problem[] {
  const { repository } = entry;
  const made = `"${repository.name}" is the copy that [${copy.path}] makes of "${copy.from.name}"`;
  const found = (field: string, text: string): Problem => ({ field, text: `${made}${text}`, rule: 'M1' });
  switch (entry.does) {
    case 'replicate':
      return [
        ...problemIf(
          entry !== copy,
          'to',
          `${made} already, and two syncs undo each other's work; give this one a place of its own`,
          'M1',
        ),
        ...problemIf(
          repository.maintainedElsewhere,
          'to',
          `"${repository.name}" is declared maintainedElsewhere: true, but a maintained copy is none any more; leave it out, and stop that maintainer`,
          'M1',
        ),
      ];
    case 'back-up':
      return [
        found(
          'repository',
          `, and what is backed up into it is not in the original; back up into "${copy.from.name}" alone, or give the copy a place of its own`,
        ),
      ];
    case 'maintain':
      return [
        found(
          'repository',
          `, and maintenance would write and delete blobs that the original knows nothing of; remove this one`,
        ),
      ];
    case 'create':
      return [
        found(
          'repository',
          `, and a new repository there would keep every sync out; remove this one, and begin the copy with firstSeeding: true`,
        ),
      ];
    case 'write':
      return [
        found(
          'readOnly',
          `, and whoever changes a copy loses it at the next sync, or breaks it; remove readOnly: false`,
        ),
      ];
    default:
      return [];
  }
}
