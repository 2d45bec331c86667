import type { Chart } from 'cdk8s';
import {
  BackupDashboard,
  type BackupDashboardProps,
  CloudSyncCronJob,
  KopiaMaintenance,
  KopiaVerify,
  VolsyncApp,
} from '../../../src';
import { copyCluster } from '../../support/copies';
import { errorsOf, filesOf, find, objectsOf } from '../../support/synth';

const cluster = copyCluster();
const { nas, copy } = cluster.repositories;

function addEverything(chart: Chart): void {
  new VolsyncApp(chart, { app: 'romm' });
  new KopiaMaintenance(chart, { repository: nas });
  new CloudSyncCronJob(chart, { from: nas, to: copy });
  new KopiaVerify(chart, { repository: copy });
}

interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat: string;
  readonly instant: boolean;
  readonly format?: string;
}

interface GrafanaPanel {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
  readonly targets: readonly Target[];
}

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly GrafanaPanel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
}

function configMapOf(props: BackupDashboardProps = {}, build = addEverything) {
  const objects = objectsOf((chart) => {
    new BackupDashboard(chart, props);
    build(chart);
  }, cluster);
  return find(objects, 'ConfigMap', props.name ?? 'volsync-dashboard') as unknown as {
    readonly metadata: object;
    readonly data: Readonly<Record<string, string>>;
  };
}

const dashboardOf = (...args: Parameters<typeof configMapOf>): Dashboard => {
  const { data } = configMapOf(...args);
  return JSON.parse(Object.values(data)[0] ?? '');
};
const targetsOf = ({ panels }: Dashboard) => panels.flatMap(({ targets }) => targets);

/** What VolSync v0.17.11 really sets (internal/controller/metrics.go, mover/kopia/metrics.go), with its labels. */
const OF_VOLSYNC = {
  volsync_volume_out_of_sync: ['obj_name', 'obj_namespace', 'role', 'method'],
  volsync_missed_intervals_total: ['obj_name', 'obj_namespace', 'role', 'method'],
  volsync_sync_duration_seconds_sum: ['obj_name', 'obj_namespace', 'role', 'method'],
  volsync_sync_duration_seconds_count: ['obj_name', 'obj_namespace', 'role', 'method'],
  volsync_kopia_operation_failure_total: [
    'obj_name',
    'obj_namespace',
    'role',
    'operation',
    'repository',
    'failure_reason',
  ],
};

/** What kube-state-metrics says of CronJobs and Jobs, as far as it is looked at here. */
const OF_KUBERNETES = {
  kube_cronjob_created: ['namespace', 'cronjob'],
  kube_cronjob_status_last_successful_time: ['namespace', 'cronjob'],
  kube_cronjob_next_schedule_time: ['namespace', 'cronjob'],
  kube_cronjob_status_active: ['namespace', 'cronjob'],
  kube_cronjob_spec_suspend: ['namespace', 'cronjob'],
  kube_job_status_active: ['namespace', 'job_name'],
};

const EXISTING: Readonly<Record<string, readonly string[]>> = { ...OF_VOLSYNC, ...OF_KUBERNETES, up: ['job'] };

/** Every metric in an expression, with the labels by which it is picked. */
function metricsIn(expr: string): [metric: string, labels: string[]][] {
  return [...expr.matchAll(/\b([a-z_]+)\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\}/g)].map(([, metric = '', inside = '']) => [
    metric,
    [...inside.matchAll(/(\w+)(?:=~|!=|=)"/g)].map(([, label = '']) => label),
  ]);
}

test('minimal props: a ConfigMap that the sidecar of Grafana finds, and that Flux leaves alone', () => {
  const { data, ...object } = configMapOf();
  expect(object).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'volsync-dashboard',
      namespace: 'games',
      labels: { grafana_dashboard: '1' },
      annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
    },
  });
  expect(Object.keys(data)).toEqual(['volsync-dashboard.json']);
  const dashboard = dashboardOf();
  expect(dashboard.uid).toBe('volsync-dashboard');
  expect(dashboard.panels.map(({ title, type }) => [title, type])).toEqual([
    ['Operator', 'stat'],
    ['Backups', 'stat'],
    ['Overdue', 'stat'],
    ['Missed in a day', 'stat'],
    ['Restores at work', 'stat'],
    ['Every backup', 'table'],
    ['How long a backup takes', 'timeseries'],
    ['Movers at work', 'timeseries'],
    ['What fails, and why', 'timeseries'],
    ['Maintenance, copies and verification', 'table'],
  ]);
});

test('all props reach the output', () => {
  const props: Required<BackupDashboardProps> = {
    name: 'backups.home',
    labels: { dashboards: 'yes' },
    annotations: { grafana_folder: 'Storage', 'kustomize.toolkit.fluxcd.io/substitute': 'enabled' },
    operatorJob: 'volsync/metrics "2"',
  };
  const { metadata, data } = configMapOf(props);
  expect(metadata).toEqual({
    name: 'backups.home',
    namespace: 'games',
    labels: { dashboards: 'yes' },
    annotations: { grafana_folder: 'Storage', 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
  });
  expect(Object.keys(data)).toEqual(['backups.home.json']);
  const dashboard = dashboardOf(props);
  expect(dashboard.uid).toBe('backups-home');
  expect(targetsOf(dashboard)[0]?.expr).toBe('max(up{job="volsync/metrics \\"2\\""}) or vector(0)');
});

test('every metric that it asks for exists, and has the labels by which it is picked', () => {
  const asked = targetsOf(dashboardOf()).flatMap(({ expr }) => metricsIn(expr));
  expect([...new Set(asked.map(([metric]) => metric))].sort()).toEqual(Object.keys(EXISTING).sort());
  const unknown = asked.flatMap(([metric, labels]) => labels.filter((each) => !EXISTING[metric]?.includes(each)));
  expect(unknown).toEqual([]);
});

test('nothing in an expression is a metric without being found', () => {
  const names = targetsOf(dashboardOf()).flatMap(({ expr }) => expr.match(/\b(volsync|kube)_[a-z_]+\b/g) ?? []);
  const found = targetsOf(dashboardOf()).flatMap(({ expr }) => metricsIn(expr).map(([metric]) => metric));
  expect(names).toEqual(found.filter((each) => each !== 'up'));
});

test('CronJobs are those that are declared, whatever is called alike elsewhere', () => {
  const [ago] = dashboardOf().panels.at(-1)?.targets ?? [];
  expect(ago?.expr).toBe(`time() - max by (namespace, cronjob) (
  kube_cronjob_status_last_successful_time{namespace="games",cronjob=~"cloud-sync-copy|kopia-verify-copy|kopia-maint-nas-[0-9a-f]{16}"}
  or kube_cronjob_created{namespace="games",cronjob=~"cloud-sync-copy|kopia-verify-copy|kopia-maint-nas-[0-9a-f]{16}"}
)`);
});

test('where none is declared, there is no panel for them', () => {
  const titles = dashboardOf({}, () => {}).panels.map(({ title }) => title);
  expect(titles).toHaveLength(9);
  expect(titles).not.toContain('Maintenance, copies and verification');
});

test('panels have numbers of their own, say what they are for, and neither overlap nor leave the page', () => {
  const { panels } = dashboardOf();
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const taken = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  );
  expect(new Set(taken).size).toBe(taken.length);
  expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  for (const { description, targets } of panels) {
    expect(description).toMatch(/\.$/);
    expect(targets.map(({ refId }) => refId)).toEqual(['A', 'B', 'C', 'D'].slice(0, targets.length));
  }
});

test('a table asks for the present alone, and a line in time is called after what it is of', () => {
  for (const { type, targets } of dashboardOf().panels) {
    expect(targets.map(({ instant }) => instant)).toEqual(targets.map(() => type !== 'timeseries'));
    expect(targets.map(({ format }) => format)).toEqual(targets.map(() => (type === 'table' ? 'table' : undefined)));
    if (type === 'timeseries') {
      expect(targets[0]?.legendFormat).toMatch(/^\{\{\w+\}\}/);
    }
  }
});

test('the reader chooses where from, and which namespaces', () => {
  const { templating, panels } = dashboardOf();
  expect(templating.list.map(({ name, type }) => [name, type])).toEqual([
    ['datasource', 'datasource'],
    ['namespace', 'query'],
  ]);
  const chosen = { datasource: { type: 'prometheus', uid: '${datasource}' } };
  for (const panel of panels) {
    expect(panel).toMatchObject(chosen);
    expect(panel.targets).toEqual(panel.targets.map(() => expect.objectContaining(chosen)));
  }
});

test('it is written as it is, and Flux is asked for no variable', () => {
  const files = filesOf((app) => {
    new BackupDashboard(app.chart('storage', 'dashboard'));
    new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', restore: false });
    new KopiaMaintenance(app.chart('storage', 'upkeep'), { repository: nas });
  }, cluster);
  expect(files.get('storage/dashboard/dashboard.k8s.yaml')).toContain('"uid": "${datasource}"');
  expect(files.get('flux/storage-dashboard.yaml')).not.toContain('postBuild');
});

test.each<[props: object, message: string]>([
  [
    { name: 'My Dashboard' },
    'name: "My Dashboard" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule F3)',
  ],
  [
    { labels: { grafana_dashboard: 'yes please' } },
    'labels: "grafana_dashboard": "yes please" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."',
  ],
  [{ annotations: { grafana_folder: 5 } }, 'annotations: "grafana_folder": 5 is not text; write it in quotes'],
  [
    { operatorJob: ' ' },
    'operatorJob: " " is no job of Prometheus; write the value of "job" in the operator\'s metrics, such as "volsync-metrics"',
  ],
  [{ folder: 'Storage' }, 'folder: nothing reads this field; write one of name, labels, annotations, operatorJob'],
])('%j is refused', (props, message) => {
  const found = errorsOf(
    (app) => new BackupDashboard(app.chart('storage', 'x'), props as BackupDashboardProps),
    cluster,
  );
  expect(found).toEqual([`[storage/x/backup-dashboard] ${message}`]);
});
