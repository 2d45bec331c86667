import { type InventoryEntry, type InventoryFinding, inventoryProblems } from '../../../src/model/inventory/inventory';
import { engine } from '../fixture';

/** What the rules of the model and of its engine say, by the path of the construct that can repair it. */
export function problemsByPath(entries: readonly InventoryEntry[]): [path: string, found: InventoryFinding[]][] {
  const found = [...inventoryProblems(entries), ...engine.inventoryProblems(entries)];
  const paths = [...new Set(found.map(({ path }) => path))];
  return paths.map((path) => [path, found.filter((each) => each.path === path)]);
}
