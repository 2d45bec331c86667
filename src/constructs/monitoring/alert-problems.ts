import type { Problem } from '../../model/rules/problem';
import { show } from '../../model/rules/show';
import { labelProblems } from '../../model/values/labels';
import { type AlertName, alertNames } from './alert';
import { durationProblems } from './duration';

/** What is declared of the alerts, completed by the defaults. */
export interface DeclaredAlerts {
  readonly severity: Partial<Record<AlertName, string>>;
  readonly grace: string;
  readonly operatorJob: string;
  readonly labels: Readonly<Record<string, string>>;
}

export function alertProblems({ severity, grace, operatorJob, labels }: DeclaredAlerts): Problem[] {
  return [
    ...Object.entries(severity).flatMap(([name, value]) => severityProblems(name, value)),
    ...durationProblems('grace', grace),
    ...(typeof operatorJob === 'string' && operatorJob.trim() !== ''
      ? []
      : [
          {
            field: 'operatorJob',
            text: `${show(operatorJob)} is no job of Prometheus; write the value of "job" in the operator's metrics, such as "volsync-metrics"`,
          },
        ]),
    ...labelProblems('labels', labels),
  ];
}

function severityProblems(name: string, value: unknown): Problem[] {
  if (!(alertNames as readonly string[]).includes(name)) {
    return [{ field: 'severity', text: `${show(name)} is not an alert; name one of ${alertNames.join(', ')}` }];
  }
  return typeof value === 'string' && value !== ''
    ? []
    : [
        {
          field: `severity.${name}`,
          text: `${show(value)} is not a severity; write a word that Alertmanager knows, such as "critical"`,
        },
      ];
}
