import {
  type Cluster,
  daily,
  defineCluster,
  destination,
  GitOpsApp,
  hourly,
  KopiaMaintenance,
  MoverJitterPolicy,
  NfsInjectionPolicy,
  nfsRepository,
  plan,
  prefixPerApp,
  type Repository,
  s3Repository,
  VolsyncApp,
  type VolsyncAppProps,
  VolsyncOperator,
} from '../../../src';
import { renderTree } from '../../../src/gitops/render';
import { type Manifest, manifestsIn } from '../../support/manifest-tree';

/** Apps whose names VolSync treats each in another way, and one that comes back from the cloud. */
const appsOf = ({ b2 }: Record<'b2', Repository>): readonly VolsyncAppProps[] => [
  { app: 'romm' },
  { app: '2048' },
  { app: 'stirling.pdf' },
  { app: 'an-app-whose-name-is-as-long-as-one-may-be-yet' },
  { app: 'jellyfin', formerly: { app: 'emby.server' } },
  { app: 'immich', formerly: { namespace: 'media' } },
  { app: 'paperless', formerly: { app: 'paper-less.ng', namespace: 'my-documents' } },
  { app: 'navidrome', restore: { from: b2 } },
];

/** Kubernetes minors, one for each API version of admission policies. */
export const MINORS = ['1.33', '1.35', '1.36'] as const;
export type Minor = (typeof MINORS)[number];

const clusterOf = (kubernetes: Minor) =>
  defineCluster({
    name: 'movers',
    kubernetes,
    featureGates: ['MutatingAdmissionPolicy'],
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      nas: nfsRepository({
        server: 'nas.internal',
        path: '/backups',
        access: 'admission-policy',
        secret: { item: 'kopia' },
      }),
      b2: s3Repository({
        endpoint: 's3.example.org',
        bucket: 'backups',
        credentials: { item: 'bucket' },
        secret: { item: 'kopia' },
        prefix: prefixPerApp,
      }),
    },
    primary: 'nas',
    plans: ({ nas, b2 }) => ({
      standard: plan(
        destination(nas, { schedule: hourly, retention: { hourly: 24 } }),
        destination(b2, { schedule: daily, retention: { daily: 7 } }),
      ),
    }),
    defaultPlan: 'standard',
  });

/** An app whose movers keep their cache on a volume, and so does whoever maintains its repositories. */
export const CACHED = { app: 'kept', namespace: 'caches' } as const;

/** The folder that the cached app is backed up to. */
export const share = { server: 'nas.internal', path: '/backups' } as const;

const cachedCluster = () =>
  defineCluster({
    name: 'movers',
    kubernetes: '1.36',
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: {
      storageClassName: 'block',
      volumeSnapshotClassName: 'block-snapshots',
      cache: { storageClassName: 'local', capacity: '8Gi' },
    },
    mover: { uid: 568, gid: 568 },
    repositories: {
      share: nfsRepository({ ...share, access: 'mover-volumes', secret: { item: 'kopia' } }),
      bucket: s3Repository({
        endpoint: 's3.example.org',
        bucket: 'backups',
        credentials: { item: 'bucket' },
        secret: { item: 'kopia' },
        prefix: prefixPerApp,
      }),
    },
    primary: 'share',
    plans: ({ share: nas, bucket }) => ({
      standard: plan(
        destination(nas, { schedule: hourly, retention: { latest: 4 } }),
        destination(bucket, { schedule: daily, retention: { daily: 7 } }),
      ),
    }),
    defaultPlan: 'standard',
  });

/** Both policies, as a cluster of a Kubernetes minor has them. */
export function policies(kubernetes: Minor): Manifest[] {
  return treeOf(kubernetes).filter(({ apiVersion }) => apiVersion.startsWith('admissionregistration.k8s.io/'));
}

/** All that VolSync's controller acts on. No volume needs to be copied first, so that its movers start at once. */
export function volsyncObjects(): Manifest[] {
  return [...treeOf('1.36'), ...cachedTree()].filter(({ apiVersion }) => apiVersion === 'volsync.backube/v1alpha1');
}

/** What a cluster may have besides, and this library does not emit. */
export function foreignObjects(): Manifest[] {
  const of = (kind: string, name: string, spec: object): Manifest => ({
    apiVersion: 'volsync.backube/v1alpha1',
    kind,
    metadata: { name, namespace: 'elsewhere' },
    spec,
  });
  const trigger = { manual: 'now' };
  return [
    of('ReplicationSource', 'by-restic', {
      sourcePVC: 'data',
      trigger,
      restic: { repository: 'restic', copyMethod: 'Direct', retain: { daily: 1 } },
    }),
    // Without the label that tells the repository.
    of('ReplicationSource', 'by-hand', {
      sourcePVC: 'data',
      trigger,
      kopia: { repository: 'kopia', copyMethod: 'Direct', retain: { daily: 1 } },
    }),
    of('KopiaMaintenance', 'at-once', { repository: { repository: 'kopia' }, trigger }),
  ];
}

function treeOf(kubernetes: Minor): Manifest[] {
  const cluster = clusterOf(kubernetes);
  const { nas } = cluster.repositories;
  const app = new GitOpsApp({ cluster });
  const platform = app.chart('storage', 'platform');
  new VolsyncOperator(platform);
  new NfsInjectionPolicy(platform, { repository: nas });
  new MoverJitterPolicy(platform, { maxSeconds: 60 });
  new KopiaMaintenance(platform, { repository: nas });
  for (const each of appsOf(cluster.repositories)) {
    new VolsyncApp(app.chart('games', each.app.replaceAll('.', '-')), { ...each, copyMethod: 'Direct' });
  }
  return rendered(app, cluster);
}

function cachedTree(): Manifest[] {
  const cluster = cachedCluster();
  const app = new GitOpsApp({ cluster });
  const repository = cluster.repositories.share;
  const { cache } = cluster.storage;
  new KopiaMaintenance(app.chart(CACHED.namespace, 'platform'), { repository, cache });
  new VolsyncApp(app.chart(CACHED.namespace, CACHED.app), { app: CACHED.app, copyMethod: 'Direct' });
  return rendered(app, cluster);
}

function rendered(app: GitOpsApp, cluster: Cluster): Manifest[] {
  return [...renderTree(app, cluster).files]
    .filter(([path]) => path.endsWith('.k8s.yaml'))
    .flatMap(([path, text]) => manifestsIn({ path, text }));
}
