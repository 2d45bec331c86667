import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { default as Ajv, AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv';
import { parseAllDocuments } from 'yaml';
import { admissionApiVersions, admissionSpecs } from './admission-schemas';
import { builtinSchemas } from './builtin-schemas';
import { kubernetesAjv } from './kubernetes-ajv';
import { type JsonSchema, strictSchema } from './strict-schema';

interface Schema {
  /** The file that holds it, for messages. */
  readonly file: string;
  readonly body: JsonSchema;
}

interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: JsonSchema };
    }[];
  };
}

/**
 * A function that lists what the API server would say against an object, unknown fields included.
 *
 * Custom kinds are judged by the CRDs of the folder; built-in kinds by `builtin-schemas.ts` (all of Kubernetes 1.30)
 * and `admission-schemas.ts`. Any other kind is an error: nothing passes unseen.
 * It throws, and names the file, where a schema holds a keyword or a format that `kubernetes-ajv.ts` does not know.
 */
export function schemaValidator(crdsDir = crdsDirFromEnvironment()): (object: unknown) => string[] {
  const typed = builtinSchemas();
  const schemas = new Map([...builtins(typed), ...customs(crdsDir)]);
  const ajv = kubernetesAjv().addSchema({ $id: 'builtin', definitions: typed.definitions });
  const compiled = new Map<string, ValidateFunction>();

  return function schemaErrors(object) {
    const id = identify(object);
    const schema = schemas.get(id.type);
    if (!schema) return [`${id.label}: no schema for this apiVersion and kind`];
    const validate = compiled.get(id.type) ?? compile(ajv, id.type, schema);
    compiled.set(id.type, validate);
    // Validation writes defaults into what it reads.
    validate(structuredClone(object));
    return (validate.errors ?? []).map((error) => `${id.label}: ${describe(error)}`);
  };
}

function compile(ajv: Ajv, type: string, { file, body }: Schema): ValidateFunction {
  try {
    return ajv.compile(body as AnySchemaObject);
  } catch (error) {
    throw new Error(`${file}: ${type}: ${error instanceof Error ? error.message : error}`);
  }
}

function crdsDirFromEnvironment(): string {
  const dir = process.env.CRDS_DIR;
  if (dir) return dir;
  throw new Error(
    'CRDS_DIR is not set: point it at a folder of CRDs, <group>/<plural>.yaml; scripts/download-crds.ts makes one',
  );
}

function customs(dir: string): [string, Schema][] {
  const schemas = yamlFiles(dir).flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).flatMap((document) => {
      const definition = document.toJS() as Definition | null;
      return definition?.kind === 'CustomResourceDefinition' ? servedVersions(definition, file) : [];
    }),
  );
  if (schemas.length === 0) throw new Error(`${dir}: holds no CustomResourceDefinition`);
  return schemas;
}

function yamlFiles(dir: string): string[] {
  return readdirSync(dir)
    .map((name) => join(dir, name))
    .flatMap((path) => (statSync(path).isDirectory() ? yamlFiles(path) : path.endsWith('.yaml') ? [path] : []));
}

function servedVersions({ spec }: Definition, file: string): [string, Schema][] {
  return spec.versions
    .filter(({ served }) => served)
    .map(({ name, schema }) => {
      const { metadata, ...properties } = (schema.openAPIV3Schema.properties ?? {}) as Record<string, JsonSchema>;
      const body = strictSchema({ ...schema.openAPIV3Schema, properties });
      return [`${spec.group}/${name} ${spec.names.kind}`, { file, body: withEnvelope(body, metadata) }];
    });
}

function builtins(typed: ReturnType<typeof builtinSchemas>): [string, Schema][] {
  return [
    ...typed.kinds.map(({ apiVersion, kind, definition }): [string, Schema] => [
      `${apiVersion} ${kind}`,
      { file: 'builtin-schemas.ts', body: withEnvelope(typed.definitions[definition] ?? {}) },
    ]),
    ...admissionApiVersions.flatMap((apiVersion) =>
      Object.entries(admissionSpecs).map(([kind, spec]): [string, Schema] => [
        `${apiVersion} ${kind}`,
        { file: 'admission-schemas.ts', body: withEnvelope(closedAround(spec)) },
      ]),
    ),
  ];
}

function closedAround(spec: JsonSchema): JsonSchema {
  return { type: 'object', properties: { spec }, required: ['spec'], additionalProperties: false };
}

function withEnvelope(schema: JsonSchema, metadata: JsonSchema = {}): JsonSchema {
  return {
    ...schema,
    properties: {
      ...(schema.properties as JsonSchema | undefined),
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { allOf: [metadata, objectMeta] },
    },
    required: [...((schema.required as string[] | undefined) ?? []), 'apiVersion', 'kind', 'metadata'],
  };
}

const objectMeta: JsonSchema = {
  $ref: 'builtin#/definitions/ObjectMeta',
  required: ['name'],
  properties: {
    name: { maxLength: 253, pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$' },
    namespace: { maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
    labels: { additionalProperties: { maxLength: 63, pattern: '^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$' } },
  },
};

function identify(object: unknown): { readonly type: string; readonly label: string } {
  const { apiVersion, kind, metadata } = (object ?? {}) as {
    apiVersion?: string;
    kind?: string;
    metadata?: { name?: string; namespace?: string };
  };
  const name = [metadata?.namespace, metadata?.name].filter(Boolean).join('/');
  return { type: `${apiVersion} ${kind}`, label: `${apiVersion} ${kind} ${name}`.trim() };
}

function describe({ instancePath, keyword, message, params }: ErrorObject): string {
  const where = instancePath || '/';
  if (keyword === 'additionalProperties') return `${where} unknown field "${params.additionalProperty}"`;
  if (keyword === 'enum') return `${where} must be one of ${params.allowedValues.join(', ')}`;
  return `${where} ${message}`;
}
