import type { Chart } from 'cdk8s';
import {
  destination,
  existingSecret,
  hourly,
  KopiaMaintenance,
  type Repository,
  VolsyncApp,
  type VolsyncAppProps,
} from '../../../../src';
import { everything } from '../../../support/clusters';
import { byField } from '../../../support/secret-sources';
import { sops, tended } from '../../../support/sops-cluster';
import { errorsOf, find, objectsOf } from '../../../support/synth';

const { nas, share, minio, b2, box, door, cloud } = tended.repositories;
const to = (...repositories: Repository[]) =>
  repositories.map((each) => destination(each, { schedule: hourly, retention: { daily: 7 } }));
const objects = (props: Omit<VolsyncAppProps, 'app'> = {}) =>
  objectsOf((chart) => new VolsyncApp(chart, { app: 'romm', ...props }), tended);
const kinds = (of: ReturnType<typeof objects>) => of.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

test('for Secrets that exist nothing is emitted', () => {
  expect(kinds(objects({ plan: tended.plans.both }))).toEqual([
    'PersistentVolumeClaim romm',
    'ReplicationDestination romm-dst',
    'ReplicationSource romm',
    'ReplicationSource romm-b2',
    'KopiaMaintenance romm-b2',
  ]);
});

test('sources, restore and maintainer name them, and say where the repository is, which no Secret says any more', () => {
  const made = objects({ plan: tended.plans.both, restore: { from: b2 } });
  const opened = made.flatMap(({ kind, metadata, spec }) =>
    kind === 'PersistentVolumeClaim'
      ? []
      : [[kind, metadata.name, spec.kopia?.repository ?? spec.repository.repository, metadata.annotations]],
  );
  const away = { 'cdk8s-volsync-kopia/location': 's3://s3.us-east-005.backblazeb2.com/backups/romm/' };
  expect(opened).toEqual([
    ['ReplicationDestination', 'romm-dst', 'romm-b2', away],
    ['ReplicationSource', 'romm', 'romm-nas', { 'cdk8s-volsync-kopia/location': 'nfs://nas.internal/backups/' }],
    ['ReplicationSource', 'romm-b2', 'romm-b2', away],
    ['KopiaMaintenance', 'romm-b2', 'romm-b2', away],
  ]);
});

test.each<[repository: Repository, address: string]>([
  [share, 'claim://backups/'],
  [minio, 's3://minio.storage.svc:9000/backups/kopia/'],
  [box, 'sftp://kopia@box.internal:22/kopia/'],
  [door, 'sftp://kopia@box.internal:22/door/'],
])('%j is at %s', (repository, address) => {
  const source = find(objects({ destinations: to(repository) }), 'ReplicationSource', `romm-${repository.name}`);
  expect(source.metadata.annotations).toEqual({ 'cdk8s-volsync-kopia/location': address });
});

test('an app that was renamed is found where it was', () => {
  const made = objects({ destinations: to(b2), formerly: { app: 'roms' } });
  expect(find(made, 'ReplicationSource', 'romm-b2').metadata.annotations).toEqual({
    'cdk8s-volsync-kopia/location': 's3://s3.us-east-005.backblazeb2.com/backups/roms/',
  });
});

test('where a Secret is made, the object that makes it says where the repository is', () => {
  const made = objects({ destinations: to(cloud) });
  expect(find(made, 'ReplicationSource', 'romm-cloud').metadata.annotations).toBeUndefined();
  expect(find(made, 'ExternalSecret', 'romm-volsync-cloud').spec.target.name).toBe('romm-volsync-cloud-secret');
});

test('what the app says goes before its repositories and the cluster', () => {
  const mine = existingSecret(({ app, namespace, repository }) => `${namespace}.${app}.${repository}`);
  const made = objects({ destinations: to(nas, cloud), secrets: mine });
  expect(kinds(made)).not.toContain('ExternalSecret romm-volsync-cloud');
  expect(find(made, 'ReplicationSource', 'romm').spec.kopia.repository).toBe('games.romm.nas');
  expect(find(made, 'ReplicationSource', 'romm-cloud').spec.kopia.repository).toBe('games.romm.cloud');

  const vault = objectsOf((chart) => new VolsyncApp(chart, { app: 'romm', secrets: mine }), everything);
  expect(vault.filter(({ kind }) => kind === 'ExternalSecret')).toEqual([]);
});

test('each field can be asked for by itself, under the name that it would have as one of a map', () => {
  const { repositories, plans } = everything;
  const vault = objectsOf(
    (chart) => new VolsyncApp(chart, { app: 'romm', plan: plans.cloud, secrets: byField }),
    everything,
  );
  expect(find(vault, 'ExternalSecret', 'romm-volsync').spec).toEqual({
    refreshInterval: '24h',
    secretStoreRef: { kind: 'SecretStore', name: 'bitwarden' },
    target: {
      name: 'romm-volsync-secret',
      template: { data: { KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}', KOPIA_REPOSITORY: 'filesystem:///repository' } },
    },
    data: [{ secretKey: 'KOPIA_PASSWORD', remoteRef: { key: 'kopia', property: 'KOPIA_PASSWORD' } }],
  });
  const { data, dataFrom, target } = find(vault, 'ExternalSecret', 'romm-volsync-b2').spec;
  expect(dataFrom).toBeUndefined();
  expect(data).toEqual([
    { secretKey: 'secret_KOPIA_PASSWORD', remoteRef: { key: 'kopia', property: 'KOPIA_PASSWORD' } },
    { secretKey: 'credentials_BUCKET', remoteRef: { key: 'bucket', property: 'BUCKET' } },
    { secretKey: 'credentials_AWS_ACCESS_KEY_ID', remoteRef: { key: 'bucket', property: 'AWS_ACCESS_KEY_ID' } },
    { secretKey: 'credentials_AWS_SECRET_ACCESS_KEY', remoteRef: { key: 'bucket', property: 'AWS_SECRET_ACCESS_KEY' } },
  ]);
  expect(target.template.data.KOPIA_REPOSITORY).toBe('s3://{{ .credentials_BUCKET }}/romm/');

  const odd = { ...repositories.nas, secret: { item: 'kopia', password: 'pass phrase' } };
  const cluster = { ...everything, repositories: { ...repositories, nas: odd } };
  const strange = objectsOf(
    (chart) => new VolsyncApp(chart, { app: 'romm', destinations: to(odd), secrets: byField }),
    cluster,
  );
  expect(find(strange, 'ExternalSecret', 'romm-volsync').spec.data).toEqual([
    { secretKey: 'secret_pass_U0020_phrase', remoteRef: { key: 'kopia', property: 'pass phrase' } },
  ]);
});

test('two fields of one name in two items stay two', () => {
  const repository = {
    ...everything.repositories.shared,
    secret: { item: 'kopia', password: 'SAME' },
    credentials: { item: 'bucket', accessKeyId: 'SAME', secretAccessKey: 'SAME' },
  } as Repository;
  const cluster = { ...everything, repositories: { ...everything.repositories, shared: repository } };
  const { spec } = find(
    objectsOf(
      (chart) => new VolsyncApp(chart, { app: 'romm', destinations: to(repository), secrets: byField }),
      cluster,
    ),
    'ExternalSecret',
    'romm-volsync-shared',
  );
  expect(spec.data).toEqual([
    { secretKey: 'secret_SAME', remoteRef: { key: 'kopia', property: 'SAME' } },
    { secretKey: 'credentials_SAME', remoteRef: { key: 'bucket', property: 'SAME' } },
  ]);
});

test('a maintainer names a Secret that exists, of no app, and the repository that it opens', () => {
  const made = objectsOf((chart) => new KopiaMaintenance(chart, { repository: sops.repositories.minio }), sops);
  expect(kinds(made)).toEqual(['KopiaMaintenance minio']);
  const { metadata, spec } = find(made, 'KopiaMaintenance', 'minio');
  expect(spec.repository).toEqual({ repository: 'kopia-minio' });
  expect(metadata.annotations).toEqual({
    'cdk8s-volsync-kopia/location': 's3://minio.storage.svc:9000/backups/kopia/',
  });
});

describe('what is wrong is said where it is', () => {
  const wrong = (build: (chart: Chart) => void) => errorsOf((app) => build(app.chart('games', 'romm')), sops);

  test('a name that is none, of an app and of a maintainer', () => {
    const secrets = existingSecret(() => 'Kopia!');
    const says = 'is not the name of a Secret; return one, such as';
    expect(
      wrong((chart) => {
        new KopiaMaintenance(chart, { repository: sops.repositories.nas, secrets });
        new VolsyncApp(chart, { app: 'romm', secrets });
      }),
    ).toEqual([
      `[games/romm/maintenance-nas] secrets: existingSecret gives "Kopia!" for { namespace: "games", repository: "nas" }, which ${says} "nas-maintenance-secret" (rule S3)`,
      `[games/romm/volsync-romm] secrets: existingSecret gives "Kopia!" for { app: "romm", namespace: "games", repository: "nas" }, which ${says} "romm-volsync-secret" (rule S3)`,
    ]);
    const mended = existingSecret(({ app }) => (app === undefined ? 'nas-maintenance-secret' : 'romm-volsync-secret'));
    expect(
      wrong((chart) => {
        new KopiaMaintenance(chart, { repository: sops.repositories.nas, secrets: mended });
        new VolsyncApp(chart, { app: 'romm', secrets: mended });
      }),
    ).toEqual([]);
  });

  test('a vault of which the repository names no item', () => {
    expect(
      wrong((chart) => {
        new KopiaMaintenance(chart, { repository: sops.repositories.nas });
        new VolsyncApp(chart, { app: 'romm', secrets: byField });
      }),
    ).toEqual([
      '[games/romm/volsync-romm] secrets: "nas" says of no item of a vault that an ExternalSecret could be made of it; add secret.item to its declaration, or remove secrets (rule S1)',
    ]);
  });

  test('one Secret for two places, and one for all who go to the same', () => {
    const one = existingSecret(({ app = 'kopia' }) => (app === 'plex' ? 'plex' : 'kopia'));
    const each = existingSecret(({ app = 'kopia', repository }) => `${app}-${repository}`);
    const both = (secrets: typeof one) =>
      errorsOf((app) => {
        new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', plan: tended.plans.both, secrets });
        new VolsyncApp(app.chart('games', 'doom'), { app: 'doom', destinations: to(b2), secrets });
        new VolsyncApp(app.chart('media', 'kodi'), { app: 'kodi', secrets });
        new VolsyncApp(app.chart('media', 'emby'), { app: 'emby', secrets });
        new VolsyncApp(app.chart('media', 'plex'), { app: 'plex', destinations: to(share), secrets });
      }, tended);
    const repair =
      'and a Secret says one place; have existingSecret(({ app, repository }) => …) name one for each (rule S1)';
    expect(both(one)).toEqual(
      ['romm', 'doom'].map(
        (app) =>
          `[games/${app}/volsync-${app}] secrets: the Secret "kopia" would open "b2" here and "nas" for [games/romm/volsync-romm], ${repair}`,
      ),
    );
    expect(both(each)).toEqual([]);
  });
});
