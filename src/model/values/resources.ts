import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import type { KeysOf } from './known-keys';
import { bytes, type Quantity, quantityProblems } from './quantity';

/** CPU and memory of a pod, as in Kubernetes. */
export interface Resources {
  /** What the pod is given in any case, by resource: `cpu`, `memory`, `ephemeral-storage`. @default none */
  readonly requests?: Readonly<Record<string, Quantity>>;
  /** What the pod may not exceed, by resource. @default none */
  readonly limits?: Readonly<Record<string, Quantity>>;
}

export const RESOURCES_KEYS: KeysOf<Resources> = { requests: 'map', limits: 'map' };

/**
 * What is declared, completed by defaults resource by resource. A default request gives way to a lower limit, as what
 * is asked for is no more than what may be had.
 */
export function completeResources(declared: Resources | undefined, defaults: Resources): Resources {
  const limits = { ...defaults.limits, ...declared?.limits };
  const givenWay = Object.entries(defaults.requests ?? {}).map(([name, request]) => {
    const limit = declared?.limits?.[name];
    return [name, limit !== undefined && isAbove(name, request, limit) ? limit : request];
  });
  return { requests: { ...Object.fromEntries(givenWay), ...declared?.requests }, limits };
}

/** @param kept what is written to volumes that count as `ephemeral-storage` of the pod, at most */
export function resourcesProblems(field: string, resources: Resources = {}, kept?: Quantity): Problem[] {
  const { requests = {}, limits = {} } = resources;
  const problems = Object.entries({ requests, limits }).flatMap(([kind, values]) =>
    Object.entries(values).flatMap(([name, value]) => valueProblems(`${field}.${kind}`, name, value)),
  );
  const storage = limits['ephemeral-storage'];
  return problems.length > 0
    ? problems
    : [
        ...Object.entries(requests).flatMap(([name, request]) =>
          problemIf(
            isAbove(name, request, limits[name]),
            `${field}.requests.${name}`,
            () =>
              `${show(request)} is above the limit, ${show(limits[name])}, and no pod would start; write a request of ${show(limits[name])} at most, or limits: { ${key(name)}: ${show(request)} }`,
          ),
        ),
        ...problemIf(
          kept !== undefined && isAbove('ephemeral-storage', kept, storage),
          `${field}.limits.ephemeral-storage`,
          () =>
            `${show(storage)} is less than the cache may hold, ${show(kept)}, which counts, so the pod would be evicted; write ${show(kept)} or more, or a smaller cache`,
        ),
      ];
}

function key(name: string): string {
  return /^\w+$/.test(name) ? name : show(name);
}

/** Whether an amount is above another of the same resource; not where one of them is none. */
export function isAbove(name: string, amount: Quantity, other: Quantity | undefined): boolean {
  return (amountOf(name, amount) ?? Number.NaN) > (amountOf(name, other) ?? Number.NaN);
}

function amountOf(name: string, quantity: unknown): number | undefined {
  if (typeof quantity !== 'string') {
    return undefined;
  }
  return name !== 'cpu'
    ? bytes(quantity)
    : quantity.endsWith('m')
      ? Number.parseFloat(quantity) / 1000
      : Number(quantity);
}

/** Names that Kubernetes knows, and those that a device plugin brings, which have a domain. */
const NAME =
  /^(cpu|memory|ephemeral-storage|hugepages-[1-9][0-9]*[KMGT]i|([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]+\/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/;

function valueProblems(field: string, name: string, value: unknown): Problem[] {
  if (!NAME.test(name)) {
    const text = `${show(name)} is not a resource of a pod; write one of cpu, memory and ephemeral-storage`;
    return [{ field, text }];
  }
  const at = `${field}.${name}`;
  return name === 'cpu'
    ? cpuProblems(at, value)
    : [...quantityProblems(at, value), ...(/^(memory|ephemeral-storage)$/.test(name) ? sizeProblems(at, value) : [])];
}

/** Below this nothing runs: it is a number whose unit was forgotten. */
const SMALLEST = 2 ** 20;

function sizeProblems(field: string, value: unknown): Problem[] {
  const size = typeof value === 'string' ? (bytes(value) ?? 0) : 0;
  return problemIf(
    size > 0 && size < SMALLEST,
    field,
    () =>
      `${show(value)} is ${size} bytes, in which nothing runs; write a suffix such as in "${Number.parseFloat(String(value))}Mi"`,
  );
}

/** More than any node has: it is thousandths whose unit was forgotten. */
const MOST_CORES = 500;

function cpuProblems(field: string, value: unknown): Problem[] {
  return [
    ...problemIf(
      !(typeof value === 'string' && /^(\d+m|\d+(\.\d+)?)$/.test(value)),
      field,
      () => `${show(value)} is not an amount of CPU; write cores, "0.5", or thousandths of one, "500m"`,
    ),
    ...problemIf(
      typeof value === 'string' && Number(value) >= MOST_CORES,
      field,
      () => `${show(value)} is that many cores, which no node has; write thousandths of one, "${value}m"`,
    ),
  ];
}
