import type { Alert, AlertOptions } from '../../model/alerts/alert';
import type { AlertRow } from '../../model/engine';
import type { Run } from '../../model/inventory/inventory';
import type { DeclaredAlerts } from './alert-problems';

export interface AlertGroup {
  readonly name: string;
  readonly rules: readonly (Alert & { readonly alert: string })[];
}

/** The rules for everything that runs by schedule, the same whatever the order in which it was declared. */
export function alertGroups(
  rows: readonly AlertRow[],
  runs: readonly Run[],
  { severity, alertLabels, ...options }: AlertOptions & Pick<DeclaredAlerts, 'severity' | 'alertLabels'>,
): AlertGroup[] {
  const sorted = [...runs].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const groups = [...new Set(rows.map(({ group }) => group))].map((name) => ({
    name,
    rules: rows
      .filter(({ group }) => group === name)
      .flatMap((row) =>
        row.rules(sorted, options).map((each) => ({
          alert: row.name,
          ...each,
          labels: {
            ...alertLabels,
            ...each.labels,
            severity: severity[row.name] ?? severity[row.severity] ?? row.severity,
          },
        })),
      ),
  }));
  return groups.filter(({ rules }) => rules.length > 0);
}

/** A blank comes before all that a name may hold, so `romm` comes before `romm-b2`. */
function sortKey({ namespace, name, job }: Run): string {
  return [namespace, name, job].join(' ');
}
