/**
 * Pieces of CEL, the language of admission policies, as functions: what is put into an expression is escaped, and a
 * type's name always is the path of the field that it stands at.
 */
export type Cel = string & { readonly __cel: unique symbol };

/** CEL that is written out here, not made of somebody's input. */
export function cel(expression: string): Cel {
  return expression as Cel;
}

export function celString(text: string): Cel {
  return cel(JSON.stringify(text));
}

export function celList(items: readonly Cel[]): Cel {
  return cel(`[${items.join(', ')}]`);
}

/** A map, for fields whose keys are data: amounts, labels. */
export function celMap(entries: Readonly<Record<string, Cel>>): Cel {
  const pairs = Object.entries(entries).map(([key, value]) => `${celString(key)}: ${value}`);
  return cel(`{${pairs.join(', ')}}`);
}

/** Any of the conditions. */
export function celOr(...conditions: readonly Cel[]): Cel {
  return cel(conditions.map((each) => `(${each})`).join(' || '));
}

/** All of the conditions. */
export function celAnd(...conditions: readonly Cel[]): Cel {
  return cel(conditions.map((each) => `(${each})`).join(' && '));
}

/** The value of a label; `missing` where the object has no such label, or none at all. */
export function celLabel(metadata: Cel, label: string, missing: string): Cel {
  return cel(`${metadata}.?labels[${celString(label)}].orValue(${celString(missing)})`);
}

/**
 * A step of a JSON patch. The value may be an object, but never a list with an object in it: that stops the API server
 * itself, whatever the policy's failurePolicy says (kubernetes/kubernetes#142181). Add an empty list, then its elements.
 */
export function celAdd(path: string, value: Cel): Cel {
  return cel(`JSONPatch{op: "add", path: ${celString(path)}, value: ${value}}`);
}

/**
 * A value of an ApplyConfiguration or of a JSON patch. The API server wants the type of every nested value to be its path from the root,
 * in which lists do not count: a volume of a Job is an `Object.spec.template.spec.volumes`.
 */
export type CelValue = Cel | readonly CelValue[] | { readonly [field: string]: CelValue };

export function celObject(path: string, value: CelValue): Cel {
  if (typeof value === 'string') {
    return value;
  }
  if (Array.isArray(value)) {
    return celList(value.map((each) => celObject(path, each)));
  }
  const fields = Object.entries(value).map(([field, each]) => `${field}: ${celObject(`${path}.${field}`, each)}`);
  return cel(`${path}{${fields.join(', ')}}`);
}
