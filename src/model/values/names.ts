import { createHash } from 'node:crypto';
import { type Problem, problemIf } from '../rules/problem';
import type { RuleId } from '../rules/rule';
import { show } from '../rules/show';

/** How long names may be, and why: each limit is one that the API server does not report until it is too late. */
export const nameLimits = {
  /** The Job controller appends 11 characters to a CronJob's name. */
  cronJob: 52,
  /** A claim's name becomes a label value when a volume is populated from a restore. */
  claim: 63,
  /** KEDA makes an autoscaler `keda-hpa-<name>` of it, and a name of 63 characters is the longest that it takes. */
  scaledObject: 54,
  /** Flux writes the Kustomization's name into a label of every object. */
  kustomization: 63,
} as const;

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Whether a value is spelt like the name of a Kubernetes object, however long. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && SUBDOMAIN.test(value);
}

/** Checks the name of a Kubernetes object. */
export function nameProblems(field: string, value: unknown, limit: number, rule: RuleId = 'I2'): Problem[] {
  const length = isName(value) ? value.length : 0;
  return [
    ...problemIf(
      !isName(value),
      field,
      () => `${show(value)} is not a Kubernetes name; use lower-case letters, digits, "-" and "."`,
      rule,
    ),
    ...problemIf(
      length > limit,
      field,
      () => `${show(value)} has ${length} characters; at most ${limit} fit; shorten it`,
      rule,
    ),
  ];
}

/** Checks the name of a namespace. */
export function namespaceProblems(field: string, value: unknown): Problem[] {
  return problemIf(
    !(typeof value === 'string' && value.length <= 63 && LABEL.test(value)),
    field,
    () => `${show(value)} is not a namespace; use at most 63 lower-case letters, digits and "-"`,
    'I2',
  );
}

/** A name that always fits: as given, or its head and a stable hash where it is too long. */
export function fittedName(head: string, tail: string, limit: number): string {
  const whole = `${head}${tail}`;
  if (whole.length <= limit) {
    return whole;
  }
  const hash = stableHash(whole).toString(16).padStart(8, '0');
  return `${head.slice(0, limit - hash.length - tail.length - 1).replace(/[-.]+$/, '')}-${hash}${tail}`;
}

/** A number from 0 to 2^32 - 1 that is the same for the same text, on every machine and in every release. */
export function stableHash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
