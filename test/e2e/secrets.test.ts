import { join } from 'node:path';
import { isKustomizeConfig, type Manifest, type ManifestFile, manifestsIn, readTree } from '../support/manifest-tree';
import { platformZooFiles } from '../support/platform-zoo';
import { projectRoot } from '../support/project';
import { keyscan } from '../support/ssh-keys';
import { zoo, zooFiles } from '../support/zoo';
import { counted } from './support/counts';
import { fullVault, heldBy, type Items, missingParts, plainName, secretsWith } from './support/full-vault';
import { describeWith } from './support/needs';
import { keysOf, keysRead, type Opening, openings, type SecretKeys } from './support/secret-readers';
import { type Synced, syncSecrets } from './support/secrets';

const SUITE = 'secrets';

const bucket = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'BUCKET', 'ACCOUNT'];

/** Trees of objects, and which fields of the vault they are made with. */
const trees: Readonly<Record<string, readonly [files: () => readonly ManifestFile[], items: Items]>> = {
  'dist/': [
    () => readTree(join(projectRoot, 'dist')),
    {
      kopia: ['KOPIA_PASSWORD', 'KOPIA_SERVER_PASSWORD'],
      backblaze: ['VOLSYNC_KOPIA_B2_BUCKET', 'VOLSYNC_KOPIA_B2_ACCESS_KEY', 'VOLSYNC_KOPIA_B2_SECRET_ACCESS_KEY'],
      cloudflare: [
        'CLOUDFLARE_ACCOUNT_ID',
        'VOLSYNC_KOPIA_R2_BUCKET',
        'VOLSYNC_KOPIA_R2_ACCESS_KEY',
        'VOLSYNC_KOPIA_R2_SECRET_ACCESS_KEY',
      ],
    },
  ],
  'the zoo of option combinations': [
    () => written(zooFiles()),
    { kopia: ['KOPIA_PASSWORD'], bucket, box: ['PRIVATE_KEY'] },
  ],
  'the zoo of platforms': [
    () => platformZooFiles().flatMap(written),
    {
      kopia: ['KOPIA_PASSWORD', 'KOPIA_SERVER_PASSWORD'],
      cellar: ['pass-phrase'],
      bucket,
      depot: ['HOST', 'BUCKET', 'access-key', 'secret-key'],
      box: ['private key', 'PASSWORD', 'KNOWN_HOSTS'],
      web: ['USER', 'PASS', 'COOKIE'],
      reader: ['read id', 'read-key'],
    },
  ],
};

/** What is read of the Secrets that are made: of those that exist nothing is known here. */
function ofThese(secrets: Synced['secrets'], read: SecretKeys): SecretKeys {
  return Object.fromEntries(Object.entries(read).filter(([secret]) => secrets.has(secret)));
}

function written(files: ReadonlyMap<string, string>): ManifestFile[] {
  return [...files].map(([path, text]) => ({ path, text }));
}

describeWith(['external-secrets'], 'the Secrets that External Secrets makes', () => {
  const made = new Map<string, { readonly objects: readonly Manifest[]; readonly synced: Synced }>();
  const of = (tree: string) => {
    const found = made.get(tree);
    if (!found) throw new Error(`${tree} has not been synced`);
    return { objects: found.objects, ...found.synced };
  };

  beforeAll(() => {
    for (const [tree, [files, items]] of Object.entries(trees)) {
      const objects = files()
        .filter((file) => !isKustomizeConfig(file))
        .flatMap(manifestsIn);
      const synced = syncSecrets(objects, fullVault(items));
      made.set(tree, { objects, synced });
      counted(SUITE, `Secrets of ${tree}`, synced.secrets.size);
    }
  }, 300_000);

  describe.each(Object.keys(trees))('of %s', (tree) => {
    test('are all made, and hold exactly the keys that somebody reads', () => {
      const { objects, secrets, errors } = of(tree);
      expect(Object.fromEntries(errors)).toEqual({});
      expect(secrets.size).toBe(objects.filter(({ kind }) => kind === 'ExternalSecret').length);
      expect(keysOf(secrets)).toEqual(ofThese(secrets, keysRead(objects, secrets)));
    });

    test('hold nothing that is empty, and nothing of the vault that nobody asked for', () => {
      const values = [...of(tree).secrets].flatMap(([secret, data]) =>
        Object.entries(data).map(([key, value]) => ({ secret, key, value })),
      );
      expect(values.filter(({ value }) => value.trim() === '' || value.includes('LEAK'))).toEqual([]);
    });
  });

  let unmade = 0;
  afterAll(() => counted(SUITE, 'Secrets not made, because the vault lacks a part of them', unmade));

  // In the zoo of options are a thousand Secrets of the sorts that dist/ has one of.
  describe.each(['dist/', 'the zoo of platforms'])('of %s', (tree) => {
    test.each(missingParts(trees[tree]?.[1] ?? {}))('are not made without %j, and the error says so', (part, vault) => {
      const { objects, secrets } = of(tree);
      const lost = secretsWith(part, secrets);
      expect(lost).not.toEqual([]);
      const synced = syncSecrets(objects, vault);
      unmade += lost.length;
      expect([...synced.errors.keys()].map((name) => `${name}-secret`).sort()).toEqual([...lost].sort());
      const named =
        part.field === undefined
          ? new RegExp(`key not found in 1Password Vaults: ${part.item} in`)
          : new RegExp(
              `map has no entry for key "(secret_|credentials_)?${plainName(part.field)}"|ItemField matching: '${part.field}' in`,
            );
      expect([...synced.errors.values()].filter((error) => !named.test(error))).toEqual([]);
      const left = [...secrets].filter(([secret]) => !lost.includes(secret));
      expect(Object.fromEntries(synced.secrets)).toEqual(Object.fromEntries(left));
    });
  });

  const password = heldBy('kopia', 'KOPIA_PASSWORD');

  test('open for every mover of dist/ the repository that it is meant for', () => {
    const { objects, secrets } = of('dist/');
    expectOpened(secrets, openings(objects), ({ repository, app }) =>
      repository === 'nas'
        ? { KOPIA_PASSWORD: password, KOPIA_REPOSITORY: 'filesystem:///repository' }
        : {
            KOPIA_PASSWORD: password,
            KOPIA_REPOSITORY: `s3://${heldBy('backblaze', 'VOLSYNC_KOPIA_B2_BUCKET')}/${app}/`,
            KOPIA_S3_ENDPOINT: 's3.us-east-005.backblazeb2.com',
            AWS_REGION: 'us-east-005',
            AWS_ACCESS_KEY_ID: heldBy('backblaze', 'VOLSYNC_KOPIA_B2_ACCESS_KEY'),
            AWS_SECRET_ACCESS_KEY: heldBy('backblaze', 'VOLSYNC_KOPIA_B2_SECRET_ACCESS_KEY'),
          },
    );
  });

  test('open for every mover of the zoo the repository that it is meant for', () => {
    const { objects, secrets } = of('the zoo of option combinations');
    const inBucket = (url: string, rest: object) => ({
      KOPIA_REPOSITORY: `s3://${url}`,
      AWS_ACCESS_KEY_ID: heldBy('bucket', 'AWS_ACCESS_KEY_ID'),
      AWS_SECRET_ACCESS_KEY: heldBy('bucket', 'AWS_SECRET_ACCESS_KEY'),
      ...rest,
    });
    const shared = inBucket('backups/kopia/', {
      KOPIA_S3_ENDPOINT: 'minio.storage.svc:9000',
      KOPIA_S3_DISABLE_TLS: 'true',
    });
    const onServer = {
      KOPIA_REPOSITORY: 'sftp://kopia@box.internal:2222/backups',
      SFTP_HOST: 'box.internal',
      SFTP_PORT: '2222',
      SFTP_USERNAME: 'kopia',
      SFTP_PATH: '/backups',
      SFTP_KEY_FILE: heldBy('box', 'PRIVATE_KEY'),
      SFTP_KNOWN_HOSTS_DATA: keyscan('[box.internal]:2222'),
    };
    const b2 = { KOPIA_S3_ENDPOINT: 's3.us-east-005.backblazeb2.com', AWS_REGION: 'us-east-005' };
    const r2 = {
      KOPIA_S3_ENDPOINT: `${heldBy('bucket', 'ACCOUNT')}.r2.cloudflarestorage.com`,
      AWS_REGION: 'auto',
    };
    expectOpened(secrets, openings(objects), ({ repository, app = '' }) => {
      // A renamed app keeps the place that it has.
      const { formerly } = zoo[Number(app.replace('zoo-', ''))] ?? {};
      const filed = formerly?.app === undefined ? app : `was.${app}`;
      const places: Record<string, object> = {
        nas: { KOPIA_REPOSITORY: 'filesystem:///repository' },
        attic: { KOPIA_REPOSITORY: 'filesystem:///mnt/repository' },
        share: { KOPIA_REPOSITORY: 'filesystem:///mnt/repository' },
        box: onServer,
        shared,
        garage: inBucket('backups', { KOPIA_S3_ENDPOINT: 'garage.storage.svc:3900', AWS_REGION: 'garage' }),
        b2: inBucket(`${heldBy('bucket', 'BUCKET')}/${filed}/`, b2),
        r2: inBucket(`backups/${formerly?.namespace ?? 'zoo'}/${filed}/`, r2),
      };
      return { KOPIA_PASSWORD: password, ...places[repository] };
    });
  });

  test('tell the server of dist/ its login, and its jobs where the copy is', () => {
    const { secrets } = of('dist/');
    expect(secrets.get('storage/kopia-login-secret')).toEqual({
      KOPIA_SERVER_USERNAME: 'kopia',
      KOPIA_SERVER_PASSWORD: heldBy('kopia', 'KOPIA_SERVER_PASSWORD'),
    });
    expect(secrets.get('storage/kopia-secret')).toEqual({ KOPIA_PASSWORD: password });
    const files = { 'cloud-sync-r2': 'destination.config', 'kopia-verify-r2': 'repository.config' };
    for (const [name, file] of Object.entries(files)) {
      const data = secrets.get(`storage/${name}-secret`);
      expect(data).toMatchObject({
        KOPIA_PASSWORD: password,
        AWS_ACCESS_KEY_ID: heldBy('cloudflare', 'VOLSYNC_KOPIA_R2_ACCESS_KEY'),
        AWS_SECRET_ACCESS_KEY: heldBy('cloudflare', 'VOLSYNC_KOPIA_R2_SECRET_ACCESS_KEY'),
      });
      expect(JSON.parse(data?.[file] ?? '').storage).toEqual({
        type: 's3',
        config: {
          bucket: heldBy('cloudflare', 'VOLSYNC_KOPIA_R2_BUCKET'),
          endpoint: `${heldBy('cloudflare', 'CLOUDFLARE_ACCOUNT_ID')}.r2.cloudflarestorage.com`,
          prefix: 'nas/',
          region: 'auto',
        },
      });
    }
  });
});

function expectOpened(
  secrets: Synced['secrets'],
  opened: readonly Opening[],
  expected: (opening: Opening) => object,
): void {
  expect(opened).not.toEqual([]);
  expect(opened.map(({ secret }) => secrets.get(secret))).toEqual(opened.map(expected));
}
