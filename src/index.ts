export type { HelmChart } from './constructs/kit/helm-chart';
export type { CloudSyncOptions } from './constructs/kopia/cloud-sync/cloud-sync';
export { CloudSyncCronJob, type CloudSyncCronJobProps } from './constructs/kopia/cloud-sync/cloud-sync-cron-job';
export type { InitializeOptions } from './constructs/kopia/initialize/initialization';
export {
  InitializeRepository,
  type InitializeRepositoryProps,
} from './constructs/kopia/initialize/initialize-repository';
export type { KopiaCronJobOptions, KopiaPodOptions } from './constructs/kopia/kopia-job';
export {
  KopiaMaintenanceCronJob,
  type KopiaMaintenanceCronJobProps,
} from './constructs/kopia/maintenance/kopia-maintenance-cron-job';
export type { MaintenanceCronJobOptions } from './constructs/kopia/maintenance/maintenance-cron-job';
export {
  type AnonymousLogin,
  KopiaServer,
  type KopiaServerProps,
  type ServerGateway,
  type ServerLogin,
} from './constructs/kopia/server/kopia-server';
export { KopiaVerify, type KopiaVerifyProps } from './constructs/kopia/verify/kopia-verify';
export type { KopiaVerifyOptions } from './constructs/kopia/verify/verification';
export { type AlertName, alertNames } from './constructs/monitoring/alert';
export { BackupAlerts, type BackupAlertsProps } from './constructs/monitoring/backup-alerts';
export { NfsScaler, type NfsScalerProps, type ScalableKind } from './constructs/workloads/nfs-scaler';
export {
  type JitterJobs,
  MoverJitterPolicy,
  type MoverJitterPolicyProps,
} from './engines/volsync/admission/mover-jitter-policy';
export { NfsInjectionPolicy, type NfsInjectionPolicyProps } from './engines/volsync/admission/nfs-injection-policy';
export { type TalosForm, type TalosPatchOptions, talosPatch } from './engines/volsync/admission/talos-patch';
export { VolsyncApp, type VolsyncAppProps } from './engines/volsync/app/volsync-app';
export { defaultCluster } from './engines/volsync/default-cluster';
export { KopiaMaintenance, type KopiaMaintenanceProps } from './engines/volsync/maintenance/kopia-maintenance';
export { VolsyncOperator, type VolsyncOperatorProps } from './engines/volsync/operator/volsync-operator';
export { SynthesisError } from './gitops/error';
export { GitOpsApp, type GitOpsAppProps } from './gitops/gitops-app';
export type { AppOptions, Resources } from './model/app/app';
export type { AppName } from './model/app/app-name';
export { type Compression, compressions } from './model/app/compression';
export type { RestoreOptions } from './model/app/restore';
export {
  type Cluster as ClusterValue,
  type ClusterOptions,
  type DeclaredCluster,
  defineCluster,
  type Named as NamedRepositories,
  type RestoreDefaults,
  type SecretStore,
} from './model/cluster/cluster';
export type { Flux, FluxOptions } from './model/cluster/flux';
export type { FeatureGate } from './model/cluster/kubernetes';
export type { Mover } from './model/cluster/mover';
export type { AccessMode, Cache, CopyMethod, StorageProfile } from './model/cluster/storage';
export { defaults } from './model/defaults';
export { type Destination, destination, Plan, plan } from './model/plan/plan';
export type { Retention } from './model/plan/retention';
export { nfsRepository } from './model/repository/nfs/nfs-repository';
export type {
  NfsAccess,
  NfsRepository,
  NfsRepositoryOptions,
  PasswordRef,
  Repository,
  RepositoryOptions,
  S3Credentials,
  S3Prefix,
  S3Repository,
  S3RepositoryOptions,
  UnnamedRepository,
} from './model/repository/repository';
export {
  type BackblazeB2Options,
  backblazeB2,
  type CloudflareR2Options,
  cloudflareR2,
  type PresetOptions as S3PresetOptions,
  prefixPerApp,
  prefixPerNamespacedApp,
  s3Repository,
  sharedPrefix,
} from './model/repository/s3/s3-repository';
export type { RuleId } from './model/rules/problem';
export { type DailySchedule, daily, every, hourly, Schedule, type ScheduleInput } from './model/schedule/schedule';
export { fluxVar } from './model/values/flux-var';
export type { Image } from './model/values/image';
export type { Quantity } from './model/values/quantity';
export { type FieldRef, field, type SecretText } from './model/values/secret-text';
export { Cluster } from './tree/cluster-scope';
export type { Manifest } from './tree/manifest';
export { acceptWarning } from './tree/validation';
