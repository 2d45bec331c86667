import { type Document, isScalar, parseAllDocuments, Scalar, visit } from 'yaml';

/**
 * Plain scalars that the readers of our YAML disagree on: YAML 1.1 (what cdk8s writes), YAML 1.2, and the Go decoders
 * of kubectl and Flux, whose number rules are neither. A string that all of them keep a string is not listed.
 */
export function ambiguousScalars(text: string): string[] {
  const [old, current] = (['1.1', '1.2'] as const).map((version) => plainScalars(text, version));
  return (old ?? []).flatMap(({ source, value }, index) => {
    const readings = { 'YAML 1.1': reading(value), 'YAML 1.2': reading(current?.[index]?.value), Go: goKind(source) };
    const kinds = new Set(Object.values(readings).map((each) => each.split(' ')[0]));
    const numbers = new Set([readings['YAML 1.1'], readings['YAML 1.2']]);
    const agreed = kinds.size === 1 && numbers.size === 1 && source !== '<<';
    return agreed
      ? []
      : [
          `${source}: ${Object.entries(readings)
            .map((pair) => pair.join(' reads '))
            .join(', ')}`,
        ];
  });
}

function plainScalars(text: string, version: '1.1' | '1.2'): { readonly source: string; readonly value: unknown }[] {
  return parseAllDocuments(text, { version, merge: false }).flatMap((document) => scalarsOf(document as Document));
}

function scalarsOf(document: Document): { readonly source: string; readonly value: unknown }[] {
  const found: { source: string; value: unknown }[] = [];
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && node.type === Scalar.PLAIN) found.push({ source: node.source ?? '', value: node.value });
    },
  });
  return found;
}

function reading(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'number' || typeof value === 'bigint' ? `number ${value}` : typeof value;
}

/**
 * What the resolver of go-yaml 2 or 3, as vendored by Kubernetes and kustomize, makes of a plain scalar: the union of
 * both, since one file meets either.
 */
export function goKind(source: string): 'string' | 'number' | 'boolean' | 'null' {
  if (/^(|~|null|Null|NULL)$/.test(source)) return 'null';
  if (/^([yY]|[yY]es|YES|[nN]|[nN]o|NO|[tT]rue|TRUE|[fF]alse|FALSE|[oO]n|ON|[oO]ff|OFF)$/.test(source))
    return 'boolean';
  if (/^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/.test(source)) return 'number';
  const digits = /^[-+0-9]/.test(source) ? source.replaceAll('_', '') : source.replaceAll(/(?<=\d)_(?=\d)/g, '');
  return goNumbers.some((pattern) => pattern.test(digits)) ? 'number' : 'string';
}

const goNumbers = [
  /^[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/,
  /^0(b[-+]?[01]+|o[-+]?[0-7]+)$/,
  /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/,
];
