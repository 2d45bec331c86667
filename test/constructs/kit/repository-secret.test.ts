import { destination, field, hourly, KopiaServer, VolsyncApp } from '../../../src';
import { everything } from '../../support/clusters';
import { keyscan } from '../../support/ssh-keys';
import { find, objectsOf } from '../../support/synth';

const { repositories } = everything;
const retention = { daily: 1 };

const both = { refreshInterval: '12h', secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' } };
const rewrite = (prefix: string) => [
  { regexp: { source: '[^a-zA-Z0-9_]', target: '-' } },
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
    ['share', '-share', 'filesystem:///mnt/repository'],
  ] as const)('on a volume: %s', (name, suffix, url) => {
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

test('the Secret of a mover has a private key and all that says where the server is, and no password beside it', () => {
  expect(secretOf('box', '-box')).toEqual({
    ...both,
    target: {
      name: 'romm-volsync-box-secret',
      template: {
        data: {
          KOPIA_PASSWORD: '{{ .secret_KOPIA_PASSWORD }}',
          KOPIA_REPOSITORY: 'sftp://kopia@box.internal:2222/backups',
          SFTP_HOST: 'box.internal',
          SFTP_PORT: '2222',
          SFTP_USERNAME: 'kopia',
          SFTP_PATH: '/backups',
          SFTP_KEY_FILE: '{{ .credentials_PRIVATE_KEY }}',
          SFTP_KNOWN_HOSTS_DATA: keyscan('[box.internal]:2222'),
        },
      },
    },
    dataFrom: [
      { extract: { key: 'kopia' }, rewrite: rewrite('secret_') },
      { extract: { key: 'box' }, rewrite: rewrite('credentials_') },
    ],
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

describe('a repository on a volume', () => {
  const volumes = (name: 'nas' | 'attic' | 'share' | 'box', suffix: string) => {
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

  test('is mounted alike where it is on a claim', () => {
    const mount = [{ mountPath: 'repository', volumeSource: { persistentVolumeClaim: { claimName: 'backups' } } }];
    expect(volumes('share', '-share')).toEqual([mount, mount]);
  });

  test('is none where it is reached by network', () => {
    expect(volumes('box', '-box')).toEqual([undefined, undefined]);
  });

  test('is mounted by neither where an admission policy does it', () => {
    expect(volumes('nas', '')).toEqual([undefined, undefined]);
  });
});

test('fields of any name are made plain names, so that a missing one is an error and no other is taken for it', () => {
  const repository = { ...repositories.r2, secret: { item: 'bucket', password: 'kopia-password' } };
  const cluster = { ...everything, repositories: { ...repositories, r2: repository } };
  const destinations = [destination(repository, { schedule: hourly, retention })];
  const objects = objectsOf((chart) => new VolsyncApp(chart, { app: 'romm', destinations }), cluster);
  const { dataFrom, target } = find(objects, 'ExternalSecret', 'romm-volsync-r2').spec;
  const password = { regexp: { source: '^kopia-password$', target: 'kopia_U002d_password' } };
  expect(dataFrom).toEqual([{ extract: { key: 'bucket' }, rewrite: [password, ...rewrite('secret_')] }]);
  expect(target.template.data.KOPIA_PASSWORD).toBe('{{ .secret_kopia_U002d_password }}');
  expect(target.template.data.AWS_ACCESS_KEY_ID).toBe('{{ .secret_AWS_ACCESS_KEY_ID }}');
});

test.each([
  ['a blank', 'pass word', '^pass word$', 'pass_U0020_word'],
  ['what means something in a pattern', 'a.b (c)', '^a\\.b \\(c\\)$', 'a_U002e_b_U0020__U0028_c_U0029_'],
  ['a character that JavaScript counts as two', 'key 🔑', '^key 🔑$', 'key_U0020__U1f511_'],
])('%s in the name of a field', (_, name, source, target) => {
  const repository = { ...repositories.nas, secret: { item: 'kopia', password: name } };
  const cluster = { ...everything, repositories: { ...repositories, nas: repository } };
  const destinations = [destination(repository, { schedule: hourly, retention })];
  const objects = objectsOf((chart) => new VolsyncApp(chart, { app: 'romm', destinations }), cluster);
  const spec = find(objects, 'ExternalSecret', 'romm-volsync').spec;
  expect(spec.dataFrom[0].rewrite).toEqual([{ regexp: { source, target } }, ...rewrite('secret_')]);
  expect(spec.target.template.data.KOPIA_PASSWORD).toBe(`{{ .secret_${target} }}`);
});

test('an item of which any field that is read has such a name is rewritten, not only where it is the password', () => {
  const login = { item: 'web', username: field('user-name'), cookieKey: 'COOKIE' };
  const server = { repository: repositories.attic, login };
  const objects = objectsOf((chart) => new KopiaServer(chart, server), everything);
  const { dataFrom, target } = find(objects, 'ExternalSecret', 'kopia-login').spec;
  const user = { regexp: { source: '^user-name$', target: 'user_U002d_name' } };
  expect(dataFrom).toEqual([{ extract: { key: 'web' }, rewrite: [user, ...rewrite('secret_')] }]);
  expect(target.template.data).toEqual({
    KOPIA_SERVER_USERNAME: '{{ .secret_user_U002d_name }}',
    KOPIA_SERVER_PASSWORD: '{{ .secret_KOPIA_SERVER_PASSWORD }}',
    KOPIA_AUTH_COOKIE_SIGNING_KEY: '{{ .secret_COOKIE }}',
  });
});
