import { claimOfMover } from '../../../../src/engines/volsync/ledger/mover-volumes';
import { ledgerOf, maintenance, nasVolumes, source, vaultSecret } from '../../../ledger/support';

type Keys = Readonly<Record<string, string>>;

function placeOf(keys: Keys, kopia: object = { moverVolumes: [] }) {
  const [use] = ledgerOf(source({ ...kopia }), vaultSecret(keys)).repositories;
  return use && { key: use.key, known: use.known, kind: use.kind };
}

test.each<[what: string, keys: Keys, key: string, kind: string]>([
  ['a bucket', { KOPIA_REPOSITORY: 's3://b/a//c' }, '["s3.amazonaws.com","b","a/c/"]', 's3'],
  [
    'a bucket of its own key',
    { KOPIA_S3_BUCKET: 'own', KOPIA_REPOSITORY: 's3://other/p/' },
    '["s3.amazonaws.com","own","p/"]',
    's3',
  ],
  [
    'one of two endpoints',
    { KOPIA_REPOSITORY: 's3://b', KOPIA_S3_ENDPOINT: 'https://one:9000', AWS_S3_ENDPOINT: 'two' },
    '["one:9000","b",""]',
    's3',
  ],
  [
    'a port that goes without saying',
    { KOPIA_REPOSITORY: 's3://b', KOPIA_S3_ENDPOINT: 'S3.Example.com:443' },
    '["s3.example.com","b",""]',
    's3',
  ],
  [
    'the port of plain HTTP',
    { KOPIA_REPOSITORY: 's3://b', KOPIA_S3_ENDPOINT: 'minio:80', KOPIA_S3_DISABLE_TLS: 'true' },
    '["minio","b",""]',
    's3',
  ],
  ['a stray bucket wins over a folder', { KOPIA_S3_BUCKET: 'stray' }, '["s3.amazonaws.com","stray",""]', 's3'],
  [
    'fields of the vault',
    { KOPIA_REPOSITORY: 's3://{{ .BUCKET }}/{{ .PREFIX }}/romm', AWS_S3_ENDPOINT: '{{ .ENDPOINT }}' },
    JSON.stringify(['["kopia","ENDPOINT"]', '["kopia","BUCKET"]', '["kopia","PREFIX"]/romm/']),
    's3',
  ],
  [
    'Azure, before all but S3',
    { KOPIA_AZURE_CONTAINER: 'c', KOPIA_AZURE_STORAGE_ACCOUNT: 'a', KOPIA_GCS_BUCKET: 'g' },
    'azure:a/c',
    'azure',
  ],
  ['Google', { KOPIA_GCS_BUCKET: 'g', KOPIA_REPOSITORY: 'gcs://other' }, 'gcs:g', 'gcs'],
  ['B2', { KOPIA_REPOSITORY: 'b2://x', KOPIA_B2_BUCKET: 'b' }, 'b2:b', 'b2'],
  [
    'WebDAV, before SFTP',
    { KOPIA_REPOSITORY: 'x', WEBDAV_URL: 'https://dav', SFTP_HOST: 'h' },
    'webdav:https://dav',
    'webdav',
  ],
  [
    'SFTP',
    { KOPIA_REPOSITORY: 'sftp://', SFTP_HOST: 'Box.internal', SFTP_USERNAME: 'k', SFTP_PATH: '/b' },
    'sftp://k@box.internal:22/b/',
    'sftp',
  ],
])('a mover finds it by the keys of its Secret: %s', (_, keys, key, kind) => {
  expect(placeOf(keys)).toEqual({ key, known: true, kind });
});

test('a folder is of the volume that is mounted there', () => {
  expect(placeOf({ KOPIA_REPOSITORY: 'filesystem:///mnt/repository/sub' }, {})?.key).toBe(
    'nfs://nas.internal/mnt/backups/sub/',
  );
  expect(placeOf({ KOPIA_REPOSITORY: 'filesystem:///mnt/repository2' }, {})).toEqual({
    key: 'unknown:filesystem:///mnt/repository2',
    known: false,
    kind: 'unknown',
  });
});

test('a claim among the volumes is the repository of a mover, and not of maintenance', () => {
  const volumes = [
    ...nasVolumes,
    { mountPath: 'data', volumeSource: { persistentVolumeClaim: { claimName: 'backups' } } },
  ];
  expect(placeOf({}, { moverVolumes: volumes })?.key).toBe('claim://games/backups/');
  expect(ledgerOf(maintenance({ moverVolumes: volumes }), vaultSecret()).repositories[0]?.key).toBe(
    'nfs://nas.internal/mnt/backups/',
  );
  const object = { ref: { kind: 'KopiaMaintenance', name: 'x' }, group: '', body: {} };
  expect(claimOfMover({ object, volumes: ['spec'], job: 'mover', label: undefined })).toBeUndefined();
});

test('a folder that is nowhere but in an encrypted Secret is somewhere on the volume that is mounted', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'romm-secret', namespace: 'games' },
    stringData: { KOPIA_REPOSITORY: 'ENC[AES256_GCM,data:x]', KOPIA_PASSWORD: 'ENC[AES256_GCM,data:y]' },
  };
  expect(
    ledgerOf(source(), secret).repositories.map(({ location, known, kind, offSite }) => ({
      location,
      known,
      kind,
      offSite,
    })),
  ).toEqual([
    {
      location: 'somewhere below nfs://nas.internal/mnt/backups/; the folder is in <encrypted: KOPIA_REPOSITORY>',
      known: false,
      kind: 'nfs',
      offSite: 'no',
    },
  ]);
});

test('a Secret that is not here says nothing, and the annotation of the object does', () => {
  const bare = source();
  expect(ledgerOf(bare).repositories.map(({ location }) => location)).toEqual([
    'a place that only Secret games/romm-secret knows, which is not here',
  ]);
  const annotated = (location: string) => ({
    ...bare,
    metadata: { name: 'romm', namespace: 'games', annotations: { 'cdk8s-volsync-kopia/location': location } },
  });
  const read = (location: string) =>
    ledgerOf(annotated(location)).repositories.map(({ key, kind, known, offSite }) => ({
      key,
      kind,
      known,
      offSite,
    }))[0];
  expect(read('nfs://nas.internal/mnt/backups/')).toEqual({
    key: 'nfs://nas.internal/mnt/backups/',
    kind: 'nfs',
    known: true,
    offSite: 'no',
  });
  expect(read('s3://s3.amazonaws.com/b/p/')).toEqual({
    key: '["s3.amazonaws.com","b","p/"]',
    kind: 's3',
    known: true,
    offSite: 'yes',
  });
  expect(read('sftp://k@box.your-storagebox.de:23/b/')).toMatchObject({ kind: 'sftp', offSite: 'yes' });
  expect(read('somewhere')).toEqual({ key: 'unknown:somewhere', kind: 'unknown', known: false, offSite: 'unknown' });
  expect(ledgerOf(annotated('nfs://x/'), vaultSecret()).repositories[0]?.key).toBe('nfs://nas.internal/mnt/backups/');
});

test('a Secret that names no repository is said to name none', () => {
  const empty = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'romm-secret', namespace: 'games' }, data: {} };
  expect(ledgerOf(source(), empty).repositories.map(({ location, known }) => ({ location, known }))).toEqual([
    { location: 'none: Secret romm-secret names no repository that movers know', known: false },
  ]);
});
