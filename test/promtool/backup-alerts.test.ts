import { Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  BackupAlerts,
  type Cluster,
  daily,
  every,
  hourly,
  KopiaMaintenance,
  NfsInjectionPolicy,
  type ScheduleInput,
  VolsyncApp,
} from '../../src';
import { apps as homeApps } from '../../src/home/apps';
import { home } from '../../src/home/cluster';
import { enterInventory } from '../../src/tree/inventory';
import { nasCluster } from '../support/nas';
import { ofJob, ofSource, ruleErrors, type Story, storyErrors } from '../support/promtool';
import { filesOf, find, type KubeObject, objectsOf } from '../support/synth';

const cluster = nasCluster({ access: 'mover-volumes', maintenance: every(6).hours });

/** The rule groups for what `build` adds beside the alerts. */
function groupsOf(build: (chart: Chart) => void, cluster: Cluster): unknown {
  const objects = objectsOf((chart) => {
    new BackupAlerts(chart);
    build(chart);
  }, cluster);
  return find(objects, 'PrometheusRule', 'volsync').spec.groups;
}

const apps: readonly [app: string, schedule: ScheduleInput][] = [
  ['hourly', hourly],
  ['six', every(6).hours],
  ['daily', daily],
  ['weekly', '0 3 * * 0'],
];

const groups = groupsOf((chart) => {
  for (const [app, schedule] of apps) {
    new VolsyncApp(chart, { app, schedule });
  }
  new KopiaMaintenance(chart, { repository: cluster.repositories.nas });
  const path = chart.node.path;
  const run = { does: 'run', path, namespace: 'games', deadlineSeconds: 6 * 60 * 60 } as const;
  enterInventory(chart, [
    { ...run, job: 'maintain', name: 'nightly', cron: '0 4 * * *' },
    { ...run, job: 'sync', name: 'sync-b2', cron: '0 3 * * *' },
    { ...run, job: 'sync', name: 'sync-r2', cron: '0 3 * * *' },
    { ...run, job: 'verify', name: 'verify.nas', cron: '0 9 * * 0' },
  ]);
}, cluster);

const play = (story: Story) => storyErrors(groups, story);

const HOUR = 60;
const DAY = 24 * HOUR;

const operator = 'up{job="volsync-metrics",namespace="storage"}';
const source = (app: string, { namespace = 'games', pod = 'one', role = 'source', method = 'kopia' } = {}) =>
  `volsync_volume_out_of_sync{obj_name="${app}",obj_namespace="${namespace}",role="${role}",method="${method}",pod="${pod}"}`;

const cronJobs = ['kopia-maint-nas-0123456789abcdef', 'sync-b2', 'sync-r2', 'verify.nas', 'nightly'] as const;
const created = (name: string, namespace = 'games') =>
  `kube_cronjob_created{namespace="${namespace}",cronjob="${name}"}`;
const succeeded = (name: string) => `kube_cronjob_status_last_successful_time{namespace="games",cronjob="${name}"}`;
/** A time after that of every story. */
const LATER = 1e9;

const everyCronJob = Object.fromEntries(
  cronJobs.flatMap((name) => [
    [created(name), 0],
    [succeeded(name), LATER],
  ]),
);
const healthy: Story['series'] = {
  [operator]: 1,
  ...Object.fromEntries(apps.map(([app]) => [source(app), 0])),
  ...everyCronJob,
};

function without(...names: readonly string[]): Story['series'] {
  return Object.fromEntries(Object.entries(healthy).filter(([name]) => !names.includes(name)));
}

test('promtool has no complaint', () => {
  expect(ruleErrors(groups)).toBe('');
});

test('promtool has no complaint about the rules for 104 sources', () => {
  const files = filesOf((app) => {
    new BackupAlerts(app.chart('storage', 'alerts'));
    new NfsInjectionPolicy(app.chart('storage', 'policy'), { repository: home.repositories.nas });
    new KopiaMaintenance(app.chart('storage', 'maintenance'), { repository: home.repositories.nas });
    for (const { namespace, ...each } of homeApps) {
      new VolsyncApp(app.chart(namespace, each.app), each);
    }
  }, home);
  const rule = parse(files.get('storage/alerts/alerts.k8s.yaml') ?? '') as KubeObject;
  expect(JSON.stringify(rule.spec).match(/absent\(volsync_volume_out_of_sync/g)).toHaveLength(2 * homeApps.length);
  expect(ruleErrors(rule.spec.groups)).toBe('');
});

test('promtool complains of what is wrong', () => {
  expect(ruleErrors([{ name: 'a', rules: [{ alert: 'A', expr: 'up =' }] }])).toContain('parse error');
  const firing = { [HOUR]: [ofSource('VolSyncVolumeOutOfSync', 'games/six')] };
  expect(play({ series: healthy, firing })).toContain('FAILED');
});

test('what is healthy stays quiet', () => {
  expect(play({ step: 30, series: healthy, firing: { [HOUR]: [], [2 * DAY]: [], [30 * DAY]: [] } })).toBe('');
});

describe('a source that is out of sync', () => {
  test.each([
    // The metric says so when a whole interval has been missed. Another one, or a day, and an hour of grace follow.
    ['hourly', 3 * HOUR, 2 * HOUR],
    ['six', 12 * HOUR, 7 * HOUR],
    ['daily', 2 * DAY, 25 * HOUR],
    ['weekly', 14 * DAY, 25 * HOUR],
  ])('wakes somebody, and no longer when it has been backed up: %s', (app, flagged, patience) => {
    const late = flagged + patience;
    const series: Story['series'] = { ...healthy, [source(app)]: [[flagged, 0], [late + HOUR, 1], 0] };
    const alert = ofSource('VolSyncVolumeOutOfSync', `games/${app}`);
    const firing = { [late - 15]: [], [late]: [alert], [late + HOUR]: [alert], [late + HOUR + 30]: [] };
    expect(play({ step: 15, series, firing })).toBe('');
  });

  test('is left alone while its first backup takes no longer than the schedule and the grace', () => {
    const series: Story['series'] = { ...healthy, [source('daily')]: [[25 * HOUR - 30, 1], 0] };
    expect(play({ step: 5, series, firing: { [DAY]: [], [25 * HOUR]: [], [26 * HOUR]: [] } })).toBe('');
  });

  test('is not forgotten when the operator restarts', () => {
    const series: Story['series'] = {
      ...healthy,
      [source('six')]: [[4 * HOUR, 1], '_'],
      [source('six', { pod: 'two' })]: [[4 * HOUR + 10, '_'], 1],
    };
    const firing = { [7 * HOUR - 1]: [], [7 * HOUR]: [ofSource('VolSyncVolumeOutOfSync', 'games/six')] };
    expect(play({ series, firing })).toBe('');
  });

  test('says so word by word', () => {
    const alert = {
      eval_time: '8h',
      alertname: 'VolSyncVolumeOutOfSync',
      exp_alerts: [
        {
          exp_labels: { obj_namespace: 'games', obj_name: 'six', interval: '6h', severity: 'critical' },
          exp_annotations: {
            summary: 'The backup games/six is overdue.',
            description:
              'The ReplicationSource six in games should be backed up every 6h at the latest. It has missed that, and no try has succeeded since.',
          },
        },
      ],
    };
    expect(
      play({
        series: { ...healthy, [source('six')]: 1 },
        firing: { [8 * HOUR]: [ofSource('VolSyncVolumeOutOfSync', 'games/six')] },
        alerts: [alert],
      }),
    ).toBe('');
  });

  test('is none of ours as a restore, in another namespace, by another method or with a longer name', () => {
    const series = {
      ...healthy,
      [source('six-dst', { role: 'destination' })]: 1,
      [source('six', { role: 'destination' })]: 1,
      [source('six', { namespace: 'media' })]: 1,
      [source('six', { method: 'restic' })]: 1,
      [source('sixteen')]: 1,
    };
    expect(play({ step: 5, series, firing: { [2 * DAY]: [] } })).toBe('');
  });

  test('is looked for in its own namespace: media/six is not games/six', () => {
    const elsewhere = nasCluster({ access: 'mover-volumes', maintainedElsewhere: true });
    const both = groupsOf((chart) => {
      new VolsyncApp(chart, { app: 'six', schedule: daily });
      new VolsyncApp(new Chart(chart, 'media', { namespace: 'media' }), { app: 'seven', schedule: daily });
    }, elsewhere);
    const series = {
      [operator]: 1,
      [source('six')]: 0,
      [source('seven', { namespace: 'media' })]: 1,
      // Nobody declared these two.
      [source('six', { namespace: 'media' })]: 1,
      [source('seven')]: 1,
    };
    const firing = { [2 * DAY]: [ofSource('VolSyncVolumeOutOfSync', 'media/seven')] };
    expect(storyErrors(both, { step: 5, series, firing })).toBe('');
  });
});

describe('a backup whose Job was given up', () => {
  const givenUp = (app: string, { reason = 'BackoffLimitExceeded', operation = 'backup', pod = 'one' } = {}) =>
    `volsync_kopia_operation_failure_total{obj_name="${app}",obj_namespace="games",role="source",operation="${operation}",repository="x",failure_reason="${reason}",pod="${pod}"}`;
  const alert = ofSource('VolSyncBackupGivenUp', 'games/daily');

  test('is told at once, the first time too, for as long as it goes on, and an hour longer', () => {
    const series: Story['series'] = { ...healthy, [givenUp('daily')]: [[30, '_'], [60, 1], [90, 2], 3] };
    const firing = { 29: [], 31: [alert], 61: [alert], 140: [alert], 160: [] };
    expect(play({ series, firing })).toBe('');
  });

  test('is told again after a long peace, and after a restart of the operator', () => {
    const series: Story['series'] = {
      ...healthy,
      [givenUp('daily')]: [[5 * HOUR, 3], [6 * HOUR, 4], '_'],
      [givenUp('daily', { pod: 'two' })]: [[10 * HOUR, '_'], 1],
    };
    const firing = {
      [2 * HOUR]: [],
      [5 * HOUR + 2]: [alert],
      [9 * HOUR]: [],
      [10 * HOUR + 2]: [alert],
      [12 * HOUR]: [],
    };
    expect(play({ series, firing })).toBe('');
  });

  test('is not one that waits for its snapshot, nor a restore', () => {
    const series: Story['series'] = {
      ...healthy,
      [givenUp('daily', { reason: 'prerequisites_failed' })]: [[HOUR, '_'], 5],
      [givenUp('daily', { operation: 'restore' })]: [[HOUR, '_'], 1],
    };
    expect(play({ series, firing: { [HOUR + 5]: [] } })).toBe('');
  });
});

describe('a source that does not exist', () => {
  const missing = ofSource('VolSyncSourceAbsent', 'games/six');

  test('is missed after an hour, and no longer when it is there', () => {
    const series: Story['series'] = { ...healthy, [source('six')]: [[2 * HOUR, '_'], 0] };
    const firing = { [HOUR - 1]: [], [HOUR]: [missing], [2 * HOUR - 1]: [missing], [2 * HOUR]: [] };
    expect(play({ series, firing })).toBe('');
  });

  test('is missed where only a restore or another method of that name exists', () => {
    const series = {
      ...without(source('six')),
      [source('six', { role: 'destination' })]: 0,
      [source('six', { method: 'restic' })]: 0,
    };
    expect(play({ series, firing: { [HOUR]: [missing] } })).toBe('');
  });
});

describe('the operator', () => {
  const absent = { alertname: 'VolSyncComponentAbsent' };

  test('is missed after a quarter of an hour, and alone: not every source of its', () => {
    const firing = { 14: [], 15: [absent], [3 * HOUR]: [absent] };
    expect(play({ series: everyCronJob, firing })).toBe('');
  });

  test('is missed when it does not answer, and no longer when it does', () => {
    const series: Story['series'] = { ...healthy, [operator]: [[HOUR, 0], 1] };
    expect(play({ series, firing: { 14: [], 15: [absent], [HOUR]: [] } })).toBe('');
  });
});

describe('a CronJob that does not succeed', () => {
  // The longest time between two runs, six hours for the run that is due then, an hour of grace.
  test.each([
    ['KopiaMaintenanceTooOld', cronJobs[0], 13 * HOUR],
    ['KopiaMaintenanceTooOld', cronJobs[4], 31 * HOUR],
    ['CloudSyncTooOld', cronJobs[1], 31 * HOUR],
    ['KopiaVerifyTooOld', cronJobs[3], 7 * DAY + 7 * HOUR],
  ])('wakes somebody, until it does: %s', (alertname, name, age) => {
    const again = age + DAY;
    const alert = ofJob(alertname, `games/${name}`);
    const firing = { [age]: [], [age + 30]: [alert], [again - 15]: [alert], [again]: [] };
    const last: Story['series'] = { ...healthy, [succeeded(name)]: [[again, 0], again * 60] };
    expect(play({ step: 15, series: last, firing })).toBe('');
    const never: Story['series'] = { ...healthy, [succeeded(name)]: [[again, '_'], again * 60] };
    expect(play({ step: 15, series: never, firing })).toBe('');
  });

  test('says so word by word', () => {
    const [name] = cronJobs;
    const alert = {
      eval_time: '14h',
      alertname: 'KopiaMaintenanceTooOld',
      exp_alerts: [
        {
          exp_labels: { namespace: 'games', cronjob: name, severity: 'warning' },
          exp_annotations: {
            summary: `The repository maintained by games/${name} is not maintained.`,
            description: `The CronJob ${name} in games has not succeeded for 14h 0m 0s. Space of expired snapshots is not freed, and every backup becomes slower.`,
          },
        },
      ],
    };
    const firing = { [14 * HOUR]: [ofJob('KopiaMaintenanceTooOld', `games/${name}`)] };
    expect(play({ series: { ...healthy, [succeeded(name)]: 0 }, firing, alerts: [alert] })).toBe('');
  });

  test('is none of ours where its name only looks alike, or its namespace is another', () => {
    const series = {
      ...healthy,
      [created('kopia-maint-nas-two-0123456789abcdef')]: 0,
      [created('kopia-maint-nas')]: 0,
      [created('sync-b22')]: 0,
      [created('verifyxnas')]: 0,
      [created('sync-b2', 'media')]: 0,
    };
    expect(play({ step: 30, series, firing: { [15 * DAY]: [] } })).toBe('');
  });
});

describe('a run that is given up', () => {
  const labels = (cronJob: string) => `namespace="games",job_name="${cronJob}-29123456"`;
  const started = (cronJob: string) => `kube_job_status_start_time{${labels(cronJob)}}`;
  const failed = (cronJob: string) => `kube_job_failed{${labels(cronJob)},condition="true"}`;

  test.each([
    ['CloudSyncFailed', 'sync-b2'],
    ['KopiaVerifyFailed', 'verify.nas'],
  ])('wakes somebody until a later run succeeds: %s', (alertname, name) => {
    const series: Story['series'] = {
      ...healthy,
      [succeeded(name)]: [[12 * HOUR, 0], 12 * 3600],
      // It starts after two hours, ends after three, and stays to be looked at.
      [started(name)]: [[2 * HOUR, '_'], 2 * 3600],
      [failed(name)]: [[2 * HOUR, '_'], [3 * HOUR, 0], 1],
    };
    const alert = ofJob(alertname, `games/${name}`);
    const firing = {
      [3 * HOUR + 14]: [],
      [3 * HOUR + 15]: [alert],
      [12 * HOUR - 1]: [alert],
      [12 * HOUR]: [],
      [20 * HOUR]: [],
    };
    expect(play({ series, firing })).toBe('');
  });

  test('wakes somebody where no run has ever succeeded', () => {
    const series = { ...without(succeeded('sync-b2')), [started('sync-b2')]: 60, [failed('sync-b2')]: 1 };
    expect(play({ series, firing: { 15: [ofJob('CloudSyncFailed', 'games/sync-b2')] } })).toBe('');
  });

  test('is none where a pod failed and is tried again, or the CronJob is another', () => {
    const series = {
      ...healthy,
      [succeeded('sync-b2')]: 0,
      [started('sync-b2')]: 7200,
      [failed('sync-b2')]: 0,
      [failed('sync-b2').replace('"true"', '"false"')]: 1,
      [`kube_job_status_failed{${labels('sync-b2')}}`]: 1,
      [started('sync-b2-old')]: 7200,
      [failed('sync-b2-old')]: 1,
    };
    expect(play({ step: 5, series, firing: { [HOUR]: [], [DAY]: [] } })).toBe('');
  });
});

describe('a CronJob that does not exist', () => {
  test.each([
    [cronJobs[0], 'nas'],
    [cronJobs[1], 'sync-b2'],
    [cronJobs[3], 'verify.nas'],
  ])('is missed after an hour, and no longer when it is there: %s', (name, shown) => {
    const series: Story['series'] = { ...without(succeeded(name)), [created(name)]: [[2 * HOUR, '_'], 7200] };
    const missing = ofJob('BackupJobAbsent', `games/${shown}`);
    const firing = { [HOUR - 1]: [], [HOUR]: [missing], [2 * HOUR - 1]: [missing], [2 * HOUR]: [] };
    expect(play({ series, firing })).toBe('');
  });

  test('is one alert where nothing is known of any CronJob', () => {
    const absent = { alertname: 'BackupJobMetricsAbsent' };
    const series = without(...Object.keys(everyCronJob));
    expect(play({ series, firing: { 14: [], 15: [absent], [3 * HOUR]: [absent] } })).toBe('');
  });
});
