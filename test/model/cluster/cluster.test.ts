import fc from 'fast-check';
import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import { nfsRepository } from '../../../src/engines/volsync/nfs';
import { foreignProblems } from '../../../src/model/cluster/cluster';
import { destination, plan } from '../../../src/model/plan/plan';
import { s3Repository, sharedPrefix } from '../../../src/model/repository/s3/s3-repository';
import { hourly } from '../../../src/model/schedule/schedule';
import { existingSecret, externalSecrets } from '../../../src/model/secrets/secret-source';
import { fluxVar } from '../../../src/model/values/flux-var';
import { cluster, declaration, lines } from '../fixture';

const { nas } = declaration.repositories;

/** The lines below the headline of the error. */
function refused(change: object): string[] {
  try {
    defineCluster({ ...declaration, ...change });
  } catch (error) {
    const [headline, ...told] = String(error instanceof Error && error.message).split('\n');
    expect(headline).toBe('The cluster is not declared right:');
    return told.map((each) => each.trim());
  }
  return [];
}

test('the repositories bear the names that they are declared under, and plans refer to them', () => {
  expect(Object.values(cluster.repositories).map(({ name }) => name)).toEqual(['nas', 'b2']);
  expect(cluster.plans.standard.destinations.map(({ repository }) => repository)).toEqual([
    cluster.repositories.nas,
    cluster.repositories.b2,
  ]);
});

test('what is left out, or undefined, is what most clusters have', () => {
  const { capacity, ...rest } = declaration;
  const { storage, ...usual } = defineCluster({ ...rest, capacity: undefined });
  expect([capacity, usual.capacity, usual.restore, usual.flux.path]).toEqual(['7Gi', '5Gi', {}, './dist']);
});

test('what all objects are to carry is free', () => {
  expect(refused({ labels: { 'app.kubernetes.io/name': 'all' }, annotations: { 'volsync.backube/a': 'x' } })).toEqual([
    '[cluster test] labels: "app.kubernetes.io/name" is not free: what is there goes by it, and would do something else; leave it out',
    '[cluster test] annotations: "volsync.backube/a" is not free: what is there goes by it, and would do something else; leave it out',
  ]);
});

test.each([5, 5n, true, () => './dist'])('what Flux is told is a set of fields, not %p', (flux) => {
  expect(refused({ flux })).toEqual([
    `[cluster test] flux: ${flux} is not a set of fields; write { path, source, namespace, kustomization, dependsOn, interval, retryInterval, timeout, substituteFrom }`,
  ]);
});

test('a repository or a plan that does not exist does not compile', () => {
  // @ts-expect-error
  expect(() => defineCluster({ ...declaration, primary: 'nsa' })).toThrow();
  // @ts-expect-error
  expect(() => defineCluster({ ...declaration, defaultPlan: 'standart' })).toThrow();
  // @ts-expect-error
  expect(cluster.plans.standart).toBeUndefined();
});

test.each([
  { kubernetes: 'v1.36.2' },
  { storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' } },
  { secretStore: { kind: 'SecretStore', name: 'vault' } },
  { repositories: { nas, b2: s3Repository({ ...declaration.repositories.b2, prefix: sharedPrefix('kopia') }) } },
])('%j is declared right', (change) => {
  expect(refused(change)).toEqual([]);
});

test.each<[change: object, messages: string[]]>([
  [{ kubernetes: '33' }, ['kubernetes: "33" is not a Kubernetes version; write its minor, such as "1.33" (rule A1)']],
  [
    { capacity: '5GB' },
    ['capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)'],
  ],
  [
    { secretStore: { kind: 'SecretStore', name: '' } },
    ['secretStore.name: "" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)'],
  ],
  [
    { storage: { storageClassName: 'block', volumeSnapshotClassName: '', cache: { capacity: '8Gi' } } },
    [
      'storage.volumeSnapshotClassName: "" names no class; write the name of one, or leave it out (rule V1)',
      'storage.cache: "8Gi" without a storageClassName is an emptyDir, of whose limits VolSync tells Kopia only once; later runs take up to 10.5 GB, indexes and logs not counted, and the pod is evicted; name a class, or write "14Gi" or more (rule C2)',
    ],
  ],
  [{ mover: { uid: 1000, gid: -1 } }, ['mover.gid: -1 is not an id; write a whole number, 0 or more (rule M2)']],
  [{ primary: 'nsa' }, ['primary: "nsa" is not a repository; name one of nas, b2']],
  [{ primary: 'toString' }, ['primary: "toString" is not a repository; name one of nas, b2']],
  [{ primary: undefined }, ['primary: undefined is not a repository; name one of nas, b2']],
  [{ defaultPlan: 'standart' }, ['defaultPlan: "standart" is not a plan; name one of standard, local']],
  [
    { plans: () => ({ standard: plan() }) },
    ['plans.standard: there is no destination, so nothing would be backed up; name at least one'],
  ],
  [
    { plans: () => ({ standard: undefined }) },
    ['plans.standard: is not a list of destinations; write [destination(repository, { schedule, retention })]'],
  ],
  // The braces of the function taken for those of the object.
  [{ plans: () => undefined }, ['defaultPlan: "standard" is not a plan; none is declared, so declare one']],
  [
    {
      plans: (named: typeof cluster.repositories) => ({
        standard: plan(destination(named.nas, { schedule: '0 25 * * *', retention: { daily: 7 } })),
      }),
    },
    ['plans.standard.nas.schedule: "0 25 * * *" has hour 25; hour goes from 0 to 23 (rule C1)'],
  ],
  [
    { repositories: { ...declaration.repositories, 'my-second-nas': nas } },
    [
      'repositories.my-second-nas: "my-second-nas" ends the names of objects; use at most 12 lower-case letters, digits and "-" (rule I2)',
    ],
  ],
  [
    { repositories: { ...declaration.repositories, B3: nas } },
    ['repositories.B3: "B3" ends the names of objects; use at most 12 lower-case letters, digits and "-" (rule I2)'],
  ],
  [
    { repositories: { ...declaration.repositories, nas: nfsRepository({ ...nas, secret: { item: '' } }) } },
    [
      'repositories.nas.secret.item: "" names nothing in a vault; write the name of an item or of one of its fields (rule S1)',
    ],
  ],
  [
    {
      repositories: {
        ...declaration.repositories,
        s3: s3Repository({
          endpoint: 's3.example.org',
          bucket: 'backups',
          secret: { item: 'kopia' },
          credentials: { item: ' ', secretAccessKey: '' },
        }),
      },
    },
    [
      'repositories.s3.credentials.item: " " names nothing in a vault; write the name of an item or of one of its fields (rule S1)',
      'repositories.s3.credentials.secretAccessKey: "" names nothing in a vault; write the name of an item or of one of its fields (rule S1)',
    ],
  ],
  [
    {
      repositories: {
        ...declaration.repositories,
        nas: nfsRepository({ ...nas, maintenance: '@every 6h', path: 'backups' }),
      },
    },
    [
      'repositories.nas.maintenance: "@every 6h" is not a known macro; write one of @hourly @daily @weekly @monthly @yearly @annually, or five fields (rule C1)',
      'repositories.nas.path: "backups" is not an absolute path; write the exported folder, such as "/mnt/backups"',
    ],
  ],
  [
    {
      repositories: { ...declaration.repositories, b2: s3Repository({ ...declaration.repositories.b2, bucket: 'B' }) },
    },
    [
      'repositories.b2.bucket: "B" is not a bucket; write its name of 3 to 63 lower-case characters, or field(\'…\') (rule S1)',
    ],
  ],
  [
    { flux: { interval: '1d' } },
    ['flux.interval: "1d" is not a Flux duration; write hours, minutes and seconds such as "1h30m"'],
  ],
  [
    { secretStore: { kind: 'Vault', name: 'vault', namespace: 'x' } },
    [
      'secretStore.namespace: nothing reads this field; write one of kind, name',
      'secretStore.kind: "Vault" is not a store; write "ClusterSecretStore" or "SecretStore"',
    ],
  ],
  [{ secretStore: 'vault' }, ['secretStore: "vault" is not an object; write secretStore: { … }']],
  [
    { secrets: existingSecret(() => 'kopia') },
    ['secrets: secretStore is given as well, and only one can hold; remove secrets or secretStore'],
  ],
  [
    { secretStore: undefined },
    [
      "secrets: neither this nor secretStore says how Secrets come to be; write externalSecrets({ store: { kind: 'ClusterSecretStore', name } }), or existingSecret(({ app }) => …)",
    ],
  ],
  [
    { secretStore: undefined, secrets: 'vault' },
    [
      'secrets: "vault" does not say how Secrets come to be; write externalSecrets({ store: { kind, name } }), or existingSecret(({ app }) => …)',
    ],
  ],
  [
    {
      secretStore: undefined,
      secrets: externalSecrets({ store: { kind: 'SecretStore', name: 'vault' }, refreshInterval: '1d' }),
    },
    [
      'secrets.refreshInterval: "1d" is not a duration; write hours, minutes and seconds such as "12h" or "1h30m", or "0" to read the vault once',
    ],
  ],
  [
    { repositories: { ...declaration.repositories, nas: { ...nas, secrets: existingSecret('kopia' as never) } } },
    [
      'repositories.nas.secrets: "kopia" is not a function that names a Secret; write existingSecret(({ app }) => …), or existingSecret(() => \'kopia\') for one that all share',
    ],
  ],
  // What plain JavaScript may leave out or mistake.
  ...['storage', 'mover', 'repositories'].map((part): [object, string[]] => [
    { [part]: undefined },
    [`${part}: undefined is not an object; write ${part}: { … }`],
  ]),
  [{ mover: 568 }, ['mover: 568 is not an object; write mover: { … }']],
  [{ plans: undefined }, ['plans: undefined is not a function; write plans: ({ nas }) => ({ standard: plan(…) })']],
  [
    { repositories: { nas, b2: undefined } },
    [
      'repositories.b2: undefined is not a repository; make it with nfsRepository, claimRepository, s3Repository, backblazeB2, cloudflareR2 or sftpRepository',
    ],
  ],
])('%# is refused when it is declared: %j', (change, messages) => {
  expect(refused(change)).toEqual(messages.map((each) => `[cluster test] ${each}`));
});

test.each([
  ...['', ' ', 'a\nb', 'a\u0085b', 'a\u2028b', 'a\u0000b', 'a\tb', 'home ', 'h'.repeat(101), fluxVar('NAME')],
  ...[undefined, 5],
])('%j is not the name of a cluster', (name) => {
  expect(() => defineCluster({ ...declaration, name: name as string })).toThrow(
    new Error(
      `The cluster is not declared right:\n  [cluster ${name}] name: ${JSON.stringify(name)} is not the name of a cluster; write a word on one line, such as "home"`,
    ),
  );
});

test('whatever plain JavaScript gives for a part is reported, or taken, and never crashes', () => {
  const { repositories, ...parts } = declaration;
  const part = fc.constantFrom(...Object.keys(parts), 'flux', 'restore');
  const inner = fc.constantFrom('name', 'cache', 'uid', 'nas', 'storageClassName', 'interval', 'source');
  const scalar = fc.constantFrom(undefined, null, '', 'x', 0, -1, Number.NaN, 5n, true, [], {}, [null], () => ({}));
  const value = fc.oneof(
    scalar,
    fc.tuple(inner, scalar).map(([key, each]) => ({ [key]: each })),
  );
  const option = fc.constantFrom(
    'server',
    'path',
    'access',
    'mountPath',
    'secret',
    'maintenance',
    'bucket',
    'endpoint',
  );
  const other = fc.constantFrom('region', 'prefix', 'tls', 'credentials', 'squashesUsers', 'type');
  fc.assert(
    fc.property(part, value, fc.oneof(option, other), scalar, (key, each, field, given) => {
      expect(refused({ [key]: each })).toEqual(expect.any(Array));
      const nas = nfsRepository({ ...repositories.nas, [field]: given } as never);
      const b2 = s3Repository({ ...repositories.b2, [field]: given } as never);
      expect(refused({ repositories: { nas, b2 } })).toEqual(expect.any(Array));
    }),
    { numRuns: 1000 },
  );
});

test('a store is short for Secrets that External Secrets makes, and either repair of the messages passes', () => {
  const store = declaration.secretStore;
  const { secretStore: _, ...rest } = declaration;
  expect(cluster.secrets).toEqual(externalSecrets({ store }));
  expect(defineCluster({ ...rest, secrets: externalSecrets({ store }) }).secrets).toEqual(cluster.secrets);
  const sops = existingSecret(({ app }) => `${app}-volsync`);
  expect(defineCluster({ ...rest, secrets: sops }).secrets).toEqual(sops);
});

test('a repository of another cluster is foreign, even where it has the same name', () => {
  const other = defineCluster({ ...declaration, name: 'other' });
  expect(foreignProblems('repository', cluster.repositories.nas, cluster)).toEqual([]);
  expect(lines(foreignProblems('repository', other.repositories.nas, cluster))).toEqual([
    'repository: "nas" is not a repository of cluster "test"; use one of its own: nas, b2 (rule I2)',
  ]);
});

test('a schedule of one cluster may be that of another', () => {
  const own = destination(cluster.repositories.nas, { schedule: hourly, retention: { daily: 7 } });
  expect(own.schedule).toBe(cluster.plans.standard.destinations[0]?.schedule);
});
