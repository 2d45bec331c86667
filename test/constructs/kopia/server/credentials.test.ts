import { existingSecret, externalSecrets, type GitOpsApp, KopiaServer, type KopiaServerProps } from '../../../../src';
import { everything } from '../../../support/clusters';
import { sops } from '../../../support/sops-cluster';
import { errorsOf, find, type KubeObject, objectsOf } from '../../../support/synth';

const { nas, shared, box } = everything.repositories;
const gateway = { name: 'internal', namespace: 'network' };
const hostname = 'kopia.example.org';
const anonymous = 'nobody-logs-in-and-whoever-reaches-the-gateway-reads-every-backup';

const serverOf = (props: Partial<KopiaServerProps>) =>
  objectsOf((chart) => new KopiaServer(chart, { repository: shared, ...props }), everything);
const valuesOf = (objects: readonly KubeObject[]) => find(objects, 'HelmRelease', 'kopia').spec.values;
const fromSecret = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });
const wrongIn = (cluster: typeof everything | typeof sops, props: object) =>
  errorsOf((app: GitOpsApp) => {
    new KopiaServer(app.chart('storage', 'x'), 'kopia', props as KopiaServerProps);
  }, cluster);

describe('keys of its own for a bucket', () => {
  test('are in a Secret of their own, and those that movers write with are nowhere in the pod', () => {
    const objects = serverOf({
      repository: shared,
      credentials: { item: 'reader', accessKeyId: 'ID', secretAccessKey: 'KEY' },
    });
    expect(find(objects, 'ExternalSecret', 'kopia').spec).toMatchObject({
      target: {
        template: {
          data: {
            KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}',
            'repository.config': expect.stringContaining('"endpoint": "minio.storage.svc:9000"'),
          },
        },
      },
      dataFrom: [{ extract: { key: 'kopia' } }],
    });
    expect(Object.keys(find(objects, 'ExternalSecret', 'kopia').spec.target.template.data)).toEqual([
      'KOPIA_PASSWORD',
      'repository.config',
    ]);
    expect(find(objects, 'ExternalSecret', 'kopia-credentials').spec).toEqual({
      refreshInterval: '12h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: {
        name: 'kopia-credentials-secret',
        template: {
          data: { AWS_ACCESS_KEY_ID: '{{ .credentials_ID }}', AWS_SECRET_ACCESS_KEY: '{{ .credentials_KEY }}' },
        },
      },
      dataFrom: [{ extract: { key: 'reader' }, rewrite: expect.any(Array) }],
    });
    const { controllers } = valuesOf(objects);
    expect(controllers.kopia.annotations).toEqual({
      'secret.reloader.stakater.com/reload': 'kopia-secret,kopia-credentials-secret,kopia-login-secret',
    });
    expect(controllers.kopia.containers.app.env).toMatchObject({
      AWS_ACCESS_KEY_ID: fromSecret('kopia-credentials-secret', 'AWS_ACCESS_KEY_ID'),
      AWS_SECRET_ACCESS_KEY: fromSecret('kopia-credentials-secret', 'AWS_SECRET_ACCESS_KEY'),
    });
  });

  test('may be keys of any name in a Secret that exists', () => {
    const objects = serverOf({
      repository: shared,
      credentials: { secrets: existingSecret(({ repository }) => `${repository}-reader`), accessKeyId: 'id' },
    });
    expect(objects.filter(({ kind }) => kind === 'ExternalSecret').map(({ metadata }) => metadata.name)).toEqual([
      'kopia',
      'kopia-login',
    ]);
    expect(valuesOf(objects).controllers.kopia.containers.app.env).toMatchObject({
      AWS_ACCESS_KEY_ID: fromSecret('shared-reader', 'id'),
      AWS_SECRET_ACCESS_KEY: fromSecret('shared-reader', 'AWS_SECRET_ACCESS_KEY'),
    });
  });

  test('are other fields of the item that the repository has its keys in, where nothing else is said', () => {
    const objects = serverOf({
      repository: shared,
      credentials: { accessKeyId: 'READ_ID', secretAccessKey: 'READ_KEY' },
    });
    expect(find(objects, 'ExternalSecret', 'kopia-credentials').spec.dataFrom[0].extract).toEqual({ key: 'bucket' });
  });

  test('make a server without a login possible', () => {
    const props = { repository: shared, gateway, hostname } as const;
    const built = (more: object) => (app: GitOpsApp) => {
      new KopiaServer(app.chart('storage', 'kopia'), { ...props, ...more });
    };
    expect(errorsOf(built({ login: anonymous }), everything)).toEqual([
      '[storage/kopia/kopia-server-shared] credentials: there are none, and with the keys of "shared" itself whoever reaches the gateway can delete every backup, because nobody logs in; add credentials: { item } with keys that may only read, or remove login (rule D1)',
    ]);
    expect(errorsOf(built({ login: anonymous, credentials: { item: 'reader' } }), everything)).toEqual([]);
    expect(errorsOf(built({}), everything)).toEqual([]);
  });
});

const theirs = 'which movers write with; name another item, or other fields of it (rule D1)';
const otherStore = externalSecrets({ store: { kind: 'ClusterSecretStore', name: 'elsewhere' } });

test.each<[title: string, credentials: object, ...lines: string[]]>([
  ['none said', {}, `credentials: they are the keys of "shared" itself, ${theirs}`],
  ['one of the two said', { accessKeyId: 'READ_ID' }, `credentials: they are the keys of "shared" itself, ${theirs}`],
  [
    'names that name nothing',
    { item: ' ', accessKeyId: '', secretAccessKey: '\n' },
    'credentials.item: " " names nothing in the vault; write a name, or leave it out (rule S1)',
    'credentials.accessKeyId: "" names nothing in the vault; write a name, or leave it out (rule S1)',
    'credentials.secretAccessKey: "\\n" names nothing in the vault; write a name, or leave it out (rule S1)',
  ],
  [
    'keys that no Secret has',
    { secrets: existingSecret(() => 'reader'), accessKeyId: 'read id' },
    'credentials.accessKeyId: "read id" is no key of a Secret; write letters, digits, "-", "_" and "." (rule S1)',
  ],
  [
    'a Secret that is none',
    { secrets: existingSecret(() => 'The Reader') },
    'credentials.secrets: existingSecret gives "The Reader" for { namespace: "storage", repository: "shared" }, which is not the name of a Secret; return one, such as "kopia-credentials-secret" (rule S3)',
  ],
  [
    'fields that nothing reads',
    { item: 'reader', key: 'x' },
    'credentials.key: nothing reads this field; write one of secrets, item, accessKeyId, secretAccessKey',
  ],
  [
    'no set of fields',
    'reader' as never,
    'credentials: "reader" is not a set of fields; write { secrets, item, accessKeyId, secretAccessKey }',
    `credentials: they are the keys of "shared" itself, ${theirs}`,
  ],
])('%s is refused', (_, credentials, ...lines) => {
  expect(wrongIn(everything, { repository: shared, credentials })).toEqual(
    lines.map((line) => `[storage/x/kopia] ${line}`),
  );
});

test.each<[title: string, credentials: object]>([
  ['another item', { item: 'reader' }],
  ['other fields', { accessKeyId: 'READ_ID', secretAccessKey: 'READ_KEY' }],
  ['the same item of another store', { item: 'bucket', secrets: otherStore }],
])('%s is not', (_, credentials) => {
  expect(wrongIn(everything, { repository: shared, credentials })).toEqual([]);
});

test('where the Secrets exist, they are in another one, or are other keys of it', () => {
  const { minio } = sops.repositories;
  const refused = (credentials: object) => wrongIn(sops, { repository: minio, credentials });
  expect(refused({})).toEqual([
    '[storage/x/kopia] credentials: they are the keys of "minio" itself, which movers write with; name another Secret, or other keys of it (rule D1)',
  ]);
  expect(refused({ secrets: existingSecret(() => 'kopia-reader') })).toEqual([]);
  expect(refused({ accessKeyId: 'READ_ID', secretAccessKey: 'READ_KEY' })).toEqual([]);
});

test.each([nas, box])('a repository without a bucket, $name, has none', (repository) => {
  expect(wrongIn(everything, { repository, credentials: { item: 'reader' } })).toEqual([
    `[storage/x/kopia] credentials: "${repository.name}" has no keys of a bucket that others could be in place of; remove credentials (rule S1)`,
  ]);
});

test('an account of an SFTP server is no keys that may only read, and is for those who log in', () => {
  const props = { repository: box, gateway, hostname };
  expect(wrongIn(everything, { ...props, login: anonymous })).toEqual([
    '[storage/x/kopia] login: with the account of "box" whoever reaches the gateway can delete every backup, because nobody logs in; remove login (rule D1)',
  ]);
  expect(wrongIn(everything, props)).toEqual([]);
});

test('where the Secrets exist, the message says which way out there is', () => {
  const { minio } = sops.repositories;
  const props = { repository: minio, login: anonymous, gateway, hostname };
  expect(wrongIn(sops, props)).toEqual([
    '[storage/x/kopia] credentials: there are none, and with the keys of "minio" itself whoever reaches the gateway can delete every backup, because nobody logs in; add credentials: { secrets: existingSecret(…) } with keys that may only read, or remove login (rule D1)',
  ]);
  expect(wrongIn(sops, { ...props, credentials: { secrets: existingSecret(() => 'kopia-reader') } })).toEqual([]);
});
