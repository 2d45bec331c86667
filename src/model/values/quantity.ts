import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

/** A Kubernetes quantity such as `5Gi`: bytes with a binary (`Ki Mi Gi Ti Pi Ei`) or decimal (`k M G T P E`) suffix. */
export type Quantity = string;

const FACTORS: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^(\d+(?:\.\d+)?)([kMGTPE]|[KMGTPE]i)?$/;

/** Bytes that a quantity stands for; `undefined` where it is not the size of a volume. */
export function bytes(quantity: Quantity): number | undefined {
  const [, number, suffix = ''] = QUANTITY.exec(quantity) ?? [];
  return number === undefined ? undefined : Number(number) * (FACTORS[suffix] ?? Number.NaN);
}

export function quantityProblems(field: string, value: unknown): Problem[] {
  const size = typeof value === 'string' ? bytes(value) : undefined;
  return [
    ...problemIf(
      size === undefined,
      field,
      () => `${show(value)} is not a Kubernetes quantity; ${repair(String(value))}`,
    ),
    ...problemIf(size === 0, field, () => `${show(value)} holds nothing; write a size above 0, such as "5Gi"`),
  ];
}

function repair(value: string): string {
  const [, number, letter] = /^\s*(\d+(?:\.\d+)?)\s*([kmgtpe])?i?b?\s*$/i.exec(value) ?? [];
  if (number === undefined || letter === undefined) {
    return 'write a number and a suffix, such as "5Gi"';
  }
  const binary = `${letter.toUpperCase()}i`;
  const decimal = letter.toLowerCase() === 'k' ? 'k' : letter.toUpperCase();
  return `write "${number}${binary}" (powers of 1024) or "${number}${decimal}" (powers of 1000)`;
}
