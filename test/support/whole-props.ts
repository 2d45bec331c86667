import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  BackupAlerts,
  type BackupAlertsProps,
  BackupDashboard,
  type BackupDashboardProps,
  CloudSyncCronJob,
  type CloudSyncCronJobProps,
  type Cluster,
  daily,
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
  MoverJitterPolicy,
  type MoverJitterPolicyProps,
  NfsInjectionPolicy,
  type NfsInjectionPolicyProps,
  NfsScaler,
  type NfsScalerProps,
  ResticBackup,
  type ResticBackupProps,
  VolsyncApp,
  type VolsyncAppProps,
  VolsyncOperator,
  type VolsyncOperatorProps,
  ZeroScaler,
  type ZeroScalerProps,
} from '../../src';
import { CLOUD_SYNC_KEYS } from '../../src/constructs/kopia/cloud-sync/options';
import { INITIALIZE_KEYS } from '../../src/constructs/kopia/initialize/initialize-repository';
import { MAINTENANCE_KEYS } from '../../src/constructs/kopia/maintenance/options';
import { SERVER_KEYS } from '../../src/constructs/kopia/server/keys';
import { KOPIA_VERIFY_KEYS } from '../../src/constructs/kopia/verify/options';
import { BACKUP_ALERTS_KEYS } from '../../src/constructs/monitoring/backup-alerts';
import { BACKUP_DASHBOARD_KEYS } from '../../src/constructs/monitoring/backup-dashboard';
import { NFS_SCALER_KEYS } from '../../src/constructs/workloads/nfs-scaler';
import { ZERO_SCALER_KEYS } from '../../src/constructs/workloads/zero-scaler';
import { MOVER_JITTER_KEYS } from '../../src/engines/volsync/admission/mover-jitter-policy';
import { NFS_INJECTION_KEYS } from '../../src/engines/volsync/admission/nfs-injection-policy';
import { VOLSYNC_APP_KEYS } from '../../src/engines/volsync/app/volsync-app';
import { KOPIA_MAINTENANCE_KEYS } from '../../src/engines/volsync/maintenance/kopia-maintenance';
import { VOLSYNC_OPERATOR_KEYS } from '../../src/engines/volsync/operator/volsync-operator';
import { RESTIC_BACKUP_KEYS } from '../../src/engines/volsync/restic/restic-backup';
import type { Fields } from '../../src/model/values/known-keys';
import { everything } from './clusters';
import { anew } from './fields';
import { platform } from './platform-cluster';
import { byField, bySops } from './secret-sources';
import { alerts, app, cache, dashboard, image, job, mover, resources, resticBackup, server } from './whole-options';
import { kopiaPods, placement } from './whole-placement';

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
  row<ResticBackupProps>(ResticBackup, RESTIC_BACKUP_KEYS, {
    cluster: everything,
    fewest: { app: 'romm', destinations: resticBackup[0]?.destinations ?? [] },
    whole: resticBackup,
  }),
  row<KopiaServerProps>(KopiaServer, SERVER_KEYS, {
    fewest: { repository: nas },
    whole: [
      server,
      {
        repository: shared,
        credentials: { item: 'reader' },
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
        secrets: byField,
        resources,
        placement,
        podLabels: { 'example.org/net': 'storage' },
        labels: { team: 'home' },
        annotations: { 'example.org/owner': 'me' },
        secretName: 'volsync-maintenance-secret',
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
        grace: '2d12h',
        maxErrors: 1,
        parallel: 2,
      } satisfies Required<KopiaVerifyProps>,
    ],
  }),
  row<InitializeRepositoryProps>(InitializeRepository, INITIALIZE_KEYS, {
    fewest: { repository: cellar },
    whole: [
      {
        repository: cellar,
        mover,
        image,
        secrets: bySops,
        resources,
        ...kopiaPods,
      } satisfies Required<InitializeRepositoryProps>,
    ],
  }),
  row<NfsInjectionPolicyProps>(NfsInjectionPolicy, NFS_INJECTION_KEYS, {
    fewest: { repository: nas },
    whole: [
      {
        repository: cellar,
        operator: { namespace: 'backups', name: 'mover-maker' },
        maintainers: [{ namespace: 'elsewhere', name: 'cellar' }],
      } satisfies Required<NfsInjectionPolicyProps>,
    ],
  }),
  row<MoverJitterPolicyProps>(MoverJitterPolicy, MOVER_JITTER_KEYS, {
    fewest: {},
    whole: [
      {
        minSeconds: 5,
        maxSeconds: 60,
        jobs: 'both',
        image,
        operator: { namespace: 'backups' },
      } satisfies Required<MoverJitterPolicyProps>,
    ],
  }),
  row<VolsyncOperatorProps>(VolsyncOperator, VOLSYNC_OPERATOR_KEYS, {
    fewest: {},
    whole: [
      {
        image,
        chart: { url: 'oci://registry.internal:5000/volsync', tag: '0.18.6' },
        resources,
        serviceMonitor: { labels: { release: 'kube-prometheus-stack' } },
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
        name: 'plex',
      } satisfies Required<Omit<NfsScalerProps, 'query'>>,
      {
        app: 'plex',
        serverAddress: 'http://prometheus:9090',
        kind: 'StatefulSet',
        query: 'probe_success',
        cooldownPeriod: 0,
        name: 'plex',
      } satisfies Required<Omit<NfsScalerProps, 'server' | 'window'>>,
    ],
  }),
  row<ZeroScalerProps>(ZeroScaler, ZERO_SCALER_KEYS, {
    fewest: { app: 'plex' },
    whole: [
      {
        app: 'plex',
        name: 'plex-on-nas',
        kind: 'StatefulSet',
        metric: 'probe_ok',
        selector: { job: 'blackbox' },
        value: '2',
        window: '5m',
      } satisfies Required<ZeroScalerProps>,
    ],
  }),
  row<BackupDashboardProps>(BackupDashboard, BACKUP_DASHBOARD_KEYS, { fewest: {}, whole: [dashboard] }),
  row<BackupAlertsProps>(BackupAlerts, BACKUP_ALERTS_KEYS, {
    cluster: everything,
    fewest: {},
    whole: [alerts],
    beside: (chart) => new VolsyncApp(chart, { app: 'watched' }),
  }),
];
