import type { Run } from '../inventory/inventory';
import { longestGap } from '../schedule/cron-gap';

/** An alerting rule as Prometheus reads it, without its name and severity. */
export interface Alert {
  readonly expr: string;
  readonly for: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly description: string };
}

/** What all alerts are made with. */
export interface AlertOptions {
  /** What a run may take longer than its schedule leaves it, in seconds. */
  readonly grace: number;
  /** `job` of the operator's metrics in Prometheus. */
  readonly operatorJob: string;
}

/** The longest time between two runs, in seconds. A schedule that is none is reported where it was written. */
export function interval({ cron }: Run): number {
  return longestGap(cron) ?? 86_400;
}
