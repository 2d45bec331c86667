import {
  type BackupAlertsProps,
  type BackupDashboardProps,
  type Cache,
  daily,
  destination,
  every,
  field,
  hourly,
  type KopiaServerProps,
  type Mover,
  type Resources,
  type ResticBackupProps,
  type ResticBackups,
  resticDestination,
  resticRepository,
  type StorageProfile,
  type VolsyncAppProps,
} from '../../src';
import { everything } from './clusters';
import { platform } from './platform-cluster';
import { byField, bySops } from './secret-sources';
import { kopiaPods, moverPlacement } from './whole-placement';

const { shared } = platform.repositories;
const { b2, nas: home } = everything.repositories;

export const mover: Required<Mover> = {
  uid: 568,
  gid: 100,
  fsGroup: 1000,
  fsGroupChangePolicy: 'Always',
  runAsNonRoot: true,
  supplementalGroups: [44, 105],
  seccompProfile: { type: 'Unconfined' },
};
export const resources: Required<Resources> = {
  requests: { cpu: '1', memory: '512Mi' },
  limits: { cpu: '2.5', memory: '4Gi' },
};
export const cache: Required<Cache> = {
  capacity: '12Gi',
  storageClassName: 'local',
  accessModes: ['ReadWriteOncePod'],
};
const storage: Required<StorageProfile> = {
  storageClassName: 'shared',
  volumeSnapshotClassName: 'shared-snapshots',
  accessModes: ['ReadWriteMany'],
  snapshotStorageClassName: 'one-replica',
  snapshotAccessModes: ['ReadOnlyMany'],
  servesAccessModes: ['ReadWriteOnce', 'ReadWriteMany'],
  snapshotsOutliveVolume: false,
};
export const image = { repository: 'registry.internal:5000/kopia', tag: '0.22.3' };
const pod = { mover, image, cache: '20G', secrets: byField, resources, ...kopiaPods };
export const job = {
  ...pod,
  timeZone: 'Europe/Berlin',
  activeDeadlineSeconds: 600,
  startingDeadlineSeconds: 60,
  backoffLimit: 0,
  ttlSecondsAfterFinished: 60,
  successfulJobsHistoryLimit: 3,
  failedJobsHistoryLimit: 4,
};

const old = resticRepository({
  name: 'old',
  at: field('URL'),
  folder: ({ app, namespace }) => `${namespace}/${app}`,
  secret: { item: 'volsync', password: 'PASS' },
  credentials: { item: 'bucket', keys: { B2_ACCOUNT_ID: 'ID', B2_ACCOUNT_KEY: 'KEY' } },
  customCa: { configMapName: 'ca' },
  secrets: byField,
});

const restic: Required<ResticBackups> = {
  destinations: [
    resticDestination(old, {
      schedule: '0 9 * * *',
      retention: { hourly: 1, daily: 2, weekly: 3, monthly: 4, yearly: 5, last: 6, within: '1y6m' },
      pruneIntervalDays: 14,
      unlock: 'once',
    }),
  ],
  restore: { from: old, previous: 2 },
  names: {
    source: ({ app }) => `${app}-old`,
    secret: ({ app }) => `${app}-restic`,
    restore: (app) => `${app}-bootstrap`,
  },
  copyMethod: 'Snapshot',
  mover,
  cache: { ...cache, capacity: '500Mi' },
  restoreCache: cache,
};

export const resticBackup: readonly ResticBackupProps[] = [
  {
    ...restic,
    app: 'romm',
    capacity: '15Gi',
    claim: 'data',
    storage,
    accessModes: ['ReadWriteOnce'],
    resources,
    placement: moverPlacement,
    podLabels: { 'example.org/net': 'storage' },
    labels: { team: 'home' },
    annotations: { 'example.org/owner': 'me' },
    secrets: byField,
    formerly: { app: 'roms', namespace: 'media' },
    prune: true,
  },
  { ...restic, app: 'romm', existingClaim: 'data-0', restore: { asOf: new Date('2026-01-31T02:00:00Z') } },
];

/** A claim of its own and one that exists, a plan and destinations: an app has one of each. */
export const app: readonly VolsyncAppProps[] = [
  {
    app: 'romm',
    capacity: '15Gi',
    claim: 'data',
    storage,
    accessModes: ['ReadWriteOnce'],
    copyMethod: 'Clone',
    plan: everything.plans.cloud,
    schedule: every(6).hours.at(30),
    retention: { hourly: 1, daily: 2, weekly: 3, monthly: 4, yearly: 5, latest: 6 },
    mover,
    cache,
    restoreCache: { ...cache, capacity: '30Gi' },
    resources,
    placement: moverPlacement,
    podLabels: { 'example.org/net': 'storage' },
    labels: { team: 'home' },
    annotations: { 'example.org/owner': 'me' },
    secrets: byField,
    parallelism: 4,
    compression: 'none',
    restore: { from: b2, previous: 2 },
    migration: { phase: 'kopia', from: restic, verified: { old: { on: '2026-01-31', from: 'nas' } } },
    formerly: { app: 'roms', namespace: 'media' },
    prune: true,
    beforeBackup: 'copy-trigger',
    dependsOn: [{ name: 'rook-ceph-cluster', namespace: 'rook-ceph' }],
  },
  { app: 'romm', destinations: destinations(), restore: { asOf: new Date('2026-01-31T02:00:00Z') }, cache: 'emptyDir' },
  { app: 'romm', existingClaim: 'data-0', secrets: bySops },
];

function destinations() {
  return [
    destination(home, { schedule: hourly, retention: { hourly: 24 } }),
    destination(b2, { schedule: daily, retention: { daily: 7 } }),
  ];
}

export const server: Required<KopiaServerProps> = {
  ...pod,
  repository: shared,
  name: 'kopia-web',
  credentials: { secrets: byField, item: 'reader', accessKeyId: 'ID', secretAccessKey: 'KEY' },
  cache: { capacity: '12Gi', storageClassName: 'local' },
  description: 'All of the house',
  login: {
    secrets: byField,
    item: 'web',
    username: ['u-', field('USER')],
    password: 'PASS',
    cookieKey: 'COOKIE',
  },
  hostname: 'kopia.example.org',
  gateway: {
    name: 'internal',
    namespace: 'network',
    sectionName: 'https',
    pods: { namespace: 'envoy-gateway-system', labels: { 'gateway.envoyproxy.io/owning-gateway-name': 'internal' } },
  },
  routeAnnotations: { 'external-dns.alpha.kubernetes.io/target': 'internal.example.org' },
  networkPolicy: true,
  readOnly: true,
  metrics: true,
  timeZone: 'Europe/Berlin',
  kopiaVersion: '0.22',
  chart: { url: 'oci://registry.internal:5000/app-template', tag: '4.6.2' },
};

export const dashboard: Required<BackupDashboardProps> = {
  name: 'backups',
  labels: { dashboards: 'yes' },
  annotations: { grafana_folder: 'Storage' },
  operatorJob: 'volsync/metrics',
};

export const alerts: Required<BackupAlertsProps> = {
  name: 'backups',
  labels: { release: 'kube-prometheus-stack' },
  alertLabels: { team: 'storage' },
  severity: { VolSyncVolumeOutOfSync: 'warning', KopiaVerifyFailed: 'page', warning: 'info' },
  grace: '5m',
  operatorJob: 'volsync/metrics',
};
