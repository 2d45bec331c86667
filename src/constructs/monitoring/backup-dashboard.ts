import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { defaults } from '../../model/defaults';
import { type Problem, problemIf } from '../../model/rules/problem';
import { show } from '../../model/rules/show';
import { type KeysOf, unknownKeyProblems } from '../../model/values/known-keys';
import { annotationProblems, labelProblems } from '../../model/values/labels';
import { nameProblems } from '../../model/values/names';
import { Cluster } from '../../tree/cluster-scope';
import { scheduledRuns } from '../../tree/inventory';
import { KubeConfigMap } from '../../tree/kubernetes-kinds';
import { Manifest } from '../../tree/manifest';
import { reportProblems } from '../../tree/validation';
import { constructArgs } from '../kit/args';
import { grafanaDashboard } from './grafana';
import { jobPanels } from './job-panels';

/** What is said of the dashboard. */
export interface BackupDashboardProps {
  /** Name of the ConfigMap, and what Grafana knows the dashboard by. @default `'volsync-dashboard'` (`defaults.dashboard.name`) */
  readonly name?: string;
  /**
   * Labels of the ConfigMap, by which Grafana's sidecar finds dashboards.
   * @default `{ grafana_dashboard: '1' }` (`defaults.dashboard.labels`)
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the ConfigMap, such as the sidecar's folder: `{ grafana_folder: 'Storage' }`. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * The label `job` of the operator's metrics in Prometheus.
   * @default `'volsync-metrics'` (`defaults.alerts.operatorJob`), the Service of the chart
   */
  readonly operatorJob?: string;
}

/**
 * A dashboard of Grafana on everything in the app that runs by schedule, as a ConfigMap for Grafana's sidecar. It asks
 * for metrics that exist: those that the operator really sets, and those of kube-state-metrics.
 * @example
 * ```ts
 * import { BackupDashboard, GitOpsApp, KopiaMaintenance, VolsyncApp } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new BackupDashboard(app.chart('storage', 'backup-dashboard'), { annotations: { grafana_folder: 'Storage' } });
 * new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
 * new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: home.repositories.nas });
 * app.run();
 * ```
 */
export class BackupDashboard extends Construct {
  /** The ConfigMap. The dashboard in it is made when the app is synthesised. */
  readonly configMap: Manifest;

  constructor(scope: Construct, props?: BackupDashboardProps);
  constructor(scope: Construct, id: string, props?: BackupDashboardProps);
  constructor(scope: Construct, idOrProps?: string | BackupDashboardProps, maybeProps?: BackupDashboardProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps ?? {},
      () => 'backup-dashboard',
      BACKUP_DASHBOARD_KEYS,
    );
    super(scope, id);
    const { alerts } = Cluster.of(this).engine;
    const dashboard: Required<BackupDashboardProps> = {
      name: `${alerts.objectName}-dashboard`,
      operatorJob: alerts.operatorJob,
      ...defaults.dashboard,
      annotations: {},
      ...props,
    };
    const { name, labels, annotations, operatorJob } = dashboard;

    this.configMap = new Manifest(this, 'Resource', {
      ...KubeConfigMap.manifest({ metadata: { name, labels, annotations: { ...annotations, ...NOT_FLUX } } }),
      data: Lazy.any({
        produce: () => {
          const { namespaces, panels } = alerts.panels(`${operatorJob}`);
          const set = { namespaces, panels: [...panels, ...jobPanels(scheduledRuns(this))] };
          return { [`${name}.json`]: `${JSON.stringify(grafanaDashboard(uidOf(`${name}`), set), null, 2)}\n` };
        },
      }),
    });

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, BACKUP_DASHBOARD_KEYS),
      ...dashboardProblems(dashboard, alerts.operatorJob),
    ]);
  }
}

export const BACKUP_DASHBOARD_KEYS: KeysOf<BackupDashboardProps> = {
  name: true,
  labels: 'map',
  annotations: 'map',
  operatorJob: true,
};

/** Variables of Grafana look like Flux's. */
const NOT_FLUX = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };

/** Grafana takes 40 letters, digits, "-" and "_". */
function uidOf(name: string): string {
  return name.replaceAll('.', '-').slice(0, 40);
}

function dashboardProblems(dashboard: Required<BackupDashboardProps>, suggestedJob: string): Problem[] {
  const { name, labels, annotations, operatorJob } = dashboard;
  return [
    ...nameProblems('name', name, 253 - '.json'.length, 'F3'),
    ...labelProblems('labels', labels),
    ...annotationProblems('annotations', annotations),
    ...problemIf(
      typeof operatorJob !== 'string' || operatorJob.trim() === '',
      'operatorJob',
      () =>
        `${show(operatorJob)} is no job of Prometheus; write the value of "job" in the operator's metrics, such as ${show(suggestedJob)}`,
    ),
  ];
}
