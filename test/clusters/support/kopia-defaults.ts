import type { Retention } from '../../../src';

/**
 * What Kopia keeps of a key that a component's `retain` leaves out: it is written into every repository that is made
 * (kopia v0.22.3, snapshot/policy).
 */
export const KOPIA_DEFAULTS = { latest: 10, hourly: 48, daily: 7, weekly: 4, monthly: 24, yearly: 3 } as const;

/** A component's retention, with the keys that it leaves to Kopia. */
export function asKopiaKeeps(retain: Retention): Retention {
  return { ...KOPIA_DEFAULTS, ...retain };
}
