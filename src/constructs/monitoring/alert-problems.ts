import { durationProblems } from '../../model/alerts/duration';
import { type Problem, problemIf } from '../../model/rules/problem';
import { show } from '../../model/rules/show';
import { labelProblems } from '../../model/values/labels';
import { isLine } from '../../model/values/line';

/** What is declared of the alerts, completed by the defaults. */
export interface DeclaredAlerts {
  readonly severity: Readonly<Record<string, string>>;
  readonly grace: string;
  readonly operatorJob: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** @param names the alerts that there are; @param suggestedJob a job that may be in Prometheus */
export function alertProblems(
  { severity, grace, operatorJob, labels }: DeclaredAlerts,
  names: readonly string[],
  suggestedJob: string,
): Problem[] {
  return [
    ...Object.entries(severity).flatMap(([name, value]) => severityProblems(name, value, names)),
    ...durationProblems('grace', grace),
    ...problemIf(
      !isLine(operatorJob),
      'operatorJob',
      () =>
        `${show(operatorJob)} is no job of Prometheus; write the value of "job" in the operator's metrics, such as ${show(suggestedJob)}`,
    ),
    ...labelProblems('labels', labels),
  ];
}

function severityProblems(name: string, value: unknown, names: readonly string[]): Problem[] {
  if (!names.includes(name)) {
    return [{ field: 'severity', text: `${show(name)} is not an alert; name one of ${names.join(', ')}` }];
  }
  return problemIf(
    // Prometheus reads it as a template of Go.
    !isLine(value) || value.includes('{{'),
    `severity.${name}`,
    () => `${show(value)} is not a severity; write a word that Alertmanager knows, such as "critical"`,
  );
}
