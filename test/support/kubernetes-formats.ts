import { isIPv4, isIPv6 } from 'node:net';
import type { Format } from 'ajv';

/**
 * The formats that CRDs may hold here, each with what its reader takes.
 *
 * The API server knows `int32` and `int64` of integers, `float` and `double` of numbers, and a list for strings. It drops
 * every other one with a warning before it validates (`StripUnsupportedFormatsPostProcessorForVersion` in
 * k8s.io/apiextensions-apiserver, pkg/apiserver/validation/formats.go): 70000 passes as `uint16`. The controller behind
 * the CRD takes the format at its word, and cannot read the object. So these are held to, and one that is not in this
 * list fails the compilation of its schema, for somebody has to say what it means.
 */
export const kubernetesFormats: Readonly<Record<string, Format>> = {
  ...integers(),
  float: { type: 'number', validate: (value: number) => Number.isFinite(Math.fround(value)) },
  double: { type: 'number', validate: Number.isFinite },
  byte: /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  'date-time': { type: 'string', validate: isDateTime },
  ipv4: { type: 'string', validate: isIPv4 },
  ipv6: { type: 'string', validate: isIPv6 },
};

/** Those of Go and of Rust: schemars writes the type of a field, `int` and `uint` where its size is the machine's. */
function integers(): Record<string, Format> {
  const sizes = [8, 16, 32, 64, 128].map((bits) => [`${bits}`, bits] as const);
  const formats = ([['', 64], ...sizes] as const).flatMap(([suffix, bits]): [string, Format][] => [
    [`int${suffix}`, integer(-(2 ** (bits - 1)), 2 ** (bits - 1))],
    [`uint${suffix}`, integer(0, 2 ** bits)],
  ]);
  return Object.fromEntries(formats);
}

// Whatever the format is, the API server reads an integer into 64 bits with a sign.
function integer(from: number, below: number): Format {
  const [low, high] = [Math.max(from, -(2 ** 63)), Math.min(below, 2 ** 63)];
  return { type: 'number', validate: (value) => Number.isInteger(value) && value >= low && value < high };
}

function isDateTime(value: string): boolean {
  const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  return rfc3339.test(value) && !Number.isNaN(Date.parse(value));
}
