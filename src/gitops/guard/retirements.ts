import type { Construct, IConstruct } from 'constructs';
import type { Acknowledgement } from '../../ledger/compare/acknowledged';

const retirements = new WeakMap<IConstruct, Acknowledgement[]>();

export function addRetirement(scope: Construct, entry: Acknowledgement): void {
  const { root } = scope.node;
  retirements.set(root, [...(retirements.get(root) ?? []), entry]);
}

/** All that is retired in a tree, each once, in an order of its own: what is written does not change with that of the code. */
export function retirementsIn(root: IConstruct): readonly Acknowledgement[] {
  const keyed = (retirements.get(root) ?? []).map((each) => [keyOf(each), each] as const);
  return [...new Map(keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))).values()];
}

function keyOf({ id, destination, code, why }: Acknowledgement): string {
  return JSON.stringify([id, destination ?? '', code ?? '', why]);
}
