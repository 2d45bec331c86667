import type { Chart } from 'cdk8s';
import {
  CloudSyncCronJob,
  InitializeRepository,
  KopiaMaintenanceCronJob,
  KopiaServer,
  KopiaVerify,
} from '../../../src';
import { keysOf, podOf } from '../../support/copies';
import { platform } from '../../support/platform-cluster';
import { keyscan } from '../../support/ssh-keys';
import { errorsOf, find, objectsOf } from '../../support/synth';

const { share, box, door, far, nas, copy } = platform.repositories;
const gateway = { name: 'internal', namespace: 'network' };

const made = (build: (chart: Chart) => void) => objectsOf(build, platform);

/** The Kopia storage in a file of a Secret, with its fields as they stand in the template. */
function storageIn(file: string): unknown {
  return JSON.parse(file.replace(/\{\{ (\.\S+) \| toJson \}\}/g, '"<$1>"')).storage;
}

const onDisk = { type: 'filesystem', config: { path: '/repository' } };
const onBox = {
  type: 'sftp',
  config: {
    host: 'box.internal',
    port: 22,
    username: 'kopia',
    path: '/kopia',
    keyData: '<.credentials_private_U0020_key>',
    knownHostsData: keyscan('box.internal'),
  },
};
const onFar = {
  type: 'sftp',
  config: {
    host: '[fd00::6]',
    port: 22,
    username: 'kopia',
    path: '/copies/nas',
    keyData: '<.credentials_private_U0020_key>',
    knownHostsData: '<.credentials_KNOWN_HOSTS>',
  },
};

describe('a pod for a repository on a claim', () => {
  const volumeOf = (build: (chart: Chart) => void) => {
    const job = made(build).find(({ kind }) => kind.endsWith('Job'));
    if (!job) throw new Error('there is no Job');
    const { volumes, containers } = podOf(job);
    return [volumes[0], containers[0].volumeMounts[0]];
  };
  const mounted = (readOnly: boolean) => [
    { name: 'repository', persistentVolumeClaim: { claimName: 'backups', readOnly } },
    { name: 'repository', mountPath: '/repository', readOnly },
  ];

  test('mounts it, and cannot write where it need not', () => {
    expect(volumeOf((chart) => new KopiaVerify(chart, { repository: share }))).toEqual(mounted(true));
    expect(volumeOf((chart) => new CloudSyncCronJob(chart, { from: share, to: copy }))).toEqual(mounted(true));
    expect(volumeOf((chart) => new KopiaMaintenanceCronJob(chart, { repository: share }))).toEqual(mounted(false));
    expect(volumeOf((chart) => new InitializeRepository(chart, { repository: share }))).toEqual(mounted(false));
  });

  test('reads the password alone from the vault', () => {
    const [secret] = made((chart) => new KopiaVerify(chart, { repository: share }));
    const { KOPIA_PASSWORD, ...files } = keysOf(secret as never);
    expect(KOPIA_PASSWORD).toBe('{{ .KOPIA_PASSWORD }}');
    expect(Object.keys(files)).toEqual(['repository.config']);
    expect(storageIn(files['repository.config'] ?? '')).toEqual(onDisk);
  });

  test('that is a server mounts it read-only, and reaches nothing itself', () => {
    const objects = made(
      (chart) => new KopiaServer(chart, { repository: share, gateway, hostname: 'kopia.example.org' }),
    );
    const { persistence, configMaps } = find(objects, 'HelmRelease', 'kopia').spec.values;
    expect(persistence.repository).toEqual({
      type: 'persistentVolumeClaim',
      existingClaim: 'backups',
      globalMounts: [{ path: '/repository', readOnly: true }],
    });
    expect(storageIn(configMaps.kopia.data['repository.config'])).toEqual(onDisk);
    const { policyTypes, egress } = find(objects, 'NetworkPolicy', 'kopia').spec;
    expect([policyTypes, egress]).toEqual([['Ingress', 'Egress'], undefined]);
  });
});

describe('a pod for a repository on an SFTP server', () => {
  test('mounts no volume, and finds how to get there in a file of the Secret', () => {
    const objects = made((chart) => new KopiaMaintenanceCronJob(chart, { repository: box }));
    const { volumes, containers } = podOf(find(objects, 'CronJob', 'kopia-maintenance-box'));
    expect(volumes.map(({ name }: { name: string }) => name)).toEqual(['files', 'kopia', 'home']);
    expect(
      containers[0].env.filter(({ valueFrom }: { valueFrom?: object }) => valueFrom).map((each: object) => each),
    ).toEqual([
      {
        name: 'KOPIA_PASSWORD',
        valueFrom: { secretKeyRef: { name: 'kopia-maintenance-box-secret', key: 'KOPIA_PASSWORD' } },
      },
    ]);
    const keys = keysOf(find(objects, 'ExternalSecret', 'kopia-maintenance-box'));
    expect(Object.keys(keys)).toEqual(['KOPIA_PASSWORD', 'repository.config']);
    expect(storageIn(keys['repository.config'] ?? '')).toEqual(onBox);
  });

  test('opens it by password where that is what the vault has', () => {
    const [secret] = made((chart) => new KopiaVerify(chart, { repository: door }));
    const { password, keyData } = (storageIn(keysOf(secret as never)['repository.config'] ?? '') as typeof onBox)
      .config as Record<string, unknown>;
    expect([password, keyData]).toEqual(['<.credentials_PASSWORD>', undefined]);
  });

  test('creates it by a token, which is made of the same', () => {
    const objects = made((chart) => new InitializeRepository(chart, { repository: box }));
    const [secret, job] = objects as [never, never];
    expect(podOf(job).containers[0].args).toEqual([
      'repository',
      'create',
      'from-config',
      '--token-file=/kopia/storage.token',
      '--override-username=maintenance',
      '--override-hostname=volsync',
    ]);
    const token = keysOf(secret)['storage.token'] ?? '';
    expect(token).toContain('(.credentials_private_U0020_key | toJson)');
    expect(token).toMatch(/ \| b64enc \| replace "\+" "-" \| replace "\/" "_" \| trimAll "=" \}\}$/);
  });

  test('that is a server has its connection in the Secret, and a way out', () => {
    const objects = made(
      (chart) => new KopiaServer(chart, { repository: box, gateway, hostname: 'kopia.example.org' }),
    );
    const { persistence, configMaps } = find(objects, 'HelmRelease', 'kopia').spec.values;
    expect(persistence.repository).toBeUndefined();
    expect(Object.keys(configMaps.kopia.data)).toEqual(['ui-preferences.json']);
    expect(persistence.config).toMatchObject({ type: 'secret', name: 'kopia-secret' });
    expect(storageIn(keysOf(find(objects, 'ExternalSecret', 'kopia'))['repository.config'] ?? '')).toEqual(onBox);
    expect(find(objects, 'NetworkPolicy', 'kopia').spec.egress).toEqual([
      {
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
      { ports: [{ protocol: 'TCP', port: 22 }] },
    ]);
  });

  test('copies to it from a volume', () => {
    const objects = made((chart) => new CloudSyncCronJob(chart, { from: share, to: far }));
    const keys = keysOf(find(objects, 'ExternalSecret', 'cloud-sync-far'));
    expect(Object.keys(keys).sort()).toEqual(['KOPIA_PASSWORD', 'destination.config', 'repository.config']);
    expect(storageIn(keys['repository.config'] ?? '')).toEqual(onDisk);
    expect(storageIn(keys['destination.config'] ?? '')).toEqual(onFar);
  });
});

test.each<[title: string, props: object, ...lines: string[]]>([
  [
    'a copy on a claim',
    { from: nas, to: share },
    'to: "share" is on a volume, and two volumes of one house are one place; name a repository that is reached by network (rule S1)',
  ],
])('%s is refused', (_, props, ...lines) => {
  const found = errorsOf((app) => new CloudSyncCronJob(app.chart('storage', 'x'), 'sync', props as never), platform);
  expect(found).toEqual(lines.map((line) => `[storage/x/sync] ${line}`));
});
