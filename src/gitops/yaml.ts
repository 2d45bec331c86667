import { Scalar, type ScalarTag, stringify, type Tags } from 'yaml';

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

function customTags(tags: Tags): Tags {
  return [...tags.filter((tag) => !isMergeTag(tag)).map((tag) => (isStringTag(tag) ? forGo(tag) : tag)), GO_NUMBER];
}

/** By which `yaml` takes the key `<<` for more than a key. */
function isMergeTag(tag: Tags[number]): boolean {
  return tag === 'merge' || (typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:merge');
}

/**
 * What Go's reader takes for the end of a line or for no text at all, quoted or not, and `yaml` writes as it is
 * (sigs.k8s.io/yaml, goyaml.v2/readerc.go and yamlprivateh.go). Half of a surrogate pair is for it alone.
 */
const NOT_FOR_GO = /[\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u;
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Go's reader takes a tab that a block begins with for its indentation, unless that is told. */
const TAB_FIRST = /^\n*\t/;

/** Lines with nothing but blanks, of which Go's reader drops the blanks in a block. */
const ONLY_BLANKS = /^[ \t\n]*(?:[ \t]\n|\n[ \t])[ \t\n]*$/;

function forGo(tag: ScalarTag): ScalarTag {
  return {
    ...tag,
    stringify: (item, context, ...rest) => {
      const text = String(item.value);
      if (text === '<<' || NOT_FOR_GO.test(text) || ONLY_BLANKS.test(text)) {
        return JSON.stringify(text).replace(
          ESCAPED,
          (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
      }
      const written = tag.stringify?.(item, context, ...rest) ?? '';
      return TAB_FIRST.test(text) ? written.replace(/^[|>](?!\d)/, `$&${context.indent === '' ? 1 : 2}`) : written;
    },
  };
}

/** Writes one YAML document, which means the same to YAML 1.1 and to Go's reader. */
export type YamlWriter = (value: unknown) => string;

/** A writer for many documents. It holds their strings for as long as it lives. */
export function yamlWriter(): YamlWriter {
  const layout = new Layout();
  return (value) =>
    typeof value === 'object' && isPlain(value)
      ? `${layout.of(value, '')}\n`
      : stringify(value, { ...OPTIONS, customTags });
}

/**
 * Lays out maps and lists as `yaml` does, and has it write the strings: it would make a node of everything and copy its
 * context for each of them, which was most of what a synth took.
 */
class Layout {
  private readonly keys = new Map<string, string>();
  private readonly values = new Map<string, string>();
  private readonly write = stringWriter();

  /** A value as it stands behind its key or its dash. @param indent that of its further lines */
  of(value: unknown, indent: string): string {
    const deeper = `${indent}  `;
    if (typeof value === 'string') {
      return this.string(value, indent, false);
    }
    if (typeof value !== 'object' || value === null) {
      return String(value);
    }
    if (Array.isArray(value)) {
      return value.map((each) => `- ${this.of(each, deeper)}`).join(`\n${indent}`) || '[]';
    }
    const lines = Object.entries(value).map(([key, each]) => {
      const gap = isCollection(each) && Object.keys(each).length > 0 ? `\n${deeper}` : ' ';
      return `${this.string(key, deeper, true)}:${gap}${this.of(each, deeper)}`;
    });
    return lines.join(`\n${indent}`) || '{}';
  }

  /** The same few texts stand in every manifest, so how each of them is written is asked once. */
  private string(text: string, indent: string, implicitKey: boolean): string {
    if (WORD.test(text) && !RESERVED.test(text)) {
      return text;
    }
    if (PLACE_MATTERS.test(text)) {
      return this.write(text, indent, implicitKey);
    }
    const known = implicitKey ? this.keys : this.values;
    const found = known.get(text) ?? this.write(text, indent, implicitKey);
    known.set(text, found);
    return found;
  }
}

/** What is text to every reader, and stands without quotes everywhere; most names are. */
const WORD = /^[a-zA-Z][\w./-]*$/;
const RESERVED = /^(y|n|yes|no|on|off|true|false|null|e-?\d+)$/i;

/** What spans lines, and what could be taken for a mark between documents. */
const PLACE_MATTERS = /[\n\r]|^(%|---|\.\.\.)/;

type StringWriter = (text: string, indent: string, implicitKey: boolean) => string;

/** How `yaml` writes a string: what it does with one of a document of ours, and the context that it does it in. */
function stringWriter(): StringWriter {
  let found: StringWriter | undefined;
  const noting = (tag: ScalarTag): ScalarTag => ({
    ...tag,
    stringify: (_, context) => {
      found = (text, indent, implicitKey) =>
        tag.stringify?.(new Scalar(text), { ...context, indent, implicitKey, inFlow: false }) ?? '';
      return '';
    },
  });
  stringify('', {
    ...OPTIONS,
    customTags: (tags) => customTags(tags).map((tag) => (isStringTag(tag) ? noting(tag) : tag)),
  });
  if (found === undefined) {
    throw new Error('yaml: this version writes strings in another way than src/gitops/yaml.ts knows');
  }
  return found;
}

function isStringTag(tag: Tags[number]): tag is ScalarTag {
  return typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:str';
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is JSON without `null`, as objects are after cdk8s; `yaml` lays out anything else in ways of its own. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value)
      ? value.every(isPlain)
      : Object.getPrototypeOf(value) === Object.prototype &&
          Object.entries(value).every(([key, each]) => key.length <= LONGEST_KEY && isPlain(each));
  }
  return typeof value === 'string' || typeof value === 'boolean' || (Number.isFinite(value) && !Object.is(value, -0));
}

/** Beyond 1,024 characters `yaml` lays a pair out otherwise, and it may write six of them for one. */
const LONGEST_KEY = 170;
