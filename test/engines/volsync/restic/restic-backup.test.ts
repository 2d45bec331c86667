import {
  cloudflareR2,
  daily,
  existingSecret,
  field,
  nfsRepository,
  prefixPerApp,
  ResticBackup,
  type ResticBackupProps,
  resticDestination,
  resticRepository,
  s3Repository,
} from '../../../../src';
import { everything } from '../../../support/clusters';
import { backups, local, movingCluster } from '../../../support/restic';
import { errorsOf, find, objectsOf } from '../../../support/synth';
import { resticBackup } from '../../../support/whole-options';

const to = resticDestination(local, { schedule: '0 9 * * *', retention: { daily: 14 } });
const objects = (props: Omit<ResticBackupProps, 'app'>) =>
  objectsOf((chart) => new ResticBackup(chart, { app: 'sonarr', ...props }), everything);

test('an app with one destination is what the templates make of it, and nothing more', () => {
  const mover = {
    moverSecurityContext: {
      runAsUser: 568,
      runAsGroup: 568,
      runAsNonRoot: true,
      fsGroup: 568,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    moverVolumes: [
      { mountPath: 'repository', volumeSource: { nfs: { server: '192.0.2.2', path: '/mnt/tank/volsync' } } },
    ],
  };
  const labels = { 'app.kubernetes.io/name': 'sonarr' };
  const once = { ...labels, 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' };
  expect(objects({ destinations: [to] })).toEqual([
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'sonarr',
        namespace: 'games',
        labels: once,
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'block',
        resources: { requests: { storage: '5Gi' } },
        dataSourceRef: { apiGroup: 'volsync.backube', kind: 'ReplicationDestination', name: 'sonarr-dst' },
      },
    },
    {
      apiVersion: 'volsync.backube/v1alpha1',
      kind: 'ReplicationSource',
      metadata: { name: 'sonarr-local', namespace: 'games', labels },
      spec: {
        sourcePVC: 'sonarr',
        trigger: { schedule: '0 9 * * *' },
        restic: {
          repository: 'sonarr-volsync-local-secret',
          copyMethod: 'Snapshot',
          storageClassName: 'block',
          volumeSnapshotClassName: 'block-snapshots',
          accessModes: ['ReadWriteOnce'],
          retain: { daily: 14 },
          ...mover,
        },
      },
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'sonarr-volsync-local', namespace: 'games', labels },
      spec: {
        refreshInterval: '12h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: {
          name: 'sonarr-volsync-local-secret',
          template: {
            data: { RESTIC_PASSWORD: '{{ .RESTIC_PASSWORD }}', RESTIC_REPOSITORY: '/mnt/repository/sonarr' },
          },
        },
        dataFrom: [{ extract: { key: 'volsync' } }],
      },
    },
    {
      apiVersion: 'volsync.backube/v1alpha1',
      kind: 'ReplicationDestination',
      metadata: { name: 'sonarr-dst', namespace: 'games', labels: once },
      spec: {
        trigger: { manual: 'restore-once' },
        restic: {
          repository: 'sonarr-volsync-local-secret',
          copyMethod: 'Snapshot',
          capacity: '5Gi',
          storageClassName: 'block',
          volumeSnapshotClassName: 'block-snapshots',
          accessModes: ['ReadWriteOnce'],
          cleanupCachePVC: true,
          cleanupTempPVC: true,
          ...mover,
        },
      },
    },
  ]);
});

test('every prop reaches the output', () => {
  const made = objectsOf((chart) => new ResticBackup(chart, resticBackup[0] as ResticBackupProps), everything);
  const source = find(made, 'ReplicationSource', 'romm-old');
  const restore = find(made, 'ReplicationDestination', 'romm-bootstrap');
  const cache = { cacheCapacity: '500Mi', cacheStorageClassName: 'local', cacheAccessModes: ['ReadWriteOncePod'] };
  expect(source.spec).toMatchObject({
    sourcePVC: 'data',
    trigger: { schedule: '0 9 * * *' },
    restic: {
      repository: 'romm-restic-secret',
      copyMethod: 'Snapshot',
      storageClassName: 'one-replica',
      volumeSnapshotClassName: 'shared-snapshots',
      accessModes: ['ReadOnlyMany'],
      pruneIntervalDays: 14,
      unlock: 'once',
      retain: { hourly: 1, daily: 2, weekly: 3, monthly: 4, yearly: 5, last: '6', within: '1y6m' },
      ...cache,
      moverSecurityContext: { runAsUser: 568, runAsGroup: 100, fsGroup: 1000, supplementalGroups: [44, 105] },
      moverResources: { limits: { cpu: '2.5', memory: '4Gi' } },
      moverPodLabels: { 'example.org/net': 'storage' },
      customCA: { configMapName: 'ca', key: 'ca.crt' },
    },
  });
  expect(source.spec.restic.moverAffinity).toBeDefined();
  for (const { metadata } of made) {
    expect(metadata.labels?.team).toBe('home');
    expect(metadata.annotations?.['example.org/owner']).toBe('me');
  }
  expect(restore.spec.restic).toMatchObject({
    capacity: '15Gi',
    previous: 2,
    cacheCapacity: '12Gi',
    cleanupTempPVC: false,
    storageClassName: 'shared',
  });
  const { data } = find(made, 'ExternalSecret', 'romm-restic').spec.target.template;
  expect(data).toEqual({
    RESTIC_PASSWORD: '{{ .secret_PASS }}',
    RESTIC_REPOSITORY: '{{ .credentials_URL }}/media/roms',
    B2_ACCOUNT_ID: '{{ .credentials_ID }}',
    B2_ACCOUNT_KEY: '{{ .credentials_KEY }}',
  });
  const claim = find(made, 'PersistentVolumeClaim', 'data');
  expect([claim.spec.dataSourceRef.name, claim.metadata.annotations]).toEqual([
    'romm-bootstrap',
    { 'kustomize.toolkit.fluxcd.io/prune': 'enabled', 'example.org/owner': 'me' },
  ]);
});

test('it may be given an id', () => {
  const made = objectsOf((chart) => {
    expect(new ResticBackup(chart, 'mine', { app: 'sonarr', destinations: [to] }).node.id).toBe('mine');
    const derived = new ResticBackup(chart, { app: 'radarr', destinations: [to] });
    expect([derived.node.id, derived.claim?.name, derived.restore?.name]).toEqual([
      'restic-radarr',
      'radarr',
      'radarr-dst',
    ]);
    expect([Object.keys(derived.sources), Object.keys(derived.secrets)]).toEqual([['local'], ['local']]);
  }, everything);
  expect(made).toHaveLength(8);
});

test('a bucket is opened by its keys, and its region is told', () => {
  const at = cloudflareR2({ account: field('ACCOUNT'), bucket: 'restic', credentials: { item: 'r2' } });
  const repository = resticRepository({ name: 'r2', at, secret: { item: 'volsync' } });
  const made = objects({ destinations: [resticDestination(repository, { schedule: daily, retention: { last: 1 } })] });
  expect(find(made, 'ExternalSecret', 'sonarr-volsync-r2').spec.target.template.data).toEqual({
    RESTIC_PASSWORD: '{{ .secret_RESTIC_PASSWORD }}',
    RESTIC_REPOSITORY: 's3:https://{{ .credentials_ACCOUNT }}.r2.cloudflarestorage.com/restic/sonarr',
    AWS_ACCESS_KEY_ID: '{{ .credentials_AWS_ACCESS_KEY_ID }}',
    AWS_SECRET_ACCESS_KEY: '{{ .credentials_AWS_SECRET_ACCESS_KEY }}',
    AWS_DEFAULT_REGION: 'auto',
  });
});

test('of a Secret that exists nothing is made, and the objects say where the repository is', () => {
  const made = objects({
    destinations: [to],
    secrets: existingSecret(({ app, repository }) => `${app}-${repository}`),
  });
  expect(made.filter(({ kind }) => kind === 'ExternalSecret')).toEqual([]);
  const source = find(made, 'ReplicationSource', 'sonarr-local');
  expect([source.spec.restic.repository, source.metadata.annotations]).toEqual([
    'sonarr-local',
    { 'cdk8s-volsync-kopia/location': 'nfs://192.0.2.2/mnt/tank/volsync/sonarr/' },
  ]);
});

const nfs = { server: 'nas.internal', path: '/tank', access: 'mover-volumes' } as const;
const repositoryAt = (more: object) =>
  resticDestination(resticRepository({ name: 'old', at: 'b2:bucket', secret: { item: 'volsync' }, ...more }), {
    schedule: daily,
    retention: { daily: 7 },
  });
const AT = 'destinations.old.repository';
const PLACE =
  'write nfsRepository(…), s3Repository(…), backblazeB2(…) or cloudflareR2(…), or Restic\'s own address without a "/" at its end, such as "b2:bucket" or field(\'REPOSITORY_TEMPLATE\') (rule S1)';

/** Wrong props, what is said of each, and props that are repaired as it says. */
test.each<[string, Partial<ResticBackupProps>, string[], Partial<ResticBackupProps>]>([
  [
    'no destination',
    { destinations: [] },
    [
      'destinations: [] is not a list of what Restic backs up; write [resticDestination(repository, { schedule, retention })]',
    ],
    { destinations: [to] },
  ],
  [
    'a retention that is empty',
    { destinations: [{ ...to, retention: {} }] },
    [
      'destinations.local.retention: is empty, and then Restic forgets all snapshots but the newest; write what you have, such as { daily: 14 } (rule R1)',
    ],
    { destinations: [{ ...to, retention: { daily: 14 } }] },
  ],
  [
    'one repository twice',
    { destinations: [to, to] },
    ['destinations: "local" is named twice, and both would write one repository; name each once (rule M1)'],
    { destinations: [to] },
  ],
  [
    'a prune interval of no days',
    { destinations: [{ ...to, pruneIntervalDays: 0 }] },
    ['destinations.local.pruneIntervalDays: 0 is not a number of days; write 1 or more, or leave it out for 7'],
    { destinations: [{ ...to, pruneIntervalDays: 1 }] },
  ],
  [
    'an unlock of two lines',
    { destinations: [{ ...to, unlock: 'a\nb' }] },
    [
      'destinations.local.unlock: "a\\nb" is no word on one line; write one that was not there before, such as "2026-01-31", or leave it out',
    ],
    { destinations: [{ ...to, unlock: '2026-01-31' }] },
  ],
  [
    'a schedule that never runs',
    { destinations: [resticDestination(local, { schedule: '0 9 30 2 *', retention: { daily: 1 } })] },
    [
      'destinations.local.schedule: "0 9 30 2 *" never happens: no such month has that day; choose a day that exists (rule C1)',
    ],
    { destinations: [resticDestination(local, { schedule: '0 9 28 2 *', retention: { daily: 1 } })] },
  ],
  [
    'an address of a folder on the mover itself',
    { destinations: [repositoryAt({ at: '/mnt/repository' })] },
    [`${AT}.at: "/mnt/repository" is no place for Restic's repositories; ${PLACE}`],
    { destinations: [repositoryAt({ at: nfsRepository(nfs) })] },
  ],
  [
    'an address with a slash at its end',
    { destinations: [repositoryAt({ at: 'b2:bucket/' })] },
    [`${AT}.at: "b2:bucket/" is no place for Restic's repositories; ${PLACE}`],
    { destinations: [repositoryAt({ at: 'b2:bucket' })] },
  ],
  [
    'an address with a password in it',
    { destinations: [repositoryAt({ at: 'rest:https://me:secret@host/x' })] },
    [
      `${AT}.at: has a password in it, which everybody could read; write field(…) in its place, or the keys RESTIC_REST_USERNAME and RESTIC_REST_PASSWORD (rule S2)`,
    ],
    { destinations: [repositoryAt({ at: 'rest:https://host/x' })] },
  ],
  [
    'a key that no mover hands over',
    { destinations: [repositoryAt({ credentials: { keys: { B2_APPLICATION_KEY: 'KEY' } } })] },
    [
      `${AT}.credentials.keys.B2_APPLICATION_KEY: a mover hands no such key to Restic; write one of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_DEFAULT_REGION, B2_ACCOUNT_ID, B2_ACCOUNT_KEY, AZURE_ACCOUNT_NAME, AZURE_ACCOUNT_KEY, AZURE_ACCOUNT_SAS, AZURE_ENDPOINT_SUFFIX, GOOGLE_PROJECT_ID, GOOGLE_APPLICATION_CREDENTIALS, RESTIC_REST_USERNAME, RESTIC_REST_PASSWORD (rule S1)`,
    ],
    { destinations: [repositoryAt({ credentials: { keys: { B2_ACCOUNT_KEY: 'KEY' } } })] },
  ],
  [
    'keys beside a bucket that has its own',
    {
      destinations: [
        repositoryAt({
          at: s3Repository({ endpoint: 'minio', bucket: 'restic', credentials: { item: 'b' } }),
          credentials: {},
        }),
      ],
    },
    [
      `${AT}.credentials: is for a place that is given as an address, and this one says it in at; write it there (rule S1)`,
    ],
    {
      destinations: [
        repositoryAt({ at: s3Repository({ endpoint: 'minio', bucket: 'restic', credentials: { item: 'b' } }) }),
      ],
    },
  ],
  [
    'a bucket that is divided already',
    {
      destinations: [
        repositoryAt({
          at: s3Repository({ endpoint: 'minio', bucket: 'restic', credentials: { item: 'b' }, prefix: prefixPerApp }),
        }),
      ],
    },
    [
      `${AT}.at.prefix: every app has a folder of its own for Restic, which is what folder says; write sharedPrefix('…'), or leave it out (rule M1)`,
    ],
    {
      destinations: [
        repositoryAt({ at: s3Repository({ endpoint: 'minio', bucket: 'restic', credentials: { item: 'b' } }) }),
      ],
    },
  ],
  [
    'a bucket of which the vault item is missing',
    { destinations: [repositoryAt({ at: s3Repository({ endpoint: 'minio', bucket: 'restic' }) })] },
    [
      `${AT}.at.credentials.item: an ExternalSecret is made for it, and nothing says which item of the vault it is made of; write the name of one, or secrets: existingSecret(…) for a Secret that is there (rule S1)`,
    ],
    {
      destinations: [
        repositoryAt({ at: s3Repository({ endpoint: 'minio', bucket: 'restic', credentials: { item: 'b' } }) }),
      ],
    },
  ],
  [
    'an export that a policy of ours would have to mount',
    { destinations: [repositoryAt({ at: nfsRepository({ ...nfs, access: 'admission-policy' }) })] },
    [
      `${AT}.at.access: "admission-policy" is what NfsInjectionPolicy brings to movers of Kopia alone, so no mover of Restic would see it; declare injectedElsewhere: true and keep the policy that you have, or write "mover-volumes" (rule A2)`,
    ],
    {
      destinations: [
        repositoryAt({ at: nfsRepository({ ...nfs, access: 'admission-policy', injectedElsewhere: true }) }),
      ],
    },
  ],
  [
    'a folder that leads out',
    { destinations: [repositoryAt({ folder: ({ app }: { app: string }) => `../${app}` })] },
    [
      `${AT}.folder: "../sonarr" is not a folder for "sonarr"; give names of letters, digits, ".", "_" and "-" with "/" between them, such as ({ app }) => app (rule M1)`,
    ],
    { destinations: [repositoryAt({ folder: ({ app }: { app: string }) => app })] },
  ],
  [
    'a restore from elsewhere',
    { destinations: [to], restore: { from: resticRepository({ name: 'gone', at: 'b2:bucket' }) } },
    ['restore.from: "gone" holds no backup of this app, so the volume would stay empty; name one of local (rule I1)'],
    { destinations: [to], restore: { from: local } },
  ],
  [
    'a name that two sources would have',
    { ...backups, names: { source: ({ app }) => app } },
    [
      'names.source: "sonarr" is the source of "local" and of "remote", and one object has one name; make it of the repository as well, such as ({ app, repository }) => `${app}-${repository}` (rule F3)',
    ],
    { ...backups, names: { source: ({ app, repository }) => `${app}-${repository}` } },
  ],
])('%s is refused, and passes once it is repaired', (_, props, lines, repaired) => {
  const said = (each: Partial<ResticBackupProps>) =>
    errorsOf(
      (app) => new ResticBackup(app.chart('media', 'sonarr'), { app: 'sonarr', ...each } as ResticBackupProps),
      movingCluster(),
    ).map((line) => line.replace('[media/sonarr/restic-sonarr] ', ''));
  expect(said(props)).toEqual(lines);
  expect(said(repaired)).toEqual([]);
});

test('two apps are not in one folder of Restic, whatever they are called', () => {
  const both = (destination: typeof to) =>
    errorsOf((app) => {
      for (const namespace of ['media', 'test']) {
        new ResticBackup(app.chart(namespace, 'sonarr'), { app: 'sonarr', destinations: [destination] });
      }
    }, movingCluster());
  expect(both(to)).toEqual([
    '[test/sonarr/restic-sonarr] destinations.local.repository: "local" is at nfs://192.0.2.2/mnt/tank/volsync/sonarr/, where [media/sonarr/restic-sonarr] has "local": Restic files all apps alike, so each backup forgets snapshots of the other, and restores bring back either; give each app a folder of its own, such as folder: ({ app, namespace }) => `${namespace}/${app}`, or remove one of them (rule M1)',
  ]);
  const apart = { ...local, folder: ({ app, namespace }: { app: string; namespace: string }) => `${namespace}/${app}` };
  expect(both({ ...to, repository: apart })).toEqual([]);
});
