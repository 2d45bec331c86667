import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GroupVersionKind } from 'cdk8s';
import { k8s } from 'cdk8s-plus-30';
import ts from 'typescript';
import type { JsonSchema } from './strict-schema';

export interface BuiltinKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The name of its schema in `definitions`. */
  readonly definition: string;
}

/**
 * Strict schemas of the kinds that every API server has, read off the typings of Kubernetes 1.30 in cdk8s-plus-30.
 *
 * They know names, types and required fields. They do not know ranges, and no enum: what the typings call a string
 * is any string here. The end-to-end suite asks a real API server for the rest.
 */
export function builtinSchemas(): { readonly kinds: BuiltinKind[]; readonly definitions: Record<string, JsonSchema> } {
  const path = join(dirname(require.resolve('cdk8s-plus-30')), 'imports/k8s.d.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022);
  const interfaces = source.statements.filter(ts.isInterfaceDeclaration);
  const definitions = Object.fromEntries(interfaces.map((node) => [node.name.text, interfaceSchema(node, source)]));
  return { kinds: builtinKinds().filter(({ definition }) => definition in definitions), definitions };
}

function builtinKinds(): BuiltinKind[] {
  return Object.entries(generated).flatMap(([name, value]) => {
    const gvk = typeof value === 'function' && 'GVK' in value ? (value.GVK as GroupVersionKind) : undefined;
    return gvk ? [{ apiVersion: gvk.apiVersion, kind: gvk.kind, definition: `${name}Props` }] : [];
  });
}

const generated: Readonly<Record<string, unknown>> = { ...k8s };

function interfaceSchema(node: ts.InterfaceDeclaration, source: ts.SourceFile): JsonSchema {
  const jsonNames = jsonNamesOf(node.name.text);
  const members = node.members.filter(ts.isPropertySignature).map((member) => {
    const name = member.name.getText(source);
    const jsonName = jsonNames.get(name);
    if (!jsonName || !member.type) throw new Error(`${node.name.text}.${name}: its JSON name or type is not known`);
    return { name: jsonName, schema: typeSchema(member.type, source), required: !member.questionToken };
  });
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])),
    required: members.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

// The typings rename fields (`hostPID` is `hostPid`); only the body of the generated converter keeps both names.
function jsonNamesOf(typeName: string): Map<string, string> {
  const converter = generated[`toJson_${typeName}`];
  const pairs = String(converter).matchAll(/^\s+'([^']+)': .*?\bobj\.([\w$]+)/gm);
  return new Map([...pairs].map(([, jsonName = '', name = '']) => [name, jsonName]));
}

function typeSchema(type: ts.TypeNode, source: ts.SourceFile): JsonSchema {
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: typeSchema(type.elementType, source) };
  if (ts.isTypeLiteralNode(type)) return mapSchema(type, source);
  const name = type.getText(source);
  return scalars[name] ?? { $ref: `builtin#/definitions/${name}` };
}

function mapSchema(type: ts.TypeLiteralNode, source: ts.SourceFile): JsonSchema {
  const [signature] = type.members.filter(ts.isIndexSignatureDeclaration);
  if (!signature) throw new Error(`not a map: ${type.getText(source)}`);
  return { type: 'object', additionalProperties: typeSchema(signature.type, source) };
}

const quantity =
  '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+))?$';

const scalars: Readonly<Record<string, JsonSchema>> = {
  any: {},
  boolean: { type: 'boolean' },
  number: { type: 'number' },
  string: { type: 'string' },
  Date: { type: 'string', format: 'date-time' },
  IntOrString: { type: ['integer', 'string'] },
  IoK8SApimachineryPkgApisMetaV1DeleteOptionsKind: { type: 'string' },
  Quantity: { type: ['number', 'string'], pattern: quantity },
};
