import { isIPv4, isIPv6 } from 'node:net';
import Ajv from 'ajv';

/** Ajv with what Kubernetes adds to JSON Schema. A keyword or format that it does not know fails the compilation. */
export function kubernetesAjv(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    strictTypes: false,
    // The API server fills in defaults before it looks at `required`.
    useDefaults: true,
    // Go's patterns know no escapes of Unicode mode, such as a needless `\-`.
    unicodeRegExp: false,
    code: { regExp: Object.assign(goRegExp, { code: 'goRegExp' }) },
  });
  ajv.addVocabulary([...annotations]);
  ajv.addKeyword({ keyword: 'x-kubernetes-list-map-keys', type: 'array', schemaType: 'array', validate: uniqueKeys });
  ajv.addFormat('int32', { type: 'number', validate: integerBelow(2 ** 31) });
  ajv.addFormat('int64', { type: 'number', validate: integerBelow(2 ** 63) });
  ajv.addFormat('byte', /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
  ajv.addFormat('date-time', { type: 'string', validate: isDateTime });
  ajv.addFormat('ipv4', { type: 'string', validate: isIPv4 });
  ajv.addFormat('ipv6', { type: 'string', validate: isIPv6 });
  return ajv;
}

// Rules in CEL (`x-kubernetes-validations`) are not evaluated here: the end-to-end suite gives every object to a real
// API server, whose evaluator, with its cost limits and Kubernetes' own functions, is the only one that counts.
const annotations = [
  'example',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
];

// Go sets flags inside the pattern.
function goRegExp(pattern: string, flags: string): RegExp {
  return pattern.includes('(?i)') ? new RegExp(pattern.replace('(?i)', ''), `${flags}i`) : new RegExp(pattern, flags);
}

function uniqueKeys(keys: string[], items: Record<string, unknown>[]): boolean {
  const seen = items.map((item) => JSON.stringify(keys.map((key) => item?.[key] ?? null)));
  return new Set(seen).size === seen.length;
}

function integerBelow(limit: number): (value: number) => boolean {
  return (value) => Number.isInteger(value) && value >= -limit && value < limit;
}

function isDateTime(value: string): boolean {
  const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  return rfc3339.test(value) && !Number.isNaN(Date.parse(value));
}
