import Ajv from 'ajv';
import { kubernetesFormats } from './kubernetes-formats';

/** Ajv with what Kubernetes adds to JSON Schema. A keyword or format that it does not know fails the compilation. */
export function kubernetesAjv(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    formats: kubernetesFormats,
    strictTypes: false,
    // The API server fills in defaults before it looks at `required`.
    useDefaults: true,
    // Go's patterns know no escapes of Unicode mode, such as a needless `\-`.
    unicodeRegExp: false,
    code: { regExp: Object.assign(goRegExp, { code: 'goRegExp' }) },
  });
  ajv.addVocabulary([...annotations]);
  ajv.addKeyword({ keyword: 'x-kubernetes-list-map-keys', type: 'array', schemaType: 'array', validate: uniqueKeys });
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
