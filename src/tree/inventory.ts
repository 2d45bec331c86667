import type { Construct, IConstruct } from 'constructs';
import { type InventoryEntry, inventoryProblems, type Run } from '../model/inventory/inventory';
import { syncWarnings } from '../model/inventory/maintenance-window';
import type { Problem, Warning } from '../model/rules/problem';
import { reportProblems, reportWarnings } from './validation';

const inventories = new WeakMap<IConstruct, Inventory>();

/** What all constructs of one tree have said about repositories, so that rules can look at the whole. */
class Inventory {
  private readonly entries: InventoryEntry[] = [];
  private problems: ReadonlyMap<string, Problem[]> | undefined;

  add(entry: InventoryEntry): void {
    this.entries.push(entry);
    this.problems = undefined;
  }

  get runs(): readonly Run[] {
    return this.entries.filter((each) => each.does === 'run');
  }

  problemsAt(path: string): readonly Problem[] {
    this.problems ??= inventoryProblems(this.entries);
    return this.problems.get(path) ?? [];
  }

  warningsAt(path: string): readonly Warning[] {
    return syncWarnings(this.entries).filter((each) => each.path === path);
  }
}

/** Enters what a construct does with repositories, and reports what the rules say of it. */
export function enterInventory(construct: Construct, entries: readonly InventoryEntry[]): void {
  const root = construct.node.root;
  const inventory = inventories.get(root) ?? new Inventory();
  inventories.set(root, inventory);
  for (const entry of entries) {
    inventory.add(entry);
  }
  reportProblems(construct, () => inventory.problemsAt(construct.node.path));
  if (entries.some(({ does }) => does === 'replicate')) {
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
