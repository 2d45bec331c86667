import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import type { KeysOf } from './known-keys';
import { type Quantity, quantityProblems } from './quantity';

/** CPU and memory of a pod, as in Kubernetes. */
export interface Resources {
  /** What the pod is given in any case, by resource: `cpu`, `memory`. @default none */
  readonly requests?: Readonly<Record<string, Quantity>>;
  /** What the pod may not exceed, by resource. @default none */
  readonly limits?: Readonly<Record<string, Quantity>>;
}

export const RESOURCES_KEYS: KeysOf<Resources> = { requests: 'map', limits: 'map' };

export function resourcesProblems(field: string, resources: Resources = {}): Problem[] {
  return (['requests', 'limits'] as const).flatMap((kind) =>
    Object.entries(resources[kind] ?? {}).flatMap(([name, value]) =>
      name === 'cpu' ? cpuProblems(`${field}.${kind}.cpu`, value) : quantityProblems(`${field}.${kind}.${name}`, value),
    ),
  );
}

function cpuProblems(field: string, value: unknown): Problem[] {
  return problemIf(
    !(typeof value === 'string' && /^(\d+m|\d+(\.\d+)?)$/.test(value)),
    field,
    () => `${show(value)} is not an amount of CPU; write cores, "0.5", or thousandths of one, "500m"`,
  );
}
