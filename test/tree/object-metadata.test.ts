import { BackupAlerts, BackupDashboard, KopiaVerify, MoverJitterPolicy, VolsyncApp } from '../../src';
import { everything } from '../support/clusters';
import { objectsOf } from '../support/synth';

const cluster = {
  ...everything,
  kubernetes: '1.36',
  labels: { team: 'home', tier: 'all' },
  annotations: { 'example.org/owner': 'me' },
};
test('what a cluster says of all objects is on each, of whichever construct and kind', () => {
  const objects = objectsOf((chart) => {
    new VolsyncApp(chart, { app: 'romm' });
    new KopiaVerify(chart, { repository: everything.repositories.nas });
    new MoverJitterPolicy(chart);
    new BackupAlerts(chart);
    new BackupDashboard(chart);
  }, cluster);
  expect(new Set(objects.map(({ kind }) => kind))).toEqual(
    new Set([
      'PersistentVolumeClaim',
      'ReplicationDestination',
      'ReplicationSource',
      'ExternalSecret',
      'CronJob',
      'MutatingAdmissionPolicy',
      'MutatingAdmissionPolicyBinding',
      'PrometheusRule',
      'ConfigMap',
    ]),
  );
  for (const { metadata } of objects) {
    expect(metadata.labels).toMatchObject({ team: 'home', tier: 'all' });
    expect(metadata.annotations).toMatchObject({ 'example.org/owner': 'me' });
  }
});

test('what a construct says itself counts, on its own objects alone', () => {
  const objects = objectsOf((chart) => {
    new VolsyncApp(chart, { app: 'romm', labels: { tier: 'gold' }, annotations: { 'example.org/why': 'games' } });
    new VolsyncApp(chart, { app: 'sonarr' });
  }, cluster);
  const of = (app: string) => objects.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === app);
  expect(of('romm').length).toBeGreaterThanOrEqual(4);
  for (const { metadata } of of('romm')) {
    expect(metadata.labels).toMatchObject({ team: 'home', tier: 'gold' });
    expect(metadata.annotations).toMatchObject({ 'example.org/owner': 'me', 'example.org/why': 'games' });
  }
  for (const { metadata } of of('sonarr')) {
    expect(metadata.labels).toMatchObject({ team: 'home', tier: 'all' });
    expect(metadata.annotations?.['example.org/why']).toBeUndefined();
  }
});

test('a label of the object itself stays', () => {
  const [rules] = objectsOf((chart) => {
    new BackupAlerts(chart, { labels: { tier: 'alerts' } });
    new VolsyncApp(chart, { app: 'romm' });
  }, cluster).filter(({ kind }) => kind === 'PrometheusRule');
  expect(rules?.metadata.labels).toEqual({ team: 'home', tier: 'alerts' });
});

test('where nothing is said, nothing is written', () => {
  const objects = objectsOf((chart) => new VolsyncApp(chart, { app: 'romm' }), everything);
  const [source] = objects.filter(({ kind }) => kind === 'ReplicationSource');
  expect(source?.metadata).toEqual({
    name: 'romm',
    namespace: 'games',
    labels: { 'app.kubernetes.io/name': 'romm' },
  });
});
