import type { Chart } from 'cdk8s';
import { InitializeRepository, KopiaMaintenanceCronJob, KopiaServer, KopiaVerify } from '../../../src';
import { authoritiesOf, trustMounts, trustVariables, trustVolumes } from '../../../src/constructs/kopia/trust';
import { everything } from '../../support/clusters';
import { podOf } from '../../support/copies';
import { platform } from '../../support/platform-cluster';
import { find, objectsOf } from '../../support/synth';

const { depot, shared } = platform.repositories;
const { garage } = everything.repositories;

const volume = {
  name: 'authority-0',
  secret: { secretName: 'depot-ca', items: [{ key: 'tls.crt', path: 'tls.crt' }] },
};
const mount = { name: 'authority-0', mountPath: '/authorities/0', readOnly: true };
const variable = { name: 'SSL_CERT_DIR', value: '/authorities/0:/etc/ssl/certs' };

test.each<[title: string, build: (chart: Chart) => void]>([
  ['maintains', (chart) => new KopiaMaintenanceCronJob(chart, { repository: depot })],
  ['verifies', (chart) => new KopiaVerify(chart, { repository: depot })],
  ['creates', (chart) => new InitializeRepository(chart, { repository: depot })],
])('a pod that %s sees the one key with the authority, and Kopia reads it in every container', (_, build) => {
  const job = objectsOf(build, platform).find(({ kind }) => kind.endsWith('Job'));
  const { volumes, containers, initContainers = [] } = podOf(job as never);
  expect(volumes).toContainEqual(volume);
  for (const container of [...initContainers, ...containers]) {
    expect(container.volumeMounts).toContainEqual(mount);
    expect(container.env).toContainEqual(variable);
  }
});

test('a server sees it as well', () => {
  const server = (repository: typeof depot | typeof garage, cluster: typeof platform | typeof everything) =>
    find(
      objectsOf((chart) => new KopiaServer(chart, { repository }), cluster),
      'HelmRelease',
      'kopia',
    ).spec.values;
  const ofSecret = server(depot, platform);
  expect(ofSecret.controllers.kopia.containers.app.env.SSL_CERT_DIR).toBe('/authorities/0:/etc/ssl/certs');
  const globalMounts = (key: string) => [{ path: `/authorities/0/${key}`, subPath: key, readOnly: true }];
  expect(ofSecret.persistence['authority-0']).toEqual({
    type: 'secret',
    name: 'depot-ca',
    globalMounts: globalMounts('tls.crt'),
  });
  expect(server(garage, everything).persistence['authority-0']).toEqual({
    type: 'configMap',
    name: 'garage-ca',
    globalMounts: globalMounts('ca.crt'),
  });
});

test('where the public authorities do, nothing is mounted and nothing is said', () => {
  const [, job] = objectsOf((chart) => new KopiaVerify(chart, { repository: shared }), platform);
  const { volumes, containers } = podOf(job as never);
  expect(volumes.map(({ name }: { name: string }) => name)).toEqual(['files', 'script', 'kopia', 'home']);
  expect(JSON.stringify(containers)).not.toMatch(/SSL_CERT|authorit/);
});

test('two authorities are two folders, and one that two repositories share is one', () => {
  const authorities = authoritiesOf([garage, depot, shared, depot]);
  expect(trustVariables(authorities)).toEqual({ SSL_CERT_DIR: '/authorities/0:/authorities/1:/etc/ssl/certs' });
  expect(trustVolumes(authorities)).toEqual([
    { name: 'authority-0', configMap: { name: 'garage-ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { ...volume, name: 'authority-1' },
  ]);
  expect(trustMounts(authorities)).toEqual([
    mount,
    { name: 'authority-1', mountPath: '/authorities/1', readOnly: true },
  ]);
});
