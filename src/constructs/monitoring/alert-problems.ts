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
  readonly alertLabels: Readonly<Record<string, string>>;
}

/** How bad an alert is by itself. */
export type AlertLevel = 'critical' | 'warning';

const LEVELS: readonly string[] = ['critical', 'warning'] satisfies AlertLevel[];

/** The labels that alerts have of their own. */
const OWN_LABELS: readonly string[] = ['severity', 'interval', 'alertname'];

/** @param names the alerts that there are; @param suggestedJob a job that may be in Prometheus */
export function alertProblems(
  { severity, grace, operatorJob, labels, alertLabels }: DeclaredAlerts,
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
    ...Object.entries(alertLabels).flatMap(([name, value]) => alertLabelProblems(name, value)),
  ];
}

function alertLabelProblems(name: string, value: unknown): Problem[] {
  return [
    ...problemIf(
      !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || name.startsWith('__'),
      'alertLabels',
      () => `${show(name)} is not a label of Prometheus; write letters, digits and "_", such as "team"`,
    ),
    ...problemIf(
      OWN_LABELS.includes(name),
      'alertLabels',
      () =>
        `${show(name)} is a label that alerts have of their own; leave it out${name === 'severity' ? ', and write severity: { … } beside it' : ''}`,
    ),
    ...problemIf(
      // Prometheus reads it as a template of Go.
      !isLine(value) || value.includes('{{'),
      `alertLabels.${name}`,
      () => `${show(value)} is not the value of a label; write text, such as "storage"`,
    ),
  ];
}

function severityProblems(name: string, value: unknown, names: readonly string[]): Problem[] {
  if (!names.includes(name) && !LEVELS.includes(name)) {
    return [{ field: 'severity', text: `${show(name)} is not an alert; name one of ${names.join(', ')}` }];
  }
  return problemIf(
    // Prometheus reads it as a template of Go.
    !isLine(value) || value.includes('{{'),
    `severity.${name}`,
    () => `${show(value)} is not a severity; write a word that Alertmanager knows, such as "critical"`,
  );
}
