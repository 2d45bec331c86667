import type { Affixes } from '../../model/inventory/inventory';

/** An object, by the names under which Prometheus knows it. */
export interface Watched {
  readonly namespace: string;
  readonly name: string;
  /** What stands around the name, as regular expressions. @default nothing */
  readonly affixes?: Affixes;
}

/** Which labels of a metric hold an object's name and its namespace. */
export interface SelectorLabels {
  readonly name: string;
  readonly namespace: string;
  /** What else the labels of the series must be, `role="source"`. */
  readonly also?: string;
}

/**
 * Selectors of all the objects, one per namespace: one regular expression for names and one for namespaces would also
 * match an object of the same name in a namespace where nobody declared it.
 */
export function selectors(objects: readonly Watched[], { name, namespace, also }: SelectorLabels): string[] {
  return groupedBy(objects, (each) => each.namespace).map(([where, inside]) =>
    [`{${also === undefined ? '' : `${also},`}${namespace}="${where}"`, `${name}${matcher(inside)}}`].join(','),
  );
}

/** The shortest matcher of some names. Prometheus anchors a regular expression at both ends itself. */
function matcher(objects: readonly Watched[]): string {
  const [first, second] = objects;
  if (first !== undefined && second === undefined && first.affixes === undefined) {
    return `="${first.name}"`;
  }
  const byAffixes = groupedBy(objects, ({ affixes }) => `${affixes?.before ?? ''} ${affixes?.after ?? ''}`);
  return `=~"${byAffixes.map(([affixes, group]) => pattern(affixes, group)).join('|')}"`;
}

function pattern(affixes: string, objects: readonly Watched[]): string {
  const [before = '', after = ''] = affixes.split(' ');
  // A class, because a backslash would have to survive PromQL's own escapes and YAML's.
  const names = objects.map(({ name }) => name.replaceAll('.', '[.]')).sort();
  return names.length === 1 || affixes === ' '
    ? `${before}${names.join('|')}${after}`
    : `${before}(${names.join('|')})${after}`;
}

/** The values by a key, keys in ascending order. */
export function groupedBy<T, K extends string | number>(values: readonly T[], key: (value: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const each of values) {
    const at = key(each);
    groups.set(at, [...(groups.get(at) ?? []), each]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** One operand per line, so that a new object is a new line in a diff. */
export function anyOf(operands: readonly string[], indent = '  '): string {
  return operands.map((each, index) => `${indent}${index === 0 ? '' : 'or '}${each}`).join('\n');
}
