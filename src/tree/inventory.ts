import type { Construct, IConstruct } from 'constructs';
import type { Engine } from '../model/engine';
import { type InventoryEntry, inventoryProblems, inventoryWarnings, type Run } from '../model/inventory/inventory';
import type { Problem, Warning } from '../model/rules/problem';
import { Cluster } from './cluster-scope';
import { reportProblems, reportWarnings } from './validation';

const inventories = new WeakMap<IConstruct, Inventory>();

/** What all constructs of one tree have said about repositories, so that rules can look at the whole. */
class Inventory {
  readonly entries: InventoryEntry[] = [];
  private readonly engines = new Set<Engine>();
  private problems: ReadonlyMap<string, Problem[]> | undefined;
  private warnings: ReadonlyMap<string, Warning[]> | undefined;

  add(entry: InventoryEntry, engine: Engine): void {
    this.entries.push(entry);
    this.engines.add(engine);
    this.problems = undefined;
    this.warnings = undefined;
  }

  get runs(): readonly Run[] {
    return this.entries.filter((each) => each.does === 'run');
  }

  problemsAt(path: string): readonly Problem[] {
    this.problems ??= byPath([
      ...inventoryProblems(this.entries),
      ...[...this.engines].flatMap((each) => each.inventoryProblems(this.entries)),
    ]);
    return this.problems.get(path) ?? [];
  }

  warningsAt(path: string): readonly Warning[] {
    this.warnings ??= byPath(inventoryWarnings(this.entries));
    return this.warnings.get(path) ?? [];
  }
}

function byPath<P extends Problem & { readonly path: string }>(findings: readonly P[]): Map<string, P[]> {
  const found = new Map<string, P[]>();
  for (const each of findings) {
    found.set(each.path, [...(found.get(each.path) ?? []), each]);
  }
  return found;
}

/** Enters what a construct does with repositories, and reports what the rules say of it. */
export function enterInventory(construct: Construct, entries: readonly InventoryEntry[]): void {
  const { engine } = Cluster.of(construct);
  const root = construct.node.root;
  const inventory = inventories.get(root) ?? new Inventory();
  inventories.set(root, inventory);
  for (const entry of entries) {
    inventory.add(entry, engine);
  }
  reportProblems(construct, () => inventory.problemsAt(construct.node.path));
  if (entries.some(({ does }) => does === 'replicate' || does === 'back-up')) {
    reportWarnings(construct, () => inventory.warningsAt(construct.node.path));
  }
}

/**
 * Everything in the construct's tree that runs by schedule. Ask when the app is synthesised: before that, constructs
 * may still be missing.
 */
export function scheduledRuns(construct: IConstruct): readonly Run[] {
  return inventories.get(construct.node.root)?.runs ?? [];
}

/** All that the constructs of a tree have said, as {@link scheduledRuns}. */
export function inventoryEntries(construct: IConstruct): readonly InventoryEntry[] {
  return inventories.get(construct.node.root)?.entries ?? [];
}
