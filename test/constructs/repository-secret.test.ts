import { destination, hourly, VolsyncApp } from '../../src';
import { everything } from '../support/clusters';
import { find, objectsOf } from '../support/synth';

const { repositories } = everything;
const retention = { daily: 1 };

const both = { secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' } };
const rewrite = (prefix: string) => [
  { regexp: { source: '[^a-zA-Z0-9_]', target: '_' } },
  { regexp: { source: '^(.*)$', target: `${prefix}$1` } },
];
const twoItems = [
  { extract: { key: 'kopia' }, rewrite: rewrite('secret_') },
  { extract: { key: 'bucket' }, rewrite: rewrite('credentials_') },
];

describe('the Secret holds exactly the keys that a mover reads for its repository (S1)', () => {
  test.each([
    ['nas', '', 'filesystem:///repository'],
    ['attic', '-attic', 'filesystem:///mnt/repository'],
  ] as const)('NFS: %s', (name, suffix, url) => {
    expect(secretOf(name, suffix)).toEqual({
      ...both,
      target: {
        name: `romm-volsync${suffix}-secret`,
        template: { data: { KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}', KOPIA_REPOSITORY: url } },
      },
      dataFrom: [{ extract: { key: 'kopia' } }],
    });
  });

  test.each([
    [
      'shared',
      {
        KOPIA_REPOSITORY: 's3://backups/kopia/',
        KOPIA_S3_ENDPOINT: 'minio.storage.svc:9000',
        KOPIA_S3_DISABLE_TLS: 'true',
      },
    ],
    [
      'b2',
      {
        KOPIA_REPOSITORY: 's3://{{ .credentials_BUCKET }}/romm/',
        KOPIA_S3_ENDPOINT: 's3.us-east-005.backblazeb2.com',
        AWS_REGION: 'us-east-005',
      },
    ],
    [
      'r2',
      {
        KOPIA_REPOSITORY: 's3://backups/games/romm/',
        KOPIA_S3_ENDPOINT: '{{ .credentials_ACCOUNT }}.r2.cloudflarestorage.com',
        AWS_REGION: 'auto',
      },
    ],
  ] as const)('S3: %s', (name, keys) => {
    expect(secretOf(name, `-${name}`)).toEqual({
      ...both,
      target: {
        name: `romm-volsync-${name}-secret`,
        template: {
          data: {
            KOPIA_PASSWORD: '{{ .secret_KOPIA_PASSWORD }}',
            AWS_ACCESS_KEY_ID: '{{ .credentials_AWS_ACCESS_KEY_ID }}',
            AWS_SECRET_ACCESS_KEY: '{{ .credentials_AWS_SECRET_ACCESS_KEY }}',
            ...keys,
          },
        },
      },
      dataFrom: twoItems,
    });
  });
});

function secretOf(name: keyof typeof repositories, suffix: string) {
  const objects = objectsOf(
    (chart) =>
      new VolsyncApp(chart, {
        app: 'romm',
        destinations: [destination(repositories[name], { schedule: hourly, retention })],
      }),
    everything,
  );
  return find(objects, 'ExternalSecret', `romm-volsync${suffix}`).spec;
}

describe('a repository on NFS', () => {
  const volumes = (name: 'nas' | 'attic', suffix: string) => {
    const destinations = [destination(repositories[name], { schedule: hourly, retention })];
    const objects = objectsOf((chart) => new VolsyncApp(chart, { app: 'romm', destinations }), everything);
    return [
      find(objects, 'ReplicationSource', `romm${suffix}`).spec.kopia.moverVolumes,
      find(objects, 'ReplicationDestination', 'romm-dst').spec.kopia.moverVolumes,
    ];
  };

  test('is mounted by source and restore at the path that the Secret names (A2)', () => {
    const mount = [{ mountPath: 'repository', volumeSource: { nfs: { server: 'attic.internal', path: '/backups' } } }];
    expect(volumes('attic', '-attic')).toEqual([mount, mount]);
  });

  test('is mounted by neither where an admission policy does it', () => {
    expect(volumes('nas', '')).toEqual([undefined, undefined]);
  });
});

test('fields of any name are made plain names, so that a missing one is an error and not empty text', () => {
  const repository = { ...repositories.r2, secret: { item: 'bucket', password: 'kopia-password' } };
  const cluster = { ...everything, repositories: { ...repositories, r2: repository } };
  const destinations = [destination(repository, { schedule: hourly, retention })];
  const objects = objectsOf((chart) => new VolsyncApp(chart, { app: 'romm', destinations }), cluster);
  const { dataFrom, target } = find(objects, 'ExternalSecret', 'romm-volsync-r2').spec;
  expect(dataFrom).toEqual([{ extract: { key: 'bucket' }, rewrite: rewrite('secret_') }]);
  expect(target.template.data.KOPIA_PASSWORD).toBe('{{ .secret_kopia_password }}');
  expect(target.template.data.AWS_ACCESS_KEY_ID).toBe('{{ .secret_AWS_ACCESS_KEY_ID }}');
});
