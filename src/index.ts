export { BackupAlerts, type BackupAlertsProps } from './constructs/backup-alerts';
export { CloudSyncCronJob, type CloudSyncCronJobProps } from './constructs/cloud-sync-cron-job';
export { Cluster } from './constructs/cluster-scope';
export type { HelmChart } from './constructs/helm-chart';
export { InitializeRepository, type InitializeRepositoryProps } from './constructs/initialize-repository';
export { KopiaMaintenance, type KopiaMaintenanceProps } from './constructs/kopia-maintenance';
export { KopiaMaintenanceCronJob, type KopiaMaintenanceCronJobProps } from './constructs/kopia-maintenance-cron-job';
export {
  type AnonymousLogin,
  KopiaServer,
  type KopiaServerProps,
  type ServerGateway,
  type ServerLogin,
} from './constructs/kopia-server';
export { KopiaVerify, type KopiaVerifyProps } from './constructs/kopia-verify';
export { type JitterJobs, MoverJitterPolicy, type MoverJitterPolicyProps } from './constructs/mover-jitter-policy';
export { NfsInjectionPolicy, type NfsInjectionPolicyProps } from './constructs/nfs-injection-policy';
export { NfsScaler, type NfsScalerProps, type ScalableKind } from './constructs/nfs-scaler';
export { acceptWarning } from './constructs/validation';
export { VolsyncApp, type VolsyncAppProps } from './constructs/volsync-app';
export { VolsyncOperator, type VolsyncOperatorProps } from './constructs/volsync-operator';
export { SynthesisError } from './gitops/error';
export { GitOpsApp, type GitOpsAppProps } from './gitops/gitops-app';
export type { AlertName } from './model/alert';
export type { AppOptions, Resources } from './model/app';
export type { AppName } from './model/app-name';
export {
  type ClusterOptions,
  type DeclaredCluster,
  defineCluster,
  type RestoreDefaults,
  type SecretStore,
} from './model/cluster';
export type { Compression } from './model/compression';
export { defaultCluster } from './model/default-cluster';
export { defaults } from './model/defaults';
export type { FluxOptions } from './model/flux';
export { fluxVar } from './model/flux-var';
export type { Image } from './model/image';
export type { FeatureGate } from './model/kubernetes';
export type { Mover } from './model/mover';
export { nfsRepository } from './model/nfs-repository';
export { type Destination, destination, Plan, plan } from './model/plan';
export type { RuleId } from './model/problem';
export type { Quantity } from './model/quantity';
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
} from './model/repository';
export type { RestoreOptions } from './model/restore';
export type { Retention } from './model/retention';
export {
  type BackblazeB2Options,
  backblazeB2,
  type CloudflareR2Options,
  cloudflareR2,
  prefixPerApp,
  prefixPerNamespacedApp,
  s3Repository,
  sharedPrefix,
} from './model/s3-repository';
export { type DailySchedule, daily, every, hourly, Schedule, type ScheduleInput } from './model/schedule';
export { type FieldRef, field, type SecretText } from './model/secret-text';
export type { AccessMode, Cache, CopyMethod, StorageProfile } from './model/storage';
export { type TalosForm, type TalosPatchOptions, talosPatch } from './model/talos-patch';
