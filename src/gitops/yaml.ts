import { Document, type ScalarTag, type Schema, stringify, type Tags } from 'yaml';

/**
 * Text that Go's YAML reader takes for a number, though YAML 1.1 does not: `0o755`, `0X1F`, `1_e3`.
 * Flux and kubectl are written in Go, so such text is quoted (sigs.k8s.io/yaml, goyaml.v2/resolve.go).
 */
const GO_NUMBER: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  identify: () => false,
  test: /^(?=[-+.0-9])[-+_]*(?=[_.]*[0-9])(0_*[xX][0-9a-fA-F_]+|0_*[bB][01_]+|0_*[oO]?[0-7_]+|[0-9_]*\.?[0-9_]*([eE]_*[-+]?[0-9_]+)?)$/,
  resolve: (text) => text,
};

const OPTIONS = {
  version: '1.1',
  // Folded lines would change nothing and make every diff unreadable.
  lineWidth: 0,
  // An anchor in a Kubernetes manifest is legal and nobody expects it.
  aliasDuplicateObjects: false,
} as const;

/** Writes one YAML document, which means the same to YAML 1.1 and to Go's reader. */
export type YamlWriter = (value: unknown) => string;

/** A writer for many documents. It holds their strings for as long as it lives. */
export function yamlWriter(): YamlWriter {
  const options = {
    ...OPTIONS,
    schema: schemaOf((tags) => [...tags.map((each) => (isStringTag(each) ? remembering(each) : each)), GO_NUMBER]),
    // There are none, and looking for them is a walk over the whole document.
    directives: false,
  };
  return (value) => stringify(value, options);
}

/** Made once: otherwise every document would make its own. */
function schemaOf(customTags: (tags: Tags) => Tags): Schema {
  return new Document(null, { version: OPTIONS.version, customTags }).schema;
}

/**
 * The same few words stand in every manifest, so how each of them is written is worked out once. Left out is what is
 * written differently in different places: what spans lines, and what could be taken for a mark between documents.
 */
function remembering(tag: ScalarTag): ScalarTag {
  const keys = new Map<unknown, string>();
  const values = new Map<unknown, string>();
  return {
    ...tag,
    stringify: (item, context, onComment, onChompKeep) => {
      const known = context.implicitKey ? keys : values;
      const found = context.inFlow ? undefined : known.get(item.value);
      if (found !== undefined) {
        return found;
      }
      if (held.length === 0) {
        held.push(context);
      }
      const text = tag.stringify?.(item, context, onComment, onChompKeep) ?? '';
      if (!context.inFlow && !/^[-.%]|[\n\u2028\u2029]/.test(String(item.value))) {
        known.set(item.value, text);
      }
      return text;
    },
  };
}

function isStringTag(tag: Tags[number]): tag is ScalarTag {
  return typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:str';
}

/**
 * `yaml` copies its context with `Object.assign({}, …)` for every pair. V8 forgets a shape of which no object is left,
 * and has room for 1,536 shapes that begin with `{}`, one for the first child of every chart, say. Once they are full
 * and the context's is forgotten, every copy gets a shape of its own, and writing takes three times as long. So one
 * context is kept, from before there is any tree.
 */
const held: unknown[] = [];
yamlWriter()({ first: 'of all' });
