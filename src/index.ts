export { Cluster } from './constructs/cluster-scope';
export { KopiaMaintenance, type KopiaMaintenanceProps } from './constructs/kopia-maintenance';
export { NfsInjectionPolicy, type NfsInjectionPolicyProps } from './constructs/nfs-injection-policy';
export { acceptWarning } from './constructs/validation';
export { VolsyncApp, type VolsyncAppProps } from './constructs/volsync-app';
export { SynthesisError } from './gitops/error';
export { GitOpsApp, type GitOpsAppProps } from './gitops/gitops-app';
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
export { daily, every, hourly, Schedule, type ScheduleInput } from './model/schedule';
export { type FieldRef, field, type SecretText } from './model/secret-text';
export type { AccessMode, Cache, CopyMethod, StorageProfile } from './model/storage';
