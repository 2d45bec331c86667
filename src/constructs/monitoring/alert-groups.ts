import { operatorAlerts } from '../../engines/volsync/alerts/alert-operator';
import { sourceAlerts } from '../../engines/volsync/alerts/alert-source';
import type { Run } from '../../model/inventory/inventory';
import type { Alert, AlertName, AlertOptions } from './alert';
import { jobAlerts } from './alert-job';

export interface AlertGroup {
  readonly name: string;
  readonly rules: readonly Alert[];
}

/** Who is woken: what can cost data if it waits for the morning is critical. */
const severities: Readonly<Record<AlertName, string>> = {
  VolSyncComponentAbsent: 'critical',
  VolSyncVolumeOutOfSync: 'critical',
  VolSyncSourceAbsent: 'critical',
  KopiaVerifyFailed: 'critical',
  KopiaMaintenanceTooOld: 'warning',
  CloudSyncTooOld: 'warning',
  CloudSyncFailed: 'warning',
  KopiaVerifyTooOld: 'warning',
  BackupJobAbsent: 'warning',
  BackupJobMetricsAbsent: 'warning',
};

/** The rules for everything that runs by schedule, the same whatever the order in which it was declared. */
export function alertGroups(
  runs: readonly Run[],
  { severity, ...options }: AlertOptions & { readonly severity: Partial<Record<AlertName, string>> },
): AlertGroup[] {
  const sorted = [...runs].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const groups = [
    { name: 'volsync-operator', rules: operatorAlerts(options) },
    { name: 'volsync-sources', rules: sourceAlerts(sorted, options) },
    { name: 'kopia-jobs', rules: jobAlerts(sorted, options) },
  ];
  return groups
    .filter(({ rules }) => rules.length > 0)
    .map(({ name, rules }) => ({
      name,
      rules: rules.map((each) => ({
        ...each,
        labels: { ...each.labels, severity: severity[each.alert] ?? severities[each.alert] },
      })),
    }));
}

/** A blank comes before all that a name may hold, so `romm` comes before `romm-b2`. */
function sortKey({ namespace, name, job }: Run): string {
  return [namespace, name, job].join(' ');
}
