import { parseAllDocuments } from 'yaml';

/** An object as it stands in YAML. */
export interface YamlObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/** One place at which two objects of one name differ; the whole object where one of them is not there. */
export interface Found {
  /** `Kind namespace/name`, as theirs is called, or ours where there is none of theirs. */
  readonly object: string;
  readonly kind: string;
  /** The keys that lead to the field; none for the object. */
  readonly field: readonly string[];
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** The objects of a file as Kubernetes reads them, without the labels that Flux adds to whatever it applies. */
export function objectsIn(text: string): YamlObject[] {
  return parseAllDocuments(text, { version: '1.1' }).flatMap((each) => {
    const object = each.toJS() as YamlObject | null;
    return object === null ? [] : [withoutOwner(object)];
  });
}

function withoutOwner(object: YamlObject): YamlObject {
  const owner = ['kustomize.toolkit.fluxcd.io/name', 'kustomize.toolkit.fluxcd.io/namespace'];
  const labels = Object.entries(object.metadata.labels ?? {}).filter(([key]) => !owner.includes(key));
  return { ...object, metadata: { ...object.metadata, labels: Object.fromEntries(labels) } };
}

export function nameOf({ kind, metadata }: YamlObject): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

/** All that differs. @param renamed what ours is called, where theirs is called otherwise */
export function compare(
  theirs: readonly YamlObject[],
  ours: readonly YamlObject[],
  renamed: (name: string) => string,
): Found[] {
  const left = new Map(ours.map((each) => [nameOf(each), each]));
  const found = theirs.flatMap((each) => {
    const name = renamed(nameOf(each));
    const counterpart = left.get(name);
    left.delete(name);
    return between(each, counterpart);
  });
  return [...found, ...[...left.values()].flatMap((each) => between(undefined, each))];
}

function between(theirs: YamlObject | undefined, ours: YamlObject | undefined): Found[] {
  const either = theirs ?? ours;
  if (either === undefined) {
    return [];
  }
  const object = { object: nameOf(either), kind: either.kind };
  return theirs === undefined || ours === undefined
    ? [{ ...object, field: [], theirs, ours }]
    : fields(theirs, ours, []).map((each) => ({ ...object, ...each }));
}

type Field = Pick<Found, 'field' | 'theirs' | 'ours'>;

/** The fields that differ. A list is one value, unless both have as many maps in it. */
function fields(theirs: unknown, ours: unknown, field: readonly string[]): Field[] {
  if (isMap(theirs) ? isMap(ours) || ours === undefined : theirs === undefined && isMap(ours)) {
    const [a, b] = [(theirs ?? {}) as Values, (ours ?? {}) as Values];
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => fields(a[key], b[key], [...field, key]));
  }
  // What Flux waits for has no order.
  if (field.at(-1) !== 'dependsOn' && areMaps(theirs) && areMaps(ours) && theirs.length === ours.length) {
    return theirs.flatMap((each, index) => fields(each, ours[index], [...field, `${index}`]));
  }
  return JSON.stringify(theirs) === JSON.stringify(ours) ? [] : [{ field, theirs, ours }];
}

type Values = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areMaps(value: unknown): value is readonly Values[] {
  return Array.isArray(value) && value.every(isMap);
}
