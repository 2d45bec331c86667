import { type ScalarTag, stringify, type Tags } from 'yaml';

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
  customTags: (tags: Tags): Tags => [...tags, GO_NUMBER],
} as const;

/** One YAML document, which means the same to YAML 1.1 and to Go's reader. */
export function toYaml(value: unknown): string {
  return stringify(value, OPTIONS);
}
