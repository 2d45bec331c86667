import type { JsonSchema } from './strict-schema';

/** `MutatingAdmissionPolicy` and its binding are younger than the Kubernetes whose typings we have, so written by hand. */
export const admissionApiVersions = [
  'admissionregistration.k8s.io/v1alpha1',
  'admissionregistration.k8s.io/v1beta1',
  'admissionregistration.k8s.io/v1',
];

const text: JsonSchema = { type: 'string', minLength: 1 };
const texts: JsonSchema = { type: 'array', items: text, minItems: 1 };
const labelSelector: JsonSchema = { $ref: 'builtin#/definitions/LabelSelector' };
const named: JsonSchema = closed({ name: text, expression: text }, ['name', 'expression']);

const resourceRule = closed(
  {
    apiGroups: { type: 'array', items: { type: 'string' }, minItems: 1 },
    apiVersions: texts,
    resources: texts,
    resourceNames: texts,
    // A mutating policy has nothing to mutate on DELETE, so the API server refuses it.
    operations: { type: 'array', items: { enum: ['CREATE', 'UPDATE', 'CONNECT', '*'] }, minItems: 1 },
    scope: { enum: ['*', 'Namespaced', 'Cluster'] },
  },
  ['apiGroups', 'apiVersions', 'resources', 'operations'],
);

const matchFields: JsonSchema = {
  resourceRules: { type: 'array', items: resourceRule, minItems: 1 },
  excludeResourceRules: { type: 'array', items: resourceRule },
  namespaceSelector: labelSelector,
  objectSelector: labelSelector,
  matchPolicy: { enum: ['Exact', 'Equivalent'] },
};

const expressionOnly = closed({ expression: text }, ['expression']);

const mutation: JsonSchema = {
  oneOf: [
    closed({ patchType: { const: 'ApplyConfiguration' }, applyConfiguration: expressionOnly }, [
      'patchType',
      'applyConfiguration',
    ]),
    closed({ patchType: { const: 'JSONPatch' }, jsonPatch: expressionOnly }, ['patchType', 'jsonPatch']),
  ],
};

export const admissionSpecs: Readonly<Record<string, JsonSchema>> = {
  MutatingAdmissionPolicy: closed(
    {
      paramKind: closed({ apiVersion: text, kind: text }, ['apiVersion', 'kind']),
      matchConstraints: closed(matchFields, ['resourceRules']),
      matchConditions: { type: 'array', items: named, maxItems: 64 },
      variables: { type: 'array', items: named },
      mutations: { type: 'array', items: mutation, minItems: 1 },
      failurePolicy: { enum: ['Fail', 'Ignore'] },
      reinvocationPolicy: { enum: ['Never', 'IfNeeded'] },
    },
    ['matchConstraints', 'mutations', 'reinvocationPolicy'],
  ),
  MutatingAdmissionPolicyBinding: closed(
    {
      policyName: text,
      paramRef: {
        ...closed(
          {
            name: text,
            namespace: text,
            selector: labelSelector,
            parameterNotFoundAction: { enum: ['Allow', 'Deny'] },
          },
          ['parameterNotFoundAction'],
        ),
        oneOf: [{ required: ['name'] }, { required: ['selector'] }],
      },
      matchResources: closed(matchFields, []),
    },
    ['policyName'],
  ),
};

function closed(properties: JsonSchema, required: string[]): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}
