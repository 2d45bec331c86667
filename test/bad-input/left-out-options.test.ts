import {
  type BackblazeB2Options,
  backblazeB2,
  type ClaimRepositoryOptions,
  type CloudflareR2Options,
  type ClusterOptions,
  claimRepository,
  cloudflareR2,
  daily,
  defineCluster,
  destination,
  every,
  externalSecrets,
  field,
  type NfsRepositoryOptions,
  nfsRepository,
  type Plan,
  plan,
  resticDestination,
  resticRepository,
  type S3RepositoryOptions,
  type SftpRepositoryOptions,
  s3Repository,
  sftpRepository,
  sharedPrefix,
  type TalosPatchOptions,
  talosPatch,
  type UnnamedRepository,
} from '../../src';
import { CLUSTER_KEYS } from '../../src/model/cluster/cluster-keys';
import { REPOSITORY_NAMES } from '../../src/model/repository/options';
import { repositoryMakers } from '../../src/model/repository/repository';
import { S3_NAMES } from '../../src/model/repository/s3/s3-repository';
import type { Field } from '../../src/model/values/known-keys';
import { anew, changed, fieldsOf, nothings, spoil } from '../support/fields';
import { bitwarden, byField } from '../support/secret-sources';
import { moverPlacement } from '../support/whole-placement';

const common = {
  secret: { item: 'kopia', password: 'PASS' },
  secrets: byField,
  maintenance: daily,
  maintainedElsewhere: true,
};
const credentials = { item: 'bucket', accessKeyId: 'ID', secretAccessKey: 'KEY' };

const nfs: Required<NfsRepositoryOptions> = {
  ...common,
  server: 'nas.internal',
  path: '/backups',
  access: 'admission-policy',
  mountPath: '/srv/kopia',
  injectedElsewhere: true,
  squashesUsers: true,
};
const s3: Required<S3RepositoryOptions> = {
  ...common,
  endpoint: [field('HOST'), ':9000'],
  bucket: 'backups',
  credentials,
  region: 'eu',
  prefix: sharedPrefix('kopia'),
  tls: true,
  customCa: { configMapName: 'ca', key: 'ca.pem' },
};
const b2: Required<BackblazeB2Options> = { ...common, bucket: 'backups', credentials, prefix: s3.prefix, region: 'eu' };
const r2: Required<CloudflareR2Options> = {
  ...common,
  bucket: 'backups',
  credentials,
  prefix: s3.prefix,
  account: 'a',
  jurisdiction: 'eu',
};
const claim: Required<ClaimRepositoryOptions> = {
  ...common,
  claim: 'kopia',
  mountPath: '/mnt/kopia',
  squashesUsers: true,
};
const sftp: Required<SftpRepositoryOptions> = {
  ...common,
  host: 'box.example.org',
  port: 2222,
  username: 'kopia',
  path: '/backups',
  credentials: { item: 'box', password: 'PASSWORD' },
  knownHosts: field('KNOWN_HOSTS'),
};
const old = resticRepository({ name: 'old', at: 'b2:bucket' });
const talos: Required<TalosPatchOptions> = {
  kubernetes: '1.33',
  form: 'document',
  featureGates: ['ImageVolume=true'],
  runtimeConfig: ['batch/v2alpha1=true'],
};
type AnyCluster = Required<ClusterOptions<Record<string, UnnamedRepository>, Record<string, Plan>>>;
const cluster: Omit<AnyCluster, 'secretStore'> = {
  name: 'mine',
  kubernetes: '1.33',
  featureGates: ['MutatingAdmissionPolicy'],
  identity: 'namespace.cluster',
  secrets: externalSecrets({ store: bitwarden, refreshInterval: '1h30m', items: 'properties' }),
  capacity: '7Gi',
  storage: {
    storageClassName: 'block',
    volumeSnapshotClassName: 'block-snapshots',
    accessModes: ['ReadWriteMany'],
    snapshotStorageClassName: 'one-replica',
    snapshotAccessModes: ['ReadOnlyMany'],
    servesAccessModes: ['ReadWriteOnce', 'ReadWriteMany'],
    snapshotsOutliveVolume: false,
    cache: { storageClassName: 'local', capacity: '12Gi', accessModes: ['ReadWriteOncePod'] },
    restoreCache: { storageClassName: 'fast', capacity: '20Gi', accessModes: ['ReadWriteOnce'] },
  },
  mover: {
    uid: 1000,
    gid: 1001,
    fsGroup: 1002,
    fsGroupChangePolicy: 'Always',
    runAsNonRoot: true,
    supplementalGroups: [44],
    seccompProfile: { type: 'Unconfined' },
  },
  placement: moverPlacement,
  podLabels: { 'example.org/net': 'storage' },
  labels: { team: 'home' },
  annotations: { 'example.org/owner': 'me' },
  repositories: { nas: nfsRepository({ ...nfs }) },
  primary: 'nas',
  plans: ({ nas }) => ({
    standard: plan(destination(nas as never, { schedule: every(6).hours, retention: { daily: 7 } })),
  }),
  defaultPlan: 'standard',
  restore: { enableFileDeletion: true, name: (app: string) => `${app}-bootstrap` },
  migration: {
    phase: 'parallel',
    from: { destinations: [resticDestination(old, { schedule: daily, retention: { daily: 7 } })] },
  },
  flux: {
    path: './clusters/dist',
    source: { kind: 'OCIRepository', name: 'home', namespace: 'gitops' },
    namespace: 'gitops',
    kustomization: ({ id }) => `${id}-backup`,
    dependsOn: [{ name: 'storage', namespace: 'infra' }],
    interval: '30m',
    retryInterval: '1m',
    timeout: '10m',
    substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets', optional: true }],
  },
};

const { secrets: _, ...others } = cluster;
const ofStore: Omit<AnyCluster, 'secrets'> = { ...others, secretStore: { kind: 'ClusterSecretStore', name: 'vault' } };

/** What a function makes of its options, or says against them. */
function outcome(make: (options: never) => unknown, options: object): string {
  try {
    return JSON.stringify(make(options as never), (key, value) => (key === 'engine' ? undefined : value));
  } catch (error) {
    return (error as Error).message;
  }
}

const functions: [name: string, make: (options: never) => unknown, whole: object, keys: Field][] = [
  ['nfsRepository', nfsRepository, nfs, REPOSITORY_NAMES],
  ['s3Repository', s3Repository, s3, S3_NAMES],
  ['backblazeB2', backblazeB2, b2, S3_NAMES],
  ['cloudflareR2', cloudflareR2, r2, S3_NAMES],
  ['claimRepository', claimRepository, claim, REPOSITORY_NAMES],
  ['sftpRepository', sftpRepository, sftp, REPOSITORY_NAMES],
  ['talosPatch', talosPatch, talos, true],
  ['defineCluster', defineCluster, cluster, CLUSTER_KEYS],
  ['defineCluster of a store', defineCluster, ofStore, CLUSTER_KEYS],
];

test('every function that declares a repository is looked at', () => {
  const names = functions.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(repositoryMakers().split(/, | or /)));
});

describe.each(functions)('%s', (_, make, whole, keys) => {
  const fields = fieldsOf(whole, keys).filter(({ reference }) => !reference);

  test('takes an option that is undefined or null, however deep, for one that is left out', () => {
    const wrong = fields.filter((field) => {
      const leftOut = outcome(make, changed(whole, field.path, {}));
      return nothings(field).some((to) => outcome(make, changed(whole, field.path, { to })) !== leftOut);
    });
    expect(fields.length).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
  });

  test('is what its options were when it was made', () => {
    const mine = anew(whole);
    const made = make(mine as never);
    const before = outcome(() => made, {});
    spoil(mine);
    expect(Object.values(mine)).toEqual(Object.keys(whole).map(() => 'spoilt'));
    expect(outcome(() => made, {})).toBe(before);
  });
});

const misspelt = (field: string, otherwise: string) =>
  `The cluster is not declared right:\n  [cluster mine] ${field}: undefined, as a misspelt name is, would silently mean ${otherwise}; name what is there, or leave the field out`;

test.each(
  functions
    .filter(([name]) => repositoryMakers().includes(name))
    .flatMap(([name, make, whole, keys]) =>
      fieldsOf(whole, keys).flatMap(({ path: [field = ''], otherwise }) =>
        otherwise === undefined ? [] : [{ name, field, make, whole, otherwise }],
      ),
    ),
)('$field of $name that is undefined is refused with the cluster', ({ make, whole, field, otherwise }) => {
  const nas = make(changed(whole, [field], { to: undefined }) as never);
  expect(outcome(defineCluster, { ...cluster, repositories: { nas } })).toBe(
    misspelt(`repositories.nas.${field}`, otherwise),
  );
});

test('what has a name of its own in a cluster is refused where it is undefined', () => {
  const named = fieldsOf(cluster, CLUSTER_KEYS).filter(({ otherwise }) => otherwise !== undefined);
  expect(named.map(({ path }) => path.join('.'))).toEqual([
    'restore',
    'restore.name',
    'migration',
    'flux',
    'flux.kustomization',
  ]);
  for (const { path, otherwise = '' } of named) {
    const says = outcome(defineCluster, changed(cluster, path, { to: undefined }));
    expect(says).toBe(misspelt(path.join('.'), otherwise));
    expect(outcome(defineCluster, changed(cluster, path, {}))).toMatch(/^\{/);
  }
});

test('a reference of a cluster that is undefined or null is refused', () => {
  const references = fieldsOf(cluster, CLUSTER_KEYS).filter(({ reference }) => reference);
  expect(references.map(({ path }) => path.join('.'))).toEqual([
    'repositories',
    'primary',
    'plans',
    'defaultPlan',
    'migration.from.destinations',
  ]);
  for (const { path } of references) {
    for (const to of [undefined, null]) {
      expect(outcome(defineCluster, changed(cluster, path, { to }))).toContain(
        `[cluster mine] ${path.join('.')}: ${to} is not `,
      );
    }
  }
});

test('a repository or a plan in a cluster that is undefined is refused', () => {
  const says = (more: object) => outcome(defineCluster, { ...cluster, ...more });
  expect(says({ repositories: { ...cluster.repositories, b2: undefined } })).toContain(
    '[cluster mine] repositories.b2: undefined is not a repository; make it with nfsRepository, claimRepository, s3Repository, backblazeB2, cloudflareR2 or sftpRepository',
  );
  expect(says({ plans: (of: never) => ({ ...cluster.plans(of), critical: undefined }) })).toContain(
    '[cluster mine] plans.critical: is not a list of destinations',
  );
  expect(says({ plans: () => ({ standard: plan(undefined as never) }) })).toContain(
    '[cluster mine] plans.standard: is not a list of destinations',
  );
});

test('a minute of a plan that is undefined or null is one that is left out', () => {
  const { standard } = defineCluster(cluster).plans;
  for (const nas of [undefined, null]) {
    expect(standard?.at({ nas: nas as never })).toEqual(standard);
  }
  expect(standard?.at({ nas: 5 })).not.toEqual(standard);
});
