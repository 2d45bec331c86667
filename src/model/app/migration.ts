import { RESTIC_BACKUPS_KEYS, type ResticBackups } from '../restic/options';
import type { KeysOf } from '../values/known-keys';

/**
 * How far an app is on its way from Restic to Kopia. One step at a time, forth and back:
 *
 * - `'restic'`: as it was; Restic backs up and restores.
 * - `'parallel'`: Kopia backs up as well. Restic goes on unchanged, and is what restores come from.
 * - `'kopia'`: restores come from Kopia. Restic still backs up.
 * - `'clean'`: Kopia alone. What Restic has kept stays where it is.
 */
export type MigrationPhase = 'restic' | 'parallel' | 'kopia' | 'clean';

export const PHASES: readonly MigrationPhase[] = ['restic', 'parallel', 'kopia', 'clean'];

/** That what Kopia has backed up was restored and compared. */
export interface Verified {
  /** The day, `'2026-01-31'`. */
  readonly on: string;
  /** The name of the repository of the cluster that it was restored from. */
  readonly from: string;
}

/** How the apps of a cluster are on their way from Restic to Kopia. */
export interface ClusterMigration {
  /** How far apps are that do not say so themselves. @default each app says it */
  readonly phase?: MigrationPhase;
  /** How Restic backs apps up that do not say so themselves. @default each app says it */
  readonly from?: ResticBackups;
}

/** How one app is on its way from Restic to Kopia. */
export interface Migration extends ClusterMigration {
  /**
   * For each destination of Restic's, by its name, when and from where the app was restored by Kopia and compared; `'clean'`
   * asks for all of them (rule T1). @default nothing is verified
   */
  readonly verified?: Readonly<Record<string, Verified>>;
}

export const CLUSTER_MIGRATION_KEYS: KeysOf<ClusterMigration> = { phase: true, from: RESTIC_BACKUPS_KEYS };

export const MIGRATION_KEYS: KeysOf<Migration> = { ...CLUSTER_MIGRATION_KEYS, verified: 'map' };
