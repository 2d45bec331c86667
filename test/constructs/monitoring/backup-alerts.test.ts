import type { Chart } from 'cdk8s';
import {
  type AlertName,
  BackupAlerts,
  type BackupAlertsProps,
  every,
  KopiaMaintenance,
  VolsyncApp,
} from '../../../src';
import { JOB_ALERTS } from '../../../src/constructs/monitoring/job-alerts';
import { alerts } from '../../../src/engines/volsync/alerts/alerts';
import { enterInventory } from '../../../src/tree/inventory';
import { everything } from '../../support/clusters';
import { nasCluster } from '../../support/nas';
import { errorsOf, filesOf, find, type KubeObject, objectsOf } from '../../support/synth';

const alertNames = [...alerts.rows, ...JOB_ALERTS].map(({ name }) => name);
const cluster = nasCluster({ access: 'mover-volumes' });

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
}

const ruleOf = (objects: readonly KubeObject[], name = 'volsync') => find(objects, 'PrometheusRule', name);
const rulesOf = (rule: KubeObject): Rule[] =>
  (rule.spec.groups as { readonly rules: readonly Rule[] }[]).flatMap(({ rules }) => rules);

function addApp(chart: Chart): void {
  new VolsyncApp(chart, { app: 'romm' });
  new KopiaMaintenance(chart, { repository: cluster.repositories.nas, schedule: every(6).hours.at(30) });
}

test('minimal props: a rule for each thing that is declared', () => {
  const objects = objectsOf((chart) => {
    addApp(chart);
    new BackupAlerts(chart);
  }, cluster);
  const { metadata, spec, ...rest } = ruleOf(objects);
  expect(rest).toEqual({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' });
  expect(metadata).toEqual({ name: 'volsync', namespace: 'games' });
  expect(spec).toEqual({
    groups: [
      {
        name: 'volsync-operator',
        rules: [
          {
            alert: 'VolSyncComponentAbsent',
            expr: 'absent(up{job="volsync-metrics"} == 1)',
            for: '15m',
            labels: { severity: 'critical' },
            annotations: {
              summary: 'VolSync is not there.',
              description: 'Prometheus cannot reach the operator. While it is away nothing is backed up or restored.',
            },
          },
        ],
      },
      {
        name: 'volsync-sources',
        rules: [
          {
            alert: 'VolSyncVolumeOutOfSync',
            expr: `max by (obj_namespace, obj_name) (
  max_over_time(volsync_volume_out_of_sync{role="source",method="kopia",obj_namespace="games",obj_name="romm"}[15m])
) == 1`,
            for: '2h',
            labels: { interval: '1h', severity: 'critical' },
            annotations: {
              summary: 'The backup {{ $labels.obj_namespace }}/{{ $labels.obj_name }} is overdue.',
              description:
                'The ReplicationSource {{ $labels.obj_name }} in {{ $labels.obj_namespace }} should be backed up every 1h at the latest. It has missed that, and no try has succeeded since.',
            },
          },
          {
            alert: 'VolSyncBackupGivenUp',
            expr: `max by (obj_namespace, obj_name) (
  increase(volsync_kopia_operation_failure_total{operation="backup",failure_reason="BackoffLimitExceeded",obj_namespace="games",obj_name="romm"}[1h]) > 0
  or (volsync_kopia_operation_failure_total{operation="backup",failure_reason="BackoffLimitExceeded",obj_namespace="games",obj_name="romm"} unless volsync_kopia_operation_failure_total{operation="backup",failure_reason="BackoffLimitExceeded",obj_namespace="games",obj_name="romm"} offset 1h)
) > 0`,
            for: '0s',
            labels: { severity: 'warning' },
            annotations: {
              summary: 'The backup {{ $labels.obj_namespace }}/{{ $labels.obj_name }} has failed nine times in a row.',
              description:
                'VolSync tries on. If files cannot be read, every try leaves a snapshot that lacks them and pushes a whole one out: suspend the source before anything else.',
            },
          },
          {
            alert: 'VolSyncSourceAbsent',
            expr: `(
  absent(volsync_volume_out_of_sync{role="source",method="kopia",obj_namespace="games",obj_name="romm"})
) unless on () absent(up{job="volsync-metrics"} == 1)`,
            for: '1h',
            labels: { severity: 'critical' },
            annotations: {
              summary: 'The backup {{ $labels.obj_namespace }}/{{ $labels.obj_name }} does not exist.',
              description:
                'VolSync knows no ReplicationSource {{ $labels.obj_name }} in {{ $labels.obj_namespace }}, though it is declared: nothing backs this volume up.',
            },
          },
        ],
      },
      {
        name: 'kopia-jobs',
        rules: [
          {
            alert: 'KopiaMaintenanceTooOld',
            expr: `time() - max by (namespace, cronjob) (
  kube_cronjob_status_last_successful_time{namespace="games",cronjob=~"kopia-maint-nas-[0-9a-f]{16}"}
  or kube_cronjob_created{namespace="games",cronjob=~"kopia-maint-nas-[0-9a-f]{16}"}
) > 46800 # 13h`,
            for: '15m',
            labels: { severity: 'warning' },
            annotations: {
              summary: 'The repository maintained by {{ $labels.namespace }}/{{ $labels.cronjob }} is not maintained.',
              description:
                'The CronJob {{ $labels.cronjob }} in {{ $labels.namespace }} has not succeeded for {{ $value | humanizeDuration }}. Space of expired snapshots is not freed, and every backup becomes slower.',
            },
          },
          {
            alert: 'BackupJobAbsent',
            expr: `(
  label_replace(absent(kube_cronjob_created{namespace="games",cronjob=~"kopia-maint-nas-[0-9a-f]{16}"}), "cronjob", "nas", "", "")
) unless on () absent(kube_cronjob_created)`,
            for: '1h',
            labels: { severity: 'warning' },
            annotations: {
              summary: 'The CronJob of {{ $labels.namespace }}/{{ $labels.cronjob }} does not exist.',
              description:
                'Maintenance, an off-site copy or a verification is declared as {{ $labels.cronjob }} in {{ $labels.namespace }}, and there is no CronJob for it: it never runs.',
            },
          },
          {
            alert: 'BackupJobMetricsAbsent',
            expr: 'absent(kube_cronjob_created)',
            for: '15m',
            labels: { severity: 'warning' },
            annotations: {
              summary: 'Prometheus knows of no CronJob at all.',
              description:
                'kube-state-metrics is away or does not report CronJobs. No alert on maintenance, off-site copies and verification can fire.',
            },
          },
        ],
      },
    ],
  });
});

test('all props reach the output', () => {
  const props: Required<BackupAlertsProps> = {
    name: 'backups',
    labels: { release: 'kube-prometheus-stack' },
    alertLabels: { team: 'storage' },
    severity: { VolSyncVolumeOutOfSync: 'page' },
    grace: '3h',
    operatorJob: 'backup-operator',
  };
  const objects = objectsOf((chart) => {
    new BackupAlerts(chart, 'mine', props);
    addApp(chart);
  }, cluster);
  const rule = ruleOf(objects, 'backups');
  expect(rule.metadata.labels).toEqual({ release: 'kube-prometheus-stack' });
  expect(rulesOf(rule).map((each) => [each.alert, each.for, each.labels.severity])).toEqual([
    ['VolSyncComponentAbsent', '15m', 'critical'],
    ['VolSyncVolumeOutOfSync', '4h', 'page'],
    ['VolSyncBackupGivenUp', '0s', 'warning'],
    ['VolSyncSourceAbsent', '3h', 'critical'],
    ['KopiaMaintenanceTooOld', '15m', 'warning'],
    ['BackupJobAbsent', '3h', 'warning'],
    ['BackupJobMetricsAbsent', '15m', 'warning'],
  ]);
  expect(rulesOf(rule).map((each) => each.labels.team)).toEqual(Array(7).fill('storage'));
  const of = (alert: AlertName) => rulesOf(rule).find((each) => each.alert === alert)?.expr;
  expect(of('VolSyncComponentAbsent')).toBe('absent(up{job="backup-operator"} == 1)');
  expect(of('VolSyncSourceAbsent')).toContain('unless on () absent(up{job="backup-operator"} == 1)');
  expect(of('KopiaMaintenanceTooOld')).toContain('> 54000 # 15h');
});

test('a word for a level is taken by every alert of it, but for those that have one of their own', () => {
  const objects = objectsOf((chart) => {
    addApp(chart);
    new BackupAlerts(chart, { severity: { critical: 'page', warning: 'ticket', VolSyncComponentAbsent: 'info' } });
  }, cluster);
  expect(rulesOf(ruleOf(objects)).map((each) => [each.alert, each.labels.severity])).toEqual([
    ['VolSyncComponentAbsent', 'info'],
    ['VolSyncVolumeOutOfSync', 'page'],
    ['VolSyncBackupGivenUp', 'ticket'],
    ['VolSyncSourceAbsent', 'page'],
    ['KopiaMaintenanceTooOld', 'ticket'],
    ['BackupJobAbsent', 'ticket'],
    ['BackupJobMetricsAbsent', 'ticket'],
  ]);
});

test('a prop that is undefined is as one that is not given', () => {
  const build = (props: BackupAlertsProps) => (chart: Chart) => {
    addApp(chart);
    new BackupAlerts(chart, props);
  };
  const nothing = { name: undefined, labels: undefined, severity: undefined, grace: undefined, operatorJob: undefined };
  expect(ruleOf(objectsOf(build(nothing as BackupAlertsProps), cluster))).toEqual(
    ruleOf(objectsOf(build({}), cluster)),
  );
});

test('the order in which things are declared changes nothing', () => {
  const apps = ['romm', 'pelican', 'retroarch'];
  const build = (names: readonly string[], alertsFirst: boolean) => (chart: Chart) => {
    const alerts = () => new BackupAlerts(chart);
    if (alertsFirst) {
      alerts();
    }
    for (const app of names) {
      new VolsyncApp(chart, { app, plan: everything.plans.both });
    }
    if (!alertsFirst) {
      alerts();
    }
  };
  const first = ruleOf(objectsOf(build(apps, true), everything));
  expect(ruleOf(objectsOf(build([...apps].reverse(), false), everything))).toEqual(first);
  expect(rulesOf(first)[1]?.expr).toContain('obj_name=~"pelican|retroarch|romm"');
});

test('sources of one interval share a rule, and each has the patience of its own', () => {
  const schedules = {
    hourly: '5 * * * *',
    six: '5 */6 * * *',
    daily: '5 1 * * *',
    weekly: '5 1 * * 0',
    nightly: '9 2 * * *',
  };
  const objects = objectsOf((chart) => {
    new BackupAlerts(chart);
    for (const [app, schedule] of Object.entries(schedules)) {
      new VolsyncApp(chart, { app, schedule });
    }
    new KopiaMaintenance(chart, { repository: cluster.repositories.nas });
  }, cluster);
  const rules = rulesOf(ruleOf(objects)).filter(({ alert }) => alert === 'VolSyncVolumeOutOfSync');
  const named = (expr: string) => /obj_name=~?"(.*?)"/.exec(expr)?.[1];
  expect(rules.map((each) => [each.labels.interval, each.for, named(each.expr)])).toEqual([
    ['1h', '2h', 'hourly'],
    ['6h', '7h', 'six'],
    ['1d', '1d1h', 'daily|nightly'],
    // More than a day would only add to the week that VolSync has waited.
    ['7d', '1d1h', 'weekly'],
  ]);
});

test('all alerts there are come out where everything is declared, each under a name of its own', () => {
  const objects = objectsOf((chart) => {
    addApp(chart);
    const run = { does: 'run', path: 'test', namespace: 'games', cron: '0 3 * * *', deadlineSeconds: 3600 } as const;
    enterInventory(chart, [
      { ...run, job: 'sync', name: 'sync' },
      { ...run, job: 'verify', name: 'verify' },
    ]);
    new BackupAlerts(chart);
  }, cluster);
  const names = rulesOf(ruleOf(objects)).map(({ alert }) => alert);
  expect([...names].sort()).toEqual([...alertNames].sort());
});

test('Flux leaves the rules as they are', () => {
  const files = filesOf((app) => {
    new BackupAlerts(app.chart('storage', 'alerts'));
    addApp(app.chart('games', 'romm'));
  }, cluster);
  expect(files.get('storage/alerts/alerts.k8s.yaml')).not.toMatch(/\$\$|\$\{/);
  expect(files.get('flux/storage-alerts.yaml')).not.toContain('postBuild');
});

describe('bad values', () => {
  const errors = (props: object) =>
    errorsOf((app) => {
      addApp(app.chart('games', 'romm'));
      new BackupAlerts(app.chart('storage', 'alerts'), props as BackupAlertsProps);
    }, cluster);

  test.each<[props: object, message: string]>([
    [
      { name: 'My Alerts' },
      'name: "My Alerts" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule F3)',
    ],
    [{ name: 'a'.repeat(148) }, `name: "${'a'.repeat(148)}" has 148 characters; at most 147 fit; shorten it (rule F3)`],
    [
      { labels: { release: 'kube prometheus' } },
      'labels: "release": "kube prometheus" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."',
    ],
    [
      { severity: { VolsyncOutOfSync: 'warning' } },
      `severity: "VolsyncOutOfSync" is not an alert; name one of ${alertNames.join(', ')}`,
    ],
    [
      { severity: { CloudSyncFailed: '' } },
      'severity.CloudSyncFailed: "" is not a severity; write a word that Alertmanager knows, such as "critical"',
    ],
    [
      { severity: { CloudSyncFailed: '{{ $value }}' } },
      'severity.CloudSyncFailed: "{{ $value }}" is not a severity; write a word that Alertmanager knows, such as "critical"',
    ],
    [
      { severity: { CloudSyncFailed: 'a\nb' } },
      'severity.CloudSyncFailed: "a\\nb" is not a severity; write a word that Alertmanager knows, such as "critical"',
    ],
    [{ grace: '106752d' }, 'grace: "106752d" is not a duration; write days, hours and minutes such as "1h" or "1h30m"'],
    [
      { operatorJob: 'a\u0085b' },
      'operatorJob: "a\u0085b" is no job of Prometheus; write the value of "job" in the operator\'s metrics, such as "volsync-metrics"',
    ],
    [
      { severity: { critical: '' } },
      'severity.critical: "" is not a severity; write a word that Alertmanager knows, such as "critical"',
    ],
    [
      { alertLabels: { 'example.org/team': 'home' } },
      'alertLabels: "example.org/team" is not a label of Prometheus; write letters, digits and "_", such as "team"',
    ],
    [
      { alertLabels: { __name__: 'x' } },
      'alertLabels: "__name__" is not a label of Prometheus; write letters, digits and "_", such as "team"',
    ],
    [
      { alertLabels: { severity: 'page' } },
      'alertLabels: "severity" is a label that alerts have of their own; leave it out, and write severity: { … } beside it',
    ],
    [
      { alertLabels: { interval: '1h' } },
      'alertLabels: "interval" is a label that alerts have of their own; leave it out',
    ],
    [{ alertLabels: { team: 5 } }, 'alertLabels.team: 5 is not the value of a label; write text, such as "storage"'],
    [{ grace: '1 hour' }, 'grace: "1 hour" is not a duration; write days, hours and minutes such as "1h" or "1h30m"'],
    [
      { operatorJob: '' },
      'operatorJob: "" is no job of Prometheus; write the value of "job" in the operator\'s metrics, such as "volsync-metrics"',
    ],
  ])('%j', (props, message) => {
    expect(errors(props)).toEqual([`[storage/alerts/backup-alerts] ${message}`]);
  });

  test('an app without a backup', () => {
    expect(errorsOf((app) => new BackupAlerts(app.chart('storage', 'alerts')), cluster)).toEqual([
      '[storage/alerts/backup-alerts] sources: none is declared in this app, so no alert could ever fire; add new VolsyncApp(chart, { app }), or remove BackupAlerts',
    ]);
  });

  test('a schedule that is none is reported where it was written', () => {
    const found = errorsOf((app) => {
      new BackupAlerts(app.chart('storage', 'alerts'));
      addApp(app.chart('games', 'romm'));
      new VolsyncApp(app.chart('games', 'pelican'), { app: 'pelican', schedule: '61 * * * *' });
    }, cluster);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^\[games\/pelican\/volsync-pelican\] schedule: /);
  });

  test('what does not compile', () => {
    // @ts-expect-error an alert that does not exist
    const misspelt: BackupAlertsProps = { severity: { VolsyncVolumeOutOfSync: 'warning' } };
    // @ts-expect-error a number
    const number: BackupAlertsProps = { grace: 3600 };
    expect([misspelt, number]).toHaveLength(2);
  });
});
