export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The schema as the API server applies it under strict field validation: a field that it does not name is refused.
 *
 * Only the structural part is closed. Kubernetes demands that every field is declared outside `oneOf`, `anyOf`, `allOf`
 * and `not`; those branches merely add conditions, and a closed branch would refuse the fields of its neighbours.
 */
export function strictSchema(schema: JsonSchema): JsonSchema {
  return {
    ...schema,
    ...closedChildren(schema),
    ...typesWithNull(schema),
    ...(schema['x-kubernetes-list-type'] === 'set' ? { uniqueItems: true } : {}),
  };
}

function closedChildren({ properties, items, additionalProperties, ...rest }: JsonSchema): JsonSchema {
  const open = rest['x-kubernetes-preserve-unknown-fields'] === true;
  // An object without declared properties is pruned to `{}`, so every field in it is unknown too.
  const closed = !open && additionalProperties === undefined && (properties !== undefined || rest.type === 'object');
  return {
    ...(isSchema(properties) ? { properties: mapSchemas(properties) } : {}),
    ...(isSchema(items) ? { items: strictSchema(items) } : {}),
    ...(isSchema(additionalProperties) ? { additionalProperties: strictSchema(additionalProperties) } : {}),
    ...(closed ? { additionalProperties: false } : {}),
  };
}

// `nullable` is OpenAPI; JSON Schema says the same with a type and an enum that hold null.
function typesWithNull({ type, nullable, enum: values, ...rest }: JsonSchema): JsonSchema {
  const types = rest['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : type === undefined ? [] : [type];
  if (types.length === 0) return {};
  const nullType = nullable === true ? ['null'] : [];
  return {
    type: [...types, ...nullType],
    nullable: undefined,
    ...(nullable === true && Array.isArray(values) ? { enum: [...values, null] } : {}),
  };
}

function mapSchemas(schemas: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, isSchema(schema) ? strictSchema(schema) : schema]),
  );
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
