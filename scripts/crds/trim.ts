/** The part of an OpenAPI v3 schema that trimming looks at. */
export interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly schema: { readonly openAPIV3Schema: Schema };
}

export interface Crd {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: Readonly<Record<string, unknown>>;
    readonly scope: string;
    readonly versions: readonly CrdVersion[];
  };
}

/**
 * What to leave of a CRD. Paths are property names joined by dots, from the top of the object; lists and maps are
 * entered without a mark: `spec.data.sourceRef` is the `sourceRef` of every entry of `data`.
 */
export interface Cut {
  readonly version: string;
  /** Parts that must not be set: they are absent from the types. */
  readonly drop?: readonly string[];
  /** Parts that may hold anything: their type is `any`. */
  readonly freeForm?: readonly string[];
}

const FREE_FORM: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** Only what types are made from: one version, without texts and status, cut as told. */
export function trimCrd(crd: Crd, { version, drop = [], freeForm = [] }: Cut): Crd {
  const { name, served, storage, schema } = versionOf(crd, version);
  let trimmed = withoutTexts(schema.openAPIV3Schema);
  if (trimmed.properties?.status) {
    trimmed = withoutProperty(trimmed, 'status');
  }
  for (const path of drop) {
    trimmed = editAt(crd, trimmed, path, withoutProperty);
  }
  for (const path of freeForm) {
    trimmed = editAt(crd, trimmed, path, (parent, property) => withProperty(parent, property, FREE_FORM));
  }
  const { group, names, scope } = crd.spec;
  return {
    apiVersion: crd.apiVersion,
    kind: crd.kind,
    metadata: { name: crd.metadata.name },
    spec: { group, names, scope, versions: [{ name, served, storage, schema: { openAPIV3Schema: trimmed } }] },
  };
}

function versionOf(crd: Crd, version: string): CrdVersion {
  const found = crd.spec.versions.find(({ name }) => name === version);
  if (!found) {
    const names = crd.spec.versions.map(({ name }) => name).join(', ');
    throw new Error(`${crd.metadata.name} has no version ${version}, only ${names}`);
  }
  return found;
}

// Goes by keyword, since below `properties` a key named `description` is a property and below `default` it is data.
function withoutTexts({ description: _text, ...schema }: Schema): Schema {
  const { properties, items, additionalProperties, allOf, anyOf, oneOf, not } = schema;
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, withoutTexts) }),
    ...(items && { items: withoutTexts(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: withoutTexts(additionalProperties) }),
    ...(allOf && { allOf: allOf.map(withoutTexts) }),
    ...(anyOf && { anyOf: anyOf.map(withoutTexts) }),
    ...(oneOf && { oneOf: oneOf.map(withoutTexts) }),
    ...(not && { not: withoutTexts(not) }),
  };
}

type Edit = (parent: Schema, property: string) => Schema;

// A path that leads nowhere throws, or a part renamed upstream would come back unnoticed.
function editAt(crd: Crd, top: Schema, path: string, edit: Edit): Schema {
  const descend = (schema: Schema, [property = '', ...rest]: readonly string[]): Schema => {
    if (!schema.properties && schema.items) {
      return { ...schema, items: descend(schema.items, [property, ...rest]) };
    }
    if (!schema.properties && typeof schema.additionalProperties === 'object') {
      return { ...schema, additionalProperties: descend(schema.additionalProperties, [property, ...rest]) };
    }
    const child = schema.properties?.[property];
    if (!child) {
      const known = Object.keys(schema.properties ?? {}).join(', ') || 'nothing';
      throw new Error(`${crd.metadata.name} has no ${path}: instead of ${property} there is ${known}`);
    }
    return rest.length === 0 ? edit(schema, property) : withProperty(schema, property, descend(child, rest));
  };
  return descend(top, path.split('.'));
}

function withProperty(parent: Schema, property: string, value: Schema): Schema {
  return { ...parent, properties: { ...parent.properties, [property]: value } };
}

function withoutProperty(parent: Schema, property: string): Schema {
  const { [property]: _dropped, ...properties } = parent.properties ?? {};
  const required = parent.required?.filter((name) => name !== property);
  return { ...parent, properties, ...(required && { required }) };
}

function mapValues(schemas: Readonly<Record<string, Schema>>, change: (schema: Schema) => Schema) {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(schema)]));
}
