import './readers';
import './register';

export type { HelmChart } from './constructs/kit/helm-chart';
export { CloudSyncCronJob, type CloudSyncCronJobProps } from './constructs/kopia/cloud-sync/cloud-sync-cron-job';
export type { CloudSyncOptions } from './constructs/kopia/cloud-sync/options';
export {
  InitializeRepository,
  type InitializeRepositoryProps,
} from './constructs/kopia/initialize/initialize-repository';
export {
  KopiaMaintenanceCronJob,
  type KopiaMaintenanceCronJobProps,
} from './constructs/kopia/maintenance/kopia-maintenance-cron-job';
export type { MaintenanceCronJobOptions } from './constructs/kopia/maintenance/options';
export type { KopiaCronJobOptions, KopiaPodOptions } from './constructs/kopia/options';
export {
  type AnonymousLogin,
  KopiaServer,
  type KopiaServerProps,
  type ServerCache,
  type ServerCredentials,
  type ServerGateway,
  type ServerLogin,
} from './constructs/kopia/server/kopia-server';
export { KopiaVerify, type KopiaVerifyProps } from './constructs/kopia/verify/kopia-verify';
export type { KopiaVerifyOptions } from './constructs/kopia/verify/options';
export type { AlertLevel } from './constructs/monitoring/alert-problems';
export { type AlertName, BackupAlerts, type BackupAlertsProps } from './constructs/monitoring/backup-alerts';
export { BackupDashboard, type BackupDashboardProps } from './constructs/monitoring/backup-dashboard';
export type { JobAlertName } from './constructs/monitoring/job-alerts';
export { NfsScaler, type NfsScalerProps, type ScalableKind } from './constructs/workloads/nfs-scaler';
export { ZeroScaler, type ZeroScalerProps } from './constructs/workloads/zero-scaler';
export { defaultCluster, defaults } from './engines/default';
export type { JobMakers, MaintainerRef, MoverMaker } from './engines/volsync/admission/job-makers';
export {
  type JitterJobs,
  MoverJitterPolicy,
  type MoverJitterPolicyProps,
} from './engines/volsync/admission/mover-jitter-policy';
export { NfsInjectionPolicy, type NfsInjectionPolicyProps } from './engines/volsync/admission/nfs-injection-policy';
export { type TalosForm, type TalosPatchOptions, talosPatch } from './engines/volsync/admission/talos-patch';
export type { VolsyncAlertName } from './engines/volsync/alerts/alerts';
export type { BeforeBackup } from './engines/volsync/app/before-backup';
export { VolsyncApp, type VolsyncAppProps } from './engines/volsync/app/volsync-app';
export { claimRepository } from './engines/volsync/claim';
export { defineCluster } from './engines/volsync/define-cluster';
export { KopiaMaintenance, type KopiaMaintenanceProps } from './engines/volsync/maintenance/kopia-maintenance';
export { nfsRepository } from './engines/volsync/nfs';
export type { ServiceAccount } from './engines/volsync/operator/usual-account';
export {
  type ServiceMonitorOptions,
  VolsyncOperator,
  type VolsyncOperatorProps,
} from './engines/volsync/operator/volsync-operator';
export { ResticBackup, type ResticBackupProps } from './engines/volsync/restic/restic-backup';
export type { ResticObjects } from './engines/volsync/restic/restic-objects';
export type { GitOpsChartOptions } from './gitops/chart-options';
export { SynthesisError } from './gitops/error';
export { GitOpsApp, type GitOpsAppProps } from './gitops/gitops-app';
export { type RetiredOptions, retired } from './gitops/guard/retired';
export type { LossCode, RiskCode } from './ledger/compare/change';
export type { AppName } from './model/app/app-name';
export { type Compression, compressions } from './model/app/compression';
export type { ClusterMigration, Migration, MigrationPhase, Verified } from './model/app/migration';
export type { AppOptions } from './model/app/options';
export type { RestoreOptions } from './model/app/restore';
export type {
  Cluster as ClusterValue,
  ClusterOptions,
  DeclaredCluster,
  Named as NamedRepositories,
  RestoreDefaults,
} from './model/cluster/cluster';
export type { ClusterIdentity } from './model/cluster/cluster-identity';
export type { Flux, FluxChart, FluxOptions } from './model/cluster/flux';
export type { FeatureGate } from './model/cluster/kubernetes';
export type { KustomizationRef } from './model/cluster/kustomization-ref';
export type { Mover } from './model/cluster/mover';
export type { ObjectMetadata } from './model/cluster/object-metadata';
export type { AccessMode, Cache, CopyMethod, StorageProfile } from './model/cluster/storage';
export type { Placement } from './model/placement/placement';
export type { PodOptions } from './model/placement/pods';
export type {
  Affinity,
  LabelSelector,
  LabelSelectorRequirement,
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  PreferredSchedulingTerm,
  Toleration,
  WeightedPodAffinityTerm,
} from './model/placement/scheduling';
export { type Destination, destination, Plan, plan } from './model/plan/plan';
export { type Retention, withKopiaDefaults } from './model/plan/retention';
export type { ClaimRepository, ClaimRepositoryOptions } from './model/repository/claim/claim-repository';
export type { ConfigMapCa, CustomCa, DecidedCustomCa, SecretCa } from './model/repository/custom-ca';
export type { NfsAccess, NfsRepository, NfsRepositoryOptions } from './model/repository/nfs/nfs-repository';
export type { DecidedRepository, PasswordRef, RepositoryOptions } from './model/repository/options';
export type { Repository, UnnamedRepository } from './model/repository/repository';
export {
  type BackblazeB2Options,
  backblazeB2,
  type CloudflareR2Options,
  cloudflareR2,
  type PresetOptions as S3PresetOptions,
  type R2Jurisdiction,
} from './model/repository/s3/presets';
export {
  type OwnS3Prefix,
  prefixPerApp,
  prefixPerNamespacedApp,
  type S3Credentials,
  type S3Prefix,
  type S3Repository,
  type S3RepositoryOptions,
  type SharedS3Prefix,
  s3Repository,
  sharedPrefix,
} from './model/repository/s3/s3-repository';
export {
  type SftpCredentials,
  type SftpPassword,
  type SftpPrivateKey,
  type SftpRepository,
  type SftpRepositoryOptions,
  sftpRepository,
} from './model/repository/sftp/sftp-repository';
export {
  type ResticDestination,
  type ResticDestinationOptions,
  resticDestination,
} from './model/restic/destination';
export type { ResticBackups, ResticNames, ResticRestoreOptions } from './model/restic/options';
export {
  type ResticCredentials,
  type ResticKey,
  type ResticRepository,
  type ResticRepositoryOptions,
  resticRepository,
} from './model/restic/repository';
export type { ResticRetention } from './model/restic/retention';
export type { Finding } from './model/rules/finding';
export type { Problem } from './model/rules/problem';
export type { RuleId, Severity } from './model/rules/rule';
export { type DailySchedule, daily, every, hourly, Schedule, type ScheduleInput } from './model/schedule/schedule';
export {
  type ExistingSecret,
  type ExternalSecrets,
  type ExternalSecretsOptions,
  existingSecret,
  externalSecrets,
  type SecretFor,
  type SecretSource,
  type SecretStore,
} from './model/secrets/secret-source';
export type { Image } from './model/values/image';
export type { Quantity } from './model/values/quantity';
export type { Resources } from './model/values/resources';
export { type FieldRef, field, type SecretText } from './model/values/secret-text';
export { Cluster } from './tree/cluster-scope';
export { secretElsewhere } from './tree/declared-secrets';
export { type ChartKustomization, dependOnKustomizations } from './tree/flux';
export { fluxVar } from './tree/flux-vars';
export type { Manifest } from './tree/manifest';
export { acceptWarning } from './tree/validation';
