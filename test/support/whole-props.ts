import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  BackupAlerts,
  type BackupAlertsProps,
  type Cache,
  CloudSyncCronJob,
  type CloudSyncCronJobProps,
  type Cluster,
  daily,
  destination,
  every,
  field,
  hourly,
  InitializeRepository,
  type InitializeRepositoryProps,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  type KopiaMaintenanceCronJobProps,
  type KopiaMaintenanceProps,
  KopiaServer,
  type KopiaServerProps,
  KopiaVerify,
  type KopiaVerifyProps,
  type Mover,
  MoverJitterPolicy,
  type MoverJitterPolicyProps,
  NfsInjectionPolicy,
  type NfsInjectionPolicyProps,
  NfsScaler,
  type NfsScalerProps,
  type Resources,
  type StorageProfile,
  VolsyncApp,
  type VolsyncAppProps,
  VolsyncOperator,
  type VolsyncOperatorProps,
} from '../../src';
import { CLOUD_SYNC_KEYS } from '../../src/constructs/kopia/cloud-sync/options';
import { INITIALIZE_KEYS } from '../../src/constructs/kopia/initialize/initialize-repository';
import { MAINTENANCE_KEYS } from '../../src/constructs/kopia/maintenance/options';
import { SERVER_KEYS } from '../../src/constructs/kopia/server/keys';
import { KOPIA_VERIFY_KEYS } from '../../src/constructs/kopia/verify/options';
import { BACKUP_ALERTS_KEYS } from '../../src/constructs/monitoring/backup-alerts';
import { NFS_SCALER_KEYS } from '../../src/constructs/workloads/nfs-scaler';
import { MOVER_JITTER_KEYS } from '../../src/engines/volsync/admission/mover-jitter-policy';
import { NFS_INJECTION_KEYS } from '../../src/engines/volsync/admission/nfs-injection-policy';
import { VOLSYNC_APP_KEYS } from '../../src/engines/volsync/app/volsync-app';
import { KOPIA_MAINTENANCE_KEYS } from '../../src/engines/volsync/maintenance/kopia-maintenance';
import { VOLSYNC_OPERATOR_KEYS } from '../../src/engines/volsync/operator/volsync-operator';
import type { Fields } from '../../src/model/values/known-keys';
import { everything } from './clusters';
import { anew } from './fields';
import { platform } from './platform-cluster';

/** A construct with the fewest props that it takes, and with sets of props that together are all of them. */
export interface WholeProps {
  readonly construct: string;
  readonly cluster: Cluster;
  readonly keys: Fields;
  readonly make: (chart: Chart, props: object) => void;
  readonly fewest: object;
  /** Made anew, so that a test may spoil them. */
  readonly whole: () => readonly object[];
}

const { nas, attic, cellar, shared, copy } = platform.repositories;
const { b2, nas: home } = everything.repositories;

const mover: Required<Mover> = {
  uid: 568,
  gid: 100,
  fsGroup: 1000,
  fsGroupChangePolicy: 'Always',
  runAsNonRoot: true,
  supplementalGroups: [44, 105],
  seccompProfile: { type: 'Unconfined' },
};
const resources: Required<Resources> = {
  requests: { cpu: '1', memory: '512Mi' },
  limits: { cpu: '2.5', memory: '4Gi' },
};
const cache: Required<Cache> = { capacity: '12Gi', storageClassName: 'local', accessModes: ['ReadWriteOncePod'] };
const storage: Required<StorageProfile> = {
  storageClassName: 'shared',
  volumeSnapshotClassName: 'shared-snapshots',
  accessModes: ['ReadWriteMany'],
  snapshotAccessModes: ['ReadOnlyMany'],
};
const image = { repository: 'registry.internal:5000/kopia', tag: '0.22.3' };
const pod = { mover, image, cache: '20G', resources };
const job = {
  ...pod,
  timeZone: 'Europe/Berlin',
  activeDeadlineSeconds: 600,
  startingDeadlineSeconds: 60,
  backoffLimit: 0,
  ttlSecondsAfterFinished: 60,
  successfulJobsHistoryLimit: 3,
  failedJobsHistoryLimit: 4,
};

/** A claim of its own and one that exists, a plan and destinations: an app has one of each. */
const app: readonly VolsyncAppProps[] = [
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
    resources,
    podLabels: { 'example.org/net': 'storage' },
    parallelism: 4,
    compression: 'none',
    restore: { from: b2, previous: 2 },
    formerly: { app: 'roms', namespace: 'media' },
    prune: true,
  },
  { app: 'romm', destinations: destinations(), restore: { asOf: new Date('2026-01-31T02:00:00Z') }, cache: 'emptyDir' },
  { app: 'romm', existingClaim: 'data-0' },
];

function destinations() {
  return [
    destination(home, { schedule: hourly, retention: { hourly: 24 } }),
    destination(b2, { schedule: daily, retention: { daily: 7 } }),
  ];
}

const server: Required<KopiaServerProps> = {
  ...pod,
  repository: nas,
  name: 'kopia-web',
  login: { item: 'web', username: ['u-', field('USER')], password: 'PASS', cookieKey: 'COOKIE' },
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

const alerts: Required<BackupAlertsProps> = {
  name: 'backups',
  labels: { release: 'kube-prometheus-stack' },
  severity: { VolSyncVolumeOutOfSync: 'warning', KopiaVerifyFailed: 'page' },
  grace: '5m',
  operatorJob: 'volsync/metrics',
};

interface Row<P> {
  readonly cluster?: Cluster;
  readonly fewest: P;
  readonly whole: readonly P[];
  /** What there must be as well. */
  readonly beside?: (chart: Chart) => Construct;
}

type Class<P> = { readonly name: string } & (new (chart: Chart, props: P) => Construct);

function row<P extends object>(
  construct: Class<P>,
  keys: Fields,
  { cluster, fewest, whole, beside }: Row<P>,
): WholeProps {
  return {
    construct: construct.name,
    cluster: cluster ?? platform,
    keys,
    make: (chart, props) => {
      beside?.(chart);
      new construct(chart, props as P);
    },
    fewest,
    whole: () => whole.map(anew),
  };
}

/** Every construct that there is. */
export const wholeProps: readonly WholeProps[] = [
  row<VolsyncAppProps>(VolsyncApp, VOLSYNC_APP_KEYS, { cluster: everything, fewest: { app: 'romm' }, whole: app }),
  row<KopiaServerProps>(KopiaServer, SERVER_KEYS, {
    fewest: { repository: nas },
    whole: [
      server,
      {
        repository: shared,
        login: 'nobody-logs-in-and-whoever-reaches-the-gateway-reads-every-backup',
        hostname: 'kopia.example.org',
        gateway: { name: 'internal', namespace: 'network' },
      },
    ],
  }),
  row<KopiaMaintenanceProps>(KopiaMaintenance, KOPIA_MAINTENANCE_KEYS, {
    fewest: { repository: attic },
    whole: [
      {
        repository: attic,
        name: 'upkeep',
        schedule: '@daily',
        mover,
        cache,
        resources,
        activeDeadlineSeconds: 600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 0,
      } satisfies Required<KopiaMaintenanceProps>,
    ],
  }),
  row<KopiaMaintenanceCronJobProps>(KopiaMaintenanceCronJob, MAINTENANCE_KEYS, {
    fewest: { repository: nas },
    whole: [
      {
        ...job,
        repository: nas,
        name: 'upkeep',
        schedule: '0 5 * * *',
      } satisfies Required<KopiaMaintenanceCronJobProps>,
    ],
  }),
  row<CloudSyncCronJobProps>(CloudSyncCronJob, CLOUD_SYNC_KEYS, {
    fewest: { from: nas, to: copy },
    whole: [
      {
        ...job,
        from: nas,
        to: copy,
        name: 'off-site',
        schedule: daily.hour(23),
        mode: 'add',
        firstSeeding: true,
        parallel: 8,
      } satisfies Required<CloudSyncCronJobProps>,
    ],
  }),
  row<KopiaVerifyProps>(KopiaVerify, KOPIA_VERIFY_KEYS, {
    fewest: { repository: shared },
    whole: [
      {
        ...job,
        repository: shared,
        name: 'proof',
        schedule: '@monthly',
        filesPercent: 0.5,
        maxErrors: 1,
        parallel: 2,
      } satisfies Required<KopiaVerifyProps>,
    ],
  }),
  row<InitializeRepositoryProps>(InitializeRepository, INITIALIZE_KEYS, {
    fewest: { repository: cellar },
    whole: [{ repository: cellar, mover, image, resources } satisfies Required<InitializeRepositoryProps>],
  }),
  row<NfsInjectionPolicyProps>(NfsInjectionPolicy, NFS_INJECTION_KEYS, {
    fewest: { repository: nas },
    whole: [{ repository: cellar } satisfies Required<NfsInjectionPolicyProps>],
  }),
  row<MoverJitterPolicyProps>(MoverJitterPolicy, MOVER_JITTER_KEYS, {
    fewest: {},
    whole: [{ minSeconds: 5, maxSeconds: 60, jobs: 'both', image } satisfies Required<MoverJitterPolicyProps>],
  }),
  row<VolsyncOperatorProps>(VolsyncOperator, VOLSYNC_OPERATOR_KEYS, {
    fewest: {},
    whole: [
      {
        image,
        chart: { url: 'oci://registry.internal:5000/volsync', tag: '0.18.6' },
        resources,
      } satisfies Required<VolsyncOperatorProps>,
    ],
  }),
  row<NfsScalerProps>(NfsScaler, NFS_SCALER_KEYS, {
    fewest: { app: 'plex', server: 'nas.internal', serverAddress: 'http://prometheus:9090' },
    whole: [
      {
        app: 'plex',
        server: 'nas.internal',
        serverAddress: 'http://prometheus:9090',
        kind: 'StatefulSet',
        window: '1h',
        cooldownPeriod: 0,
      } satisfies Required<NfsScalerProps>,
    ],
  }),
  row<BackupAlertsProps>(BackupAlerts, BACKUP_ALERTS_KEYS, {
    cluster: everything,
    fewest: {},
    whole: [alerts],
    beside: (chart) => new VolsyncApp(chart, { app: 'watched' }),
  }),
];
