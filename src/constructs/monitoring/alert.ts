import type { Run } from '../../model/inventory/inventory';
import { longestGap } from '../../model/schedule/cron-gap';

/** The alerts, by name. The first two are called what they are called in most home clusters. */
export const alertNames = [
  'VolSyncComponentAbsent',
  'VolSyncVolumeOutOfSync',
  'VolSyncSourceAbsent',
  'KopiaMaintenanceTooOld',
  'CloudSyncTooOld',
  'CloudSyncFailed',
  'KopiaVerifyTooOld',
  'KopiaVerifyFailed',
  'BackupJobAbsent',
  'BackupJobMetricsAbsent',
] as const;

/** The name of an alert. */
export type AlertName = (typeof alertNames)[number];

/** An alerting rule as Prometheus reads it, without its severity. */
export interface Alert {
  readonly alert: AlertName;
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
