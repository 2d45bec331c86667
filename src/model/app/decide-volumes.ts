import { type AccessMode, isReadOnly } from '../cluster/access-modes';
import type { Cluster } from '../cluster/cluster';
import { defaults } from '../defaults';
import type { AppOptions } from './options';

/** Where a volume is made, and how it may be mounted. */
export interface Volume {
  /** None where nobody has said one: that of the claim, or the cluster's default class. */
  readonly storageClassName: string | undefined;
  readonly accessModes: readonly AccessMode[];
}

/** The volumes of an app. */
export interface AppVolumes {
  readonly claim: Volume;
  /** The copy that a backup reads. What nobody has said is as in the claim. */
  readonly copy: Partial<Volume>;
  /** What a restore fills, and of which it makes the snapshot that the claim is filled from. */
  readonly restored: Volume;
  /** None where the storage makes no snapshots. */
  readonly volumeSnapshotClassName: string | undefined;
  /** Whether a snapshot is kept when its volume is deleted. */
  readonly snapshotsOutliveVolume: boolean;
}

/**
 * Decides where an app's volumes are made. A claim that exists already is of a class, of modes and of a size that the
 * cluster knows nothing of: only what the app itself says of it holds. A snapshot class is the exception, because a
 * snapshot needs one.
 */
export function decideVolumes(options: AppOptions, cluster: Cluster): AppVolumes {
  const profile = options.storage ?? cluster.storage;
  const said = options.existingClaim === undefined ? profile : (options.storage ?? {});
  const accessModes = options.accessModes ?? said.accessModes;
  const claim = { storageClassName: profile.storageClassName, accessModes: accessModes ?? defaults.accessModes };
  const temporary = said.snapshotStorageClassName ?? said.storageClassName;
  return {
    claim,
    copy: {
      storageClassName: temporary,
      accessModes: said.snapshotAccessModes ?? (options.existingClaim === undefined ? claim.accessModes : accessModes),
    },
    // A class for read-only copies may serve nothing that is written.
    restored: isReadOnly(said.snapshotAccessModes) ? claim : { ...claim, storageClassName: temporary },
    volumeSnapshotClassName: profile.volumeSnapshotClassName,
    snapshotsOutliveVolume: profile.snapshotsOutliveVolume ?? true,
  };
}
