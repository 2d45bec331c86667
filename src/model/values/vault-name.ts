import { isLine } from './line';

/** Whether a value can be what an item of a vault, or a field of one, is called. */
export function isVaultName(value: unknown): value is string {
  return isLine(value);
}
