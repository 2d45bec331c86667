import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../../../imports/monitoring.coreos.com';
import type { EngineAlertName } from '../../engines/default';
import { seconds } from '../../model/alerts/duration';
import { defaults } from '../../model/defaults';
import type { AlertRow } from '../../model/engine';
import type { Run } from '../../model/inventory/inventory';
import { problemIf } from '../../model/rules/problem';
import { type KeysOf, unknownKeyProblems } from '../../model/values/known-keys';
import { nameProblems } from '../../model/values/names';
import { Cluster } from '../../tree/cluster-scope';
import { scheduledRuns } from '../../tree/inventory';
import { Manifest } from '../../tree/manifest';
import { reportProblems } from '../../tree/validation';
import { constructArgs } from '../kit/args';
import { type AlertGroup, alertGroups } from './alert-groups';
import { type AlertLevel, alertProblems, type DeclaredAlerts } from './alert-problems';
import { JOB_ALERTS, type JobAlertName } from './job-alerts';

/** The alerts, by name. */
export type AlertName = EngineAlertName | JobAlertName;

/** What is said of the alerts on backups. */
export interface BackupAlertsProps {
  /** Name of the object. @default `'volsync'` (`defaults.alerts.name`) */
  readonly name?: string;
  /**
   * Labels of the object, by which Prometheus picks its rules (`ruleSelector`): `{ release: 'kube-prometheus-stack' }`.
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Labels of every alert, by which Alertmanager routes them: `{ team: 'storage' }`. They are beside its own, such as
   * `severity`.
   * @default none
   */
  readonly alertLabels?: Readonly<Record<string, string>>;
  /**
   * The label `severity`, any word for any alert or for all of a level: `{ critical: 'page', KopiaVerifyFailed: 'info' }`.
   * What is said of the alert wins.
   * @default `critical` where data is at risk at once, `warning` elsewhere
   */
  readonly severity?: Partial<Record<AlertName | AlertLevel, string>>;
  /**
   * How much longer than its schedule leaves it anything may take before anybody is woken; longer, if a first upload
   * takes days.
   * @default `'1h'` (`defaults.alerts.grace`)
   */
  readonly grace?: string;
  /**
   * The label `job` of the operator's metrics in Prometheus.
   * @default `'volsync-metrics'` (`defaults.alerts.operatorJob`), the Service of the chart
   */
  readonly operatorJob?: string;
}

/**
 * Alerts on everything in the app that runs by schedule: sources, maintainers, off-site copies and verifications,
 * wherever and in whatever order they are declared. Each gets the patience that its own schedule asks for.
 *
 * It uses metrics that exist: of VolSync those that it really sets, and those of kube-state-metrics. Half of the alerts
 * that VolSync's own examples offer for Kopia can never fire.
 * @example
 * ```ts
 * import { BackupAlerts, GitOpsApp, KopiaMaintenance, VolsyncApp } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new BackupAlerts(app.chart('storage', 'backup-alerts'), { labels: { release: 'kube-prometheus-stack' } });
 * new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
 * new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: home.repositories.nas });
 * app.run();
 * ```
 */
export class BackupAlerts extends Construct {
  /** The PrometheusRule. Its groups are made when the app is synthesised. */
  readonly rules: Manifest;

  constructor(scope: Construct, props?: BackupAlertsProps);
  constructor(scope: Construct, id: string, props?: BackupAlertsProps);
  constructor(scope: Construct, idOrProps?: string | BackupAlertsProps, maybeProps?: BackupAlertsProps) {
    const { id, props } = constructArgs(scope, idOrProps, maybeProps ?? {}, () => 'backup-alerts', BACKUP_ALERTS_KEYS);
    super(scope, id);
    const { alerts } = Cluster.of(this).engine;
    const { name, labels, ...declared } = {
      name: alerts.objectName,
      operatorJob: alerts.operatorJob,
      ...defaults.alerts,
      labels: {},
      alertLabels: {},
      severity: {},
      ...props,
    };
    const rows = [...alerts.rows, ...JOB_ALERTS];

    this.rules = new Manifest(this, 'Resource', {
      ...PrometheusRule.GVK,
      metadata: { name, labels },
      spec: Lazy.any({ produce: () => spec(rows, scheduledRuns(this), declared) }),
    });

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, BACKUP_ALERTS_KEYS),
      ...nameProblems('name', name, NAME_LIMIT, 'F3'),
      ...alertProblems(
        { ...declared, labels },
        rows.map((each) => each.name),
        alerts.operatorJob,
      ),
      ...problemIf(
        !scheduledRuns(this).some(({ job }) => job === 'back-up'),
        'sources',
        () =>
          `none is declared in this app, so no alert could ever fire; add new ${Cluster.of(this).engine.appConstruct}(chart, { app }), or remove BackupAlerts`,
      ),
    ]);
  }
}

function spec(
  rows: readonly AlertRow[],
  runs: readonly Run[],
  { grace, ...options }: Omit<DeclaredAlerts, 'labels'>,
): unknown {
  const groups = alertGroups(rows, runs, { ...options, grace: seconds(grace) ?? 0 });
  return PrometheusRule.manifest({ spec: { groups: groups.map(groupFields) } }).spec;
}

/** The operator of Prometheus puts every rule into a file `<namespace>-<name>-<uid>.yaml` of at most 253 characters. */
const NAME_LIMIT = 253 - 63 - 36 - '--.yaml'.length;

function groupFields({ name, rules }: AlertGroup) {
  return {
    name,
    rules: rules.map(({ expr, annotations, ...rule }) => ({
      ...rule,
      labels: { ...rule.labels },
      annotations: { ...annotations },
      expr: PrometheusRuleSpecGroupsRulesExpr.fromString(expr),
    })),
  };
}

export const BACKUP_ALERTS_KEYS: KeysOf<BackupAlertsProps> = {
  name: true,
  labels: 'map',
  alertLabels: 'map',
  severity: 'map',
  grace: true,
  operatorJob: true,
};
